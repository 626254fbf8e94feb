/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What an accepted document changes: its invoice, what is known of customer and car, the
 * car's visits; and who has to hear of it.
 */
#include <string.h>

#include "invoice/batch.h"

static void replace_text(char **kept, const char *text)
{
	char *copy = mem_text(text ? text : "");

	mem_free(*kept);
	*kept = copy;
}

static void fill_fact(const struct taking *batch, const struct arrival *arrival,
		      const struct known_invoice *parent, struct known_invoice *known)
{
	const struct invoice *invoice = &arrival->invoice;
	const struct known_dealer *dealer = table_find(&batch->dealers, arrival->dealer);
	struct visit_fact *fact = &known->fact;

	fact->role = visit_role(invoice);
	fact->customer_id = arrival->customer_id;
	fact->parent_id = parent ? parent->fact.invoice_id : (struct uuid){ "" };
	fact->issue_date = invoice->issue_date;
	fact->closed_date =
		dealer && civil_compare(invoice->closed_date, dealer->today) > 0
			? NO_DATE
			: invoice->closed_date;
	fact->odometer_km = vehicle_odometer_km(&invoice->vehicle);
	fact->classes = invoice->classes;
	fact->time_parts = invoice->time_parts;
	fact->workshop_cents = invoice->workshop_cents;
	memcpy(fact->pay_cents, invoice->pay_cents, sizeof(fact->pay_cents));
	fact->customer_vat_cents = invoice->customer_vat_cents;
	fact->workorder = known->workorder;
}

static void fill_known(const struct taking *batch, struct arrival *arrival,
		       const struct known_invoice *parent, struct known_invoice *known)
{
	const struct invoice *invoice = &arrival->invoice;

	replace_text(&known->dealer, arrival->dealer);
	replace_text(&known->source, invoice->source);
	replace_text(&known->number, invoice->number);
	replace_text(&known->workorder, invoice->workorder);
	mem_free(known->modified_at);
	known->modified_at = mem_text(invoice->modified_at);
	known->kind = invoice->kind;
	known->order = invoice->order;
	known->content_hash = arrival->content_hash;
	known->record_id = arrival->record_id;
	known->net_cents = invoice->net_cents;
	known->unknown_lines = invoice->unknown_lines;
	known->version++;
	known->dirty = true;
	known->content = invoice;
	fill_fact(batch, arrival, parent, known);
}

/* The car a document is about; a credit note is about its invoice's. */
static struct car *car_of(struct taking *batch, const struct arrival *arrival,
			  const struct known_invoice *parent)
{
	if (parent)
		return taking_car(batch, &parent->vehicle_id);
	struct car *car = taking_find_car(batch, arrival);
	struct uuid id = identity_vehicle(arrival->dealer, &arrival->names);

	if (car || !uuid_is_set(&id))
		return car;
	/* The name may be taken by a car that has another plate or chassis by now. */
	return taking_car(batch, &id) ? taking_car(batch, &id)
				      : taking_new_car(batch, arrival->dealer, &id);
}

static struct known_customer *customer_of(struct taking *batch,
					  const struct arrival *arrival)
{
	if (!uuid_is_set(&arrival->customer_id))
		return NULL;
	struct known_customer *known =
		table_find(&batch->customers, arrival->customer_id.text);

	if (!known) {
		known = mem_alloc(sizeof(*known));
		known->customer.customer_id = arrival->customer_id;
		table_add(&batch->customers, known->customer.customer_id.text, known);
	}
	known->customer.dealer = arrival->dealer;
	return known;
}

static int learn_customer(struct taking *batch, const struct arrival *arrival,
			  struct err *err)
{
	struct known_customer *known = customer_of(batch, arrival);

	if (!known || !customer_learn(&known->customer, &arrival->invoice))
		return 0;
	known->customer.version++;
	known->dirty = true;
	return taking_say_customer(batch, &known->customer, err);
}

/* Tell a change of a visit through one of the invoices that make it up. */
static int tell_through_member(struct taking *batch, struct car *car,
			       struct known_visit *visit, struct err *err)
{
	for (size_t i = 0; i < car->invoices.count; i++) {
		struct known_invoice *known = car->invoices.at[i];

		if (known->fact.role != FACT_VISIT ||
		    strcmp(known->fact.visit_id.text, visit->visit.visit_id.text) != 0)
			continue;
		known->version++;
		known->dirty = true;
		visit->told = true;
		return taking_say_recorded(batch, known, visit, err);
	}
	return 0;
}

