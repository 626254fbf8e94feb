/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Groups are found by joining: every fact starts alone and is joined with what it belongs
 * to, so the order of joining does not matter.
 */
#include "invoice/domain/visit.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

struct civil_date visit_day(const struct visit_fact *fact)
{
	return civil_is_set(fact->closed_date) ? fact->closed_date : fact->issue_date;
}

/* Fines pass the same channel as work (rental cars, pool cars). */
static bool is_fine(const struct invoice *invoice)
{
	size_t fines = 0;

	for (size_t i = 0; i < invoice->lines_count; i++) {
		const char *text = invoice->lines[i].description;

		if (text &&
		    (strcasestr(text, "boete") || strcasestr(text, "overtreding")))
			fines++;
	}
	return fines > 0 && fines == invoice->lines_count;
}

static bool is_internal(const struct invoice *invoice)
{
	return invoice->order == ORDER_INTERNAL || invoice->vehicle.is_stock_car ||
	       (invoice->pay_cents[PAY_INTERNAL] != 0 &&
		invoice->pay_cents[PAY_CUSTOMER] == 0 &&
		invoice->pay_cents[PAY_WARRANTY] == 0 &&
		invoice->pay_cents[PAY_INSURANCE] == 0 &&
		invoice->pay_cents[PAY_LEASE] == 0);
}

enum fact_role visit_role(const struct invoice *invoice)
{
	if (invoice->kind == DOCUMENT_CANCELLED)
		return FACT_CANCEL;
	if (invoice->kind == DOCUMENT_CREDIT_NOTE || invoice->net_cents < 0)
		return FACT_CREDIT;
	if (invoice->kind != DOCUMENT_INVOICE || invoice->order == ORDER_RENTAL ||
	    invoice->order == ORDER_VEHICLE_SALE || is_internal(invoice) ||
	    is_fine(invoice))
		return FACT_NONE;
	return FACT_VISIT;
}

static int compare_facts(const void *left, const void *right)
{
	const struct visit_fact *a = left, *b = right;
	int days = civil_compare(visit_day(a), visit_day(b));

	return days ? days : strcmp(a->invoice_id.text, b->invoice_id.text);
}

static size_t group_of(size_t *groups, size_t i)
{
	while (groups[i] != i) {
		groups[i] = groups[groups[i]];
		i = groups[i];
	}
	return i;
}

static void join(size_t *groups, size_t a, size_t b)
{
	size_t low = group_of(groups, a), high = group_of(groups, b);

	/* The earliest fact leads. */
	if (low > high) {
		size_t swap = low;

		low = high;
		high = swap;
	}
	groups[high] = low;
}

static bool same_workorder(const struct visit_fact *a, const struct visit_fact *b)
{
	return a->workorder && a->workorder[0] && b->workorder &&
	       strcmp(a->workorder, b->workorder) == 0;
}

static void join_visits(const struct visit_fact *facts, size_t count, size_t *groups)
{
	for (size_t i = 0; i < count; i++) {
		if (facts[i].role != FACT_VISIT)
			continue;
		for (size_t n = i + 1; n < count; n++) {
			if (facts[n].role != FACT_VISIT)
				continue;
			int32_t apart = civil_days_between(visit_day(&facts[i]),
							   visit_day(&facts[n]));

			if (apart <= VISIT_MERGE_DAYS ||
			    same_workorder(&facts[i], &facts[n]))
				join(groups, i, n);
		}
	}
}

static size_t find_invoice(const struct visit_fact *facts, size_t count,
			   const struct uuid *invoice_id)
{
	for (size_t i = 0; i < count; i++) {
		if (facts[i].role == FACT_VISIT &&
		    strcmp(facts[i].invoice_id.text, invoice_id->text) == 0)
			return i;
	}
	return count;
}

static void join_credits(const struct visit_fact *facts, size_t count, size_t *groups)
{
	for (size_t i = 0; i < count; i++) {
		if (facts[i].role != FACT_CREDIT && facts[i].role != FACT_CANCEL)
			continue;
		size_t parent = find_invoice(facts, count, &facts[i].parent_id);

		if (parent < count)
			join(groups, i, parent);
	}
}

static bool is_cancelled(const struct visit_fact *facts, size_t count,
			 const struct visit_fact *fact)
{
	for (size_t i = 0; i < count; i++) {
		if (facts[i].role == FACT_CANCEL &&
		    strcmp(facts[i].parent_id.text, fact->invoice_id.text) == 0)
			return true;
	}
	return false;
}

/* What the sums of a group are made of while it is gathered. */
struct gathering {
	struct visit visit;
	int64_t workshop_cents;
	size_t invoices; /* that still stand */
	bool was_credited;
};

static void keep_id(struct gathering *g, const struct uuid *stored)
{
	if (!uuid_is_set(stored) || strcmp(stored->text, g->visit.visit_id.text) == 0)
		return;
	if (!uuid_is_set(&g->visit.visit_id)) {
		g->visit.visit_id = *stored;
		return;
	}
	for (size_t i = 0; i < g->visit.absorbed_count; i++) {
		if (strcmp(g->visit.absorbed[i].text, stored->text) == 0)
			return;
	}
	if (g->visit.absorbed_count < VISIT_ABSORBED_MAX)
		g->visit.absorbed[g->visit.absorbed_count++] = *stored;
}

