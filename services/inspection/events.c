/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What others state: garages, cars, customers, when maintenance is due, the register, and
 * invoices.
 */
#include "inspection/events.h"

#include <string.h>

#include "gen/say_checklist_state.h"
#include "inspection/form/bill.h"
#include "inspection/form/erase.h"
#include "inspection/store_facts.h"

/* Every garage gets the built-in checklist as its own first version, once. */
EVENT(dealer_state)
{
	struct uuid id = uuid_named("checklist", msg->dealer, "preset", NULL);
	struct checklist_state mine = *svc->preset;
	bool added;

	if (store_dealer_keep(tx, msg, err) < 0)
		return -1;
	mine.dealer = msg->dealer;
	mine.checklist_id = id.text;
	if (store_checklist_add(tx, &mine, &added, err) < 0)
		return -1;
	return added ? say_checklist_state(say, &mine, err) : 0;
}

EVENT(vehicle_state)
{
	(void)svc;
	(void)say;
	return store_vehicles_keep(tx, &msg, 1, err);
}

EVENT(customer_state)
{
	struct register_request request = { svc, tx, say, msg->dealer };
	struct uuid customer = uuid_from(msg->customer_id);

	if (store_customers_keep(tx, &msg, 1, err) < 0)
		return -1;
	return msg->erased ? erase_customer(&request, &customer, err) : 0;
}

int inspection_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
				struct outbox *say, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	size_t len = slash ? (size_t)(slash - in->key) : 0;
	char dealer[DEALER_TEXT];
	struct register_request request = { svc, tx, say, dealer };
	struct uuid customer = uuid_from(slash ? slash + 1 : NULL);

	if (!uuid_is_set(&customer) || len == 0 || len >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "a customer's key is dealer/id");
	memcpy(dealer, in->key, len);
	dealer[len] = '\0';
	return erase_customer(&request, &customer, err);
}

EVENT(person_erased)
{
	struct register_request request = { svc, tx, say, msg->dealer };
	struct uuid customer = uuid_from(msg->customer_id);

	if (msg->customer_id && (forget_by_clues(tx, &inspection_forgets, msg->dealer,
						 msg->customer_id, err) < 0 ||
				 erase_customer(&request, &customer, err) < 0))
		return -1;
	return forget_person(tx, &inspection_forgets, msg, say, err);
}

int inspection_on_register_heard(void *svc, struct tx *tx, const struct heard *in,
				 struct outbox *say, struct err *err)
{
	AUTO_TEXT *state = mem_text_n(in->raw.at, in->raw.len);

	(void)svc;
	(void)say;
	return store_register_keep(tx, in->msg, state, err);
}

static int bill_one(const struct sheet_request *request, const struct bill *bill,
		    struct err *err)
{
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(request, &sheet, err) < 0)
		return -1;
	return bill_form(&sheet, bill, err);
}

static int bill_all(const struct sheet_request *request,
		    const struct visit_of_form *visit, const struct bill *bill,
		    struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_forms_of_visit(request->tx, request->dealer, visit, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct sheet_request one = *request;

		one.inspection_id = row_text(rows, i, 0);
		if (bill_one(&one, bill, err) < 0)
			return -1;
	}
	return 0;
}

int inspection_bill(struct inspection *svc, struct tx *tx,
		    const struct invoice_recorded *msg, struct outbox *say,
		    struct err *err)
{
	struct sheet_request request = {
		.svc = svc, .tx = tx, .say = say, .dealer = msg->dealer
	};
	struct visit_of_form visit;
	struct bill bill;

	if (!msg->visit || !msg->vehicle_id)
		return 0;
	visit = (struct visit_of_form){ .visit = uuid_from(msg->visit->visit_id),
					.vehicle = uuid_from(msg->vehicle_id) };
	bill = (struct bill){ .visit = visit.visit,
			      .net_cents = msg->visit->customer_net_cents,
			      .voided = msg->visit->voided };
	if (civil_parse(msg->visit->visit_date, &visit.date, err) < 0)
		return -1;
	return bill_all(&request, &visit, &bill, err);
}

EVENT(invoice_recorded)
{
	if (store_serviced_keep(tx, &msg, 1, err) < 0)
		return -1;
	return inspection_bill(svc, tx, msg, say, err);
}