static int tell_others(struct taking *batch, struct car *car,
		       const struct known_visit *own, struct err *err)
{
	for (size_t i = 0; i < car->visits.count; i++) {
		struct known_visit *visit = car->visits.at[i];

		if (visit == own || !visit->dirty || visit->told || visit->gone)
			continue;
		if (tell_through_member(batch, car, visit, err) < 0)
			return -1;
	}
	return 0;
}

static void absorb(struct visit *visit, const struct uuid *gone)
{
	if (strcmp(visit->visit_id.text, gone->text) == 0)
		return;
	for (size_t i = 0; i < visit->absorbed_count; i++) {
		if (strcmp(visit->absorbed[i].text, gone->text) == 0)
			return;
	}
	if (visit->absorbed_count < VISIT_ABSORBED_MAX)
		visit->absorbed[visit->absorbed_count++] = *gone;
}

/* Visits that are no more are told as taken up by the document's own visit, or, when it
 * has none, as voided. */
static struct known_visit *gone_visit(struct car *car, struct known_visit *own)
{
	struct known_visit *last = NULL;

	for (size_t i = 0; car && i < car->visits.count; i++) {
		struct known_visit *visit = car->visits.at[i];

		if (!visit->gone || visit->told)
			continue;
		visit->told = true;
		last = visit;
		if (own)
			absorb(&own->visit, &visit->visit.visit_id);
	}
	if (last && !own)
		last->visit.voided = true;
	return own ? own : last;
}

static int tell_car(struct taking *batch, struct car *car, struct err *err)
{
	if (!car || !car->changed)
		return 0;
	car->changed = false;
	car->dirty = true;
	car->vehicle.version++;
	return taking_say_vehicle(batch, &car->vehicle, err);
}

/* Says what a document changed: cars first, then its own visit, then the visits of others
 * that changed with it. `old` is the car it was about before, when that is another. */
static int say_outcome(struct taking *batch, struct arrival *arrival, struct car *car,
		       struct car *old, struct err *err)
{
	struct known_invoice *known = arrival->known;
	struct known_visit *own = car ? taking_visits(car, known) : NULL;

	if (old)
		taking_visits(old, known);
	if (!car)
		known->fact.visit_id = (struct uuid){ "" };
	if (own)
		own->told = true;
	struct known_visit *told = gone_visit(old, gone_visit(car, own));

	if (tell_car(batch, car, err) < 0 || tell_car(batch, old, err) < 0 ||
	    taking_say_recorded(batch, known, told, err) < 0)
		return -1;
	if (car && tell_others(batch, car, own, err) < 0)
		return -1;
	return old ? tell_others(batch, old, own, err) : 0;
}

/* A credit note says nothing new about a car. That a document was seen is kept even when
 * it says nothing new: what is older may not overwrite it. */
static void learn_car(const struct arrival *arrival, struct car *car, bool is_credit)
{
	struct civil_date seen = car->vehicle.seen_on;

	car->changed =
		!is_credit && vehicle_learn(&car->vehicle, &arrival->invoice,
					    &arrival->names, &arrival->customer_id);
	if (car->changed || civil_compare(seen, car->vehicle.seen_on) != 0)
		car->dirty = true;
}

int taking_accept(struct taking *batch, struct arrival *arrival,
		  struct known_invoice *parent, struct err *err)
{
	struct known_invoice *known =
		table_find(&batch->invoices, arrival->invoice_id.text);
	struct car *old = known ? taking_car(batch, &known->vehicle_id) : NULL;

	if (!known)
		known = taking_new_invoice(batch, &arrival->invoice_id);
	arrival->known = known;
	arrival->status = STATUS_ACCEPTED;
	fill_known(batch, arrival, parent, known);
	arrival->invoice_version = known->version;
	if (learn_customer(batch, arrival, err) < 0)
		return -1;
	struct car *car = car_of(batch, arrival, parent);

	known->vehicle_id = car ? car->vehicle.vehicle_id : (struct uuid){ "" };
	if (old == car)
		old = NULL;
	if (old) /* its visit stays with that car, or goes */
		known->fact.visit_id = (struct uuid){ "" };
	if (!uuid_is_set(&known->fact.customer_id) && parent)
		known->fact.customer_id = parent->fact.customer_id;
	taking_index_invoice(batch, known);
	if (car)
		learn_car(arrival, car, parent != NULL);
	if (car)
		taking_index_car(batch, car);
	return say_outcome(batch, arrival, car, old, err);
}