static void gather_money(struct gathering *g, const struct visit_fact *fact)
{
	for (int pay = 0; pay < PAY_TYPES; pay++)
		g->visit.pay_cents[pay] += fact->pay_cents[pay];
	g->visit.customer_vat_cents += fact->customer_vat_cents;
	g->workshop_cents += fact->workshop_cents;
}

static void gather(struct gathering *g, const struct visit_fact *fact, bool cancelled)
{
	keep_id(g, &fact->visit_id);
	if (fact->role == FACT_CANCEL || cancelled) {
		g->was_credited = true;
		return;
	}
	gather_money(g, fact);
	if (fact->role == FACT_CREDIT) {
		g->was_credited = true;
		return;
	}
	g->invoices++;
	g->visit.classes |= fact->classes;
	g->visit.time_parts |= fact->time_parts;
	if (fact->odometer_km != NO_ODOMETER)
		g->visit.odometer_km = fact->odometer_km;
	if (uuid_is_set(&fact->customer_id))
		g->visit.customer_id = fact->customer_id;
}

/* The day the work was finished where one of its orders says so, else the first day. */
static struct civil_date day_of_group(const struct visit_fact *facts, size_t count,
				      const size_t *groups, size_t leader)
{
	struct civil_date closed = NO_DATE, issued = NO_DATE;

	for (size_t i = 0; i < count; i++) {
		if (groups[i] != leader || facts[i].role != FACT_VISIT)
			continue;
		if (!civil_is_set(issued) ||
		    civil_compare(facts[i].issue_date, issued) < 0)
			issued = facts[i].issue_date;
		if (civil_is_set(facts[i].closed_date) &&
		    (!civil_is_set(closed) ||
		     civil_compare(facts[i].closed_date, closed) < 0))
			closed = facts[i].closed_date;
	}
	return civil_is_set(closed) ? closed : issued;
}

/* The visits built so far, and the facts they are built of. */
struct building {
	struct visit_fact *facts;
	size_t count;
	const struct visit_cause *cause;
	const size_t *groups;
	struct visit *visits;
	size_t visits_count;
};

static bool is_taken(const struct building *b, const struct uuid *id)
{
	for (size_t i = 0; i < b->visits_count; i++) {
		if (strcmp(b->visits[i].visit_id.text, id->text) == 0)
			return true;
	}
	return false;
}

static const struct visit_fact *first_visit(const struct building *b, size_t leader)
{
	for (size_t i = 0; i < b->count; i++) {
		if (b->groups[i] == leader && b->facts[i].role == FACT_VISIT)
			return &b->facts[i];
	}
	return NULL;
}

/* A visit is named after its first invoice. An invoice that was known before may have
 * given its name away already: then the document that changed says which visit it is. */
static struct uuid new_id(const struct visit_cause *cause, const struct visit_fact *fact)
{
	const char *first = fact->invoice_id.text;
	char version[24];

	if (cause->version == 1 && strcmp(first, cause->invoice_id.text) == 0)
		return uuid_named("visit", first, "0", NULL);
	snprintf(version, sizeof(version), "%" PRId64, cause->version);
	return uuid_named("visit", first, cause->invoice_id.text, version, NULL);
}

static void build_one(struct building *b, size_t leader)
{
	struct gathering g = { .visit = { .odometer_km = NO_ODOMETER } };

	for (size_t i = 0; i < b->count; i++) {
		const struct visit_fact *fact = &b->facts[i];

		if (b->groups[i] == leader)
			gather(&g, fact, is_cancelled(b->facts, b->count, fact));
	}
	if (!uuid_is_set(&g.visit.visit_id) || is_taken(b, &g.visit.visit_id))
		g.visit.visit_id = new_id(b->cause, first_visit(b, leader));
	g.visit.date = day_of_group(b->facts, b->count, b->groups, leader);
	g.visit.voided = g.invoices == 0 || (g.was_credited && g.workshop_cents <= 0);
	for (size_t i = 0; i < b->count; i++) {
		if (b->groups[i] == leader)
			b->facts[i].visit_id = g.visit.visit_id;
	}
	b->visits[b->visits_count++] = g.visit;
}

/* What moved from one visit to another took its id along, but the other still stands. */
static void keep_standing(const struct building *b)
{
	for (size_t i = 0; i < b->visits_count; i++) {
		struct visit *visit = &b->visits[i];
		size_t kept = 0;

		for (size_t n = 0; n < visit->absorbed_count; n++) {
			if (!is_taken(b, &visit->absorbed[n]))
				visit->absorbed[kept++] = visit->absorbed[n];
		}
		visit->absorbed_count = kept;
	}
}

struct visit *visits_build(struct visit_fact *facts, size_t count,
			   const struct visit_cause *cause, size_t *ret_count)
{
	size_t *groups = mem_alloc((count + 1) * sizeof(*groups));
	struct building b = { facts, count, cause, groups, NULL, 0 };

	b.visits = mem_alloc((count + 1) * sizeof(*b.visits));
	if (count > 1)
		qsort(facts, count, sizeof(*facts), compare_facts);
	for (size_t i = 0; i < count; i++)
		groups[i] = i;
	join_visits(facts, count, groups);
	join_credits(facts, count, groups);
	for (size_t i = 0; i < count; i++)
		groups[i] = group_of(groups, i);
	for (size_t i = 0; i < count; i++) {
		if (first_visit(&b, i))
			build_one(&b, i);
		else if (groups[i] == i)
			facts[i].visit_id = (struct uuid){ "" };
	}
	keep_standing(&b);
	mem_free(groups);
	*ret_count = b.visits_count;
	return b.visits;
}
