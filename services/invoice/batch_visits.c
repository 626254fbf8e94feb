/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car's visits, built anew from all its documents whenever one changes, and compared
 * with what they were: only differences are written and told.
 */
#include <string.h>

#include "invoice/batch.h"

static bool same_visit(const struct visit *a, const struct visit *b)
{
	return civil_compare(a->date, b->date) == 0 &&
	       strcmp(a->customer_id.text, b->customer_id.text) == 0 &&
	       a->odometer_km == b->odometer_km && a->classes == b->classes &&
	       a->time_parts == b->time_parts && a->voided == b->voided &&
	       a->pay_cents[PAY_CUSTOMER] == b->pay_cents[PAY_CUSTOMER] &&
	       a->customer_vat_cents == b->customer_vat_cents &&
	       a->pay_cents[PAY_WARRANTY] == b->pay_cents[PAY_WARRANTY] &&
	       a->pay_cents[PAY_INTERNAL] == b->pay_cents[PAY_INTERNAL];
}

static struct known_visit *keep_visit(struct car *car, const struct visit *visit)
{
	struct known_visit *known = table_find(&car->visits, visit->visit_id.text);

	if (!known) {
		known = mem_alloc(sizeof(*known));
		known->vehicle_id = car->vehicle.vehicle_id;
		known->visit.visit_id = visit->visit_id;
		table_add(&car->visits, known->visit.visit_id.text, known);
	} else if (!known->gone && same_visit(&known->visit, visit) &&
		   visit->absorbed_count == 0) {
		known->visit.absorbed_count = 0;
		return known;
	}
	known->visit = *visit;
	known->version++;
	known->dirty = true;
	known->gone = false;
	known->told = false;
	return known;
}

/* Facts of the car in the order of its table; build() sorts a copy. */
static struct visit_fact *copy_facts(const struct car *car, size_t *ret_count)
{
	struct visit_fact *facts = mem_alloc((car->invoices.count + 1) * sizeof(*facts));
	size_t count = 0;

	for (size_t i = 0; i < car->invoices.count; i++) {
		const struct known_invoice *known = car->invoices.at[i];

		/* A document may have moved to another car. */
		if (strcmp(known->vehicle_id.text, car->vehicle.vehicle_id.text) == 0)
			facts[count++] = known->fact;
	}
	*ret_count = count;
	return facts;
}

static void keep_membership(const struct car *car, const struct visit_fact *facts,
			    size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct known_invoice *known =
			table_find(&car->invoices, facts[i].invoice_id.text);

		if (strcmp(known->fact.visit_id.text, facts[i].visit_id.text) == 0)
			continue;
		known->fact.visit_id = facts[i].visit_id;
		known->dirty = true;
	}
}

static void drop_others(struct car *car, const struct visit *visits, size_t count)
{
	for (size_t i = 0; i < car->visits.count; i++) {
		struct known_visit *known = car->visits.at[i];
		bool stands = false;

		for (size_t n = 0; n < count && !stands; n++)
			stands = strcmp(visits[n].visit_id.text,
					known->visit.visit_id.text) == 0;
		if (stands || known->gone)
			continue;
		known->gone = true;
		known->dirty = true;
		known->version++;
		known->told = false;
	}
}

static void keep_last_visit(struct car *car, const struct visit *visits, size_t count)
{
	struct civil_date last = NO_DATE;

	for (size_t i = 0; i < count; i++) {
		if (!visits[i].voided && civil_compare(visits[i].date, last) > 0)
			last = visits[i].date;
	}
	if (civil_compare(last, car->vehicle.last_visit) != 0) {
		car->vehicle.last_visit = last;
		car->changed = true;
	}
}

struct known_visit *taking_visits(struct car *car, const struct known_invoice *known)
{
	const struct visit_cause cause = { known->fact.invoice_id, known->version };
	size_t facts_count = 0, count = 0;
	struct visit_fact *facts = copy_facts(car, &facts_count);
	struct visit *visits = visits_build(facts, facts_count, &cause, &count);
	struct known_visit *own = NULL;

	keep_membership(car, facts, facts_count);
	for (size_t i = 0; i < count; i++)
		keep_visit(car, &visits[i]);
	drop_others(car, visits, count);
	keep_last_visit(car, visits, count);
	if (uuid_is_set(&known->fact.visit_id))
		own = table_find(&car->visits, known->fact.visit_id.text);
	mem_free(facts);
	mem_free(visits);
	return own;
}
