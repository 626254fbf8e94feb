/* SPDX-License-Identifier: Apache-2.0 */
/* What others state: garages and cars. */
#include "fleet/events.h"

#include "base/mem.h"
#include "fleet/appointment/calendar.h"
#include "fleet/book/passport.h"
#include "fleet/cost/cost.h"
#include "fleet/register/hear.h"
#include "fleet/store_facts.h"
#include "fleet/store_upkeep.h"

int fleet_on_dealer_heard(void *svc, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err)
{
	AUTO_TEXT *state = mem_text_n(in->raw.at, in->raw.len);
	const struct dealer_state *msg = in->msg;

	(void)svc;
	if (store_fleet_dealer_keep(tx, msg, state, err) < 0)
		return -1;
	return calendar_refresh(tx, msg->dealer, say, err);
}

EVENT(vehicle_state)
{
	struct book book = { svc, tx, say, "", "" };

	if (register_hear_vehicles(tx, &msg, 1, err) < 0 ||
	    cost_hear_vehicles(tx, &msg, 1, err) < 0 ||
	    store_fleet_vehicles_keep(tx, &msg, 1, err) < 0)
		return -1;
	return passports_hear_vehicles(&book, &msg, NULL, 1, err);
}

BATCH(vehicles)
{
	const struct vehicle_state **list = mem_alloc(count * sizeof(*list));
	struct book book = { svc, tx, say, "", "" };
	int failed;

	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = register_hear_vehicles(tx, list, count, err);
	if (failed == 0)
		failed = cost_hear_vehicles(tx, list, count, err);
	if (failed == 0)
		failed = store_fleet_vehicles_keep(tx, list, count, err);
	if (failed == 0)
		failed = passports_hear_vehicles(&book, list, in, count, err);
	mem_free(list);
	return failed;
}

EVENT(invoice_recorded)
{
	(void)svc;
	(void)say;
	if (store_upkeep_served(tx, &msg, 1, err) < 0)
		return -1;
	return cost_hear_invoices(tx, &msg, 1, err);
}

BATCH(invoices)
{
	const struct invoice_recorded **list = mem_alloc(count * sizeof(*list));
	int failed;

	(void)svc;
	(void)say;
	for (size_t i = 0; i < count; i++)
		list[i] = in[i]->msg;
	failed = store_upkeep_served(tx, list, count, err);
	if (failed == 0)
		failed = cost_hear_invoices(tx, list, count, err);
	mem_free(list);
	return failed;
}
