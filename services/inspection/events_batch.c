/* SPDX-License-Identifier: Apache-2.0 */
/* What an import brings by the thousand, kept many at a time. */
#include <string.h>

#include "base/mem.h"
#include "inspection/events.h"
#include "inspection/form/erase.h"
#include "inspection/store_facts.h"
#include "inspection/store_form.h"

int inspection_hear_vehicles(void *svc, struct tx *tx, const struct heard *const *in,
			     size_t count, struct outbox *say, struct err *err)
{
	const struct vehicle_state **list = mem_alloc(count * sizeof(*list));
	int failed;

	(void)svc;
	(void)say;
	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = store_vehicles_keep(tx, list, count, err);
	mem_free(list);
	return failed;
}

static int erase_erased(struct inspection *svc, struct tx *tx, const struct heard *in,
			struct outbox *say, struct err *err)
{
	const struct customer_state *msg = in->msg;
	struct register_request request = { svc, tx, say, msg->dealer };
	struct uuid customer = uuid_from(msg->customer_id);

	outbox_because(say, in);
	return msg->erased ? erase_customer(&request, &customer, err) : 0;
}

int inspection_hear_customers(void *svc, struct tx *tx, const struct heard *const *in,
			      size_t count, struct outbox *say, struct err *err)
{
	const struct customer_state **list = mem_alloc(count * sizeof(*list));
	int failed;

	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = store_customers_keep(tx, list, count, err);
	mem_free(list);
	for (size_t i = 0; i < count && !failed; i++)
		failed = erase_erased(svc, tx, in[i], say, err);
	return failed;
}

/* A line of the APK's may say that a service is due with it. */
static const char *due_of(const struct proposal_state *msg)
{
	if (msg->reason_group == WIRE_REASON_GROUP_SERVICE)
		return msg->due_p50;
	for (size_t i = 0; i < msg->reasons_count; i++)
		if (msg->reasons[i].kind == WIRE_REASON_KIND_PERIODIC)
			return msg->reasons[i].due_date;
	return NULL;
}

static bool is_maintenance(const struct proposal_state *msg)
{
	return msg->reason_group == WIRE_REASON_GROUP_SERVICE ||
	       (msg->reason_group == WIRE_REASON_GROUP_APK && due_of(msg));
}

/* Done: the car came, so nothing is due any more until the next forecast. */
static bool is_done(const struct proposal_state *msg)
{
	return msg->status == PROPOSAL_STATE_STATUS_VISITED ||
	       (msg->status_reason && strcmp(msg->status_reason, "VISITED") == 0);
}

static struct maintenance_row maintenance_of(const struct proposal_state *msg)
{
	return (struct maintenance_row){
		.dealer = msg->dealer,
		.vehicle_id = msg->vehicle_id,
		.proposal_id = msg->proposal_id,
		.version = msg->version,
		.list_week = msg->list_week,
		.due = is_done(msg) ? NULL : due_of(msg),
	};
}

EVENT(proposal_state)
{
	struct maintenance_row row = maintenance_of(msg);

	(void)svc;
	(void)say;
	return is_maintenance(msg) ? store_maintenance_keep(tx, &row, 1, err) : 0;
}

int inspection_hear_proposals(void *svc, struct tx *tx, const struct heard *const *in,
			      size_t count, struct outbox *say, struct err *err)
{
	struct maintenance_row *list = mem_alloc(count * sizeof(*list));
	size_t kept = 0;
	int failed = 0;

	(void)svc;
	(void)say;
	for (size_t i = 0; i < count; i++)
		if (is_maintenance(in[i]->msg))
			list[kept++] = maintenance_of(in[i]->msg);
	if (kept > 0)
		failed = store_maintenance_keep(tx, list, kept, err);
	mem_free(list);
	return failed;
}

/* Which of these invoices are of a car that was inspected. */
static int find_inspected(struct tx *tx, const struct heard *const *in, size_t count,
			  struct rows **ret_rows, struct err *err)
{
	const char **texts = mem_alloc(2 * count * sizeof(*texts));
	struct cars_of_batch cars = { texts, texts + count, count };
	int failed;

	for (size_t i = 0; i < count; i++) {
		const struct invoice_recorded *msg = in[i]->msg;

		texts[i] = msg->dealer;
		texts[count + i] = msg->vehicle_id;
	}
	failed = store_cars_with_forms(tx, &cars, ret_rows, err);
	mem_free(texts);
	return failed;
}

/* Of every car, also one that nobody inspected yet. */
static int keep_serviced(struct tx *tx, const struct heard *const *in, size_t count,
			 struct err *err)
{
	const struct invoice_recorded **list = mem_alloc(count * sizeof(*list));
	int failed;

	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = store_serviced_keep(tx, list, count, err);
	mem_free(list);
	return failed;
}

int inspection_hear_invoices(void *svc, struct tx *tx, const struct heard *const *in,
			     size_t count, struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (keep_serviced(tx, in, count, err) < 0 ||
	    find_inspected(tx, in, count, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct heard *one = in[row_int(rows, i, 0) - 1];

		outbox_because(say, one);
		if (inspection_bill(svc, tx, one->msg, say, err) < 0)
			return -1;
	}
	return 0;
}
