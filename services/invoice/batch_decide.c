/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What becomes of one record, on what the batch knows: repeat, new version, parked or
 * accepted; and for what is accepted, whom and what it teaches us about.
 */
#include <stdio.h>
#include <string.h>

#include "base/instant.h"
#include "invoice/batch.h"
#include "invoice/domain/credit.h"

#define UNKNOWN_DEALER "unknown"

static void park(struct arrival *arrival, const char *rule, const char *place,
		 const char *text)
{
	findings_add(&arrival->findings, rule, SEVERITY_ERROR, place, text);
}

static bool vendor_allowed(const struct known_dealer *dealer, const char *vendor)
{
	char word[VENDOR_TEXT + 2];

	snprintf(word, sizeof(word), " %s ", vendor);
	return strstr(dealer->vendors, word) != NULL;
}

static void check_admission(struct batch *batch, struct arrival *arrival)
{
	const struct known_dealer *dealer = table_find(&batch->dealers, arrival->dealer);
	bool known = dealer && dealer->active;
	struct admission_sender sender = {
		.vendor = arrival->vendor,
		.key = arrival->key,
		.upload_dealer = arrival->upload_dealer,
		.dealer_known = known,
		.vendor_allowed = known && vendor_allowed(dealer, arrival->vendor),
		.today = dealer ? dealer->today
				: civil_from_days((int32_t)(tx_now(batch->tx).micros /
							    MICROS_PER_SECOND / 86400)),
	};

	if (arrival->msg)
		admission_check(&arrival->invoice, &sender, &arrival->names,
				&arrival->customer_id, &arrival->findings);
	/* Who may not be known, or may not send yet, is remembered: settings change. */
	if (!known || !sender.vendor_allowed) {
		snprintf(arrival->claimed, sizeof(arrival->claimed), "%s",
			 arrival->dealer);
		arrival->claimed_dealer = arrival->claimed;
	} else {
		arrival->claimed_dealer = NULL;
	}
	if (!known)
		snprintf(arrival->dealer, sizeof(arrival->dealer), UNKNOWN_DEALER);
}

/* The invoice a credit note or cancellation is about; NULL: not here (yet). */
static struct known_invoice *find_parent(struct batch *batch,
					 const struct arrival *arrival)
{
	const struct invoice *invoice = &arrival->invoice;
	const char *number = invoice->parent_number && invoice->parent_number[0]
				     ? invoice->parent_number
			     : invoice->kind == DOCUMENT_CANCELLED ? invoice->number
								   : NULL;
	char key[WAITS_TEXT];

	if (number) {
		snprintf(key, sizeof(key), "%s/%s", arrival->dealer, number);
		return table_find(&batch->numbers, key);
	}
	struct car *car = batch_find_car(batch, arrival);

	if (!car)
		return NULL;
	size_t count = 0;
	struct credit_candidate *candidates =
		mem_alloc((car->invoices.count + 1) * sizeof(*candidates));

	for (size_t i = 0; i < car->invoices.count; i++) {
		const struct known_invoice *known = car->invoices.at[i];

		if (known->fact.role == FACT_VISIT)
			candidates[count++] = (struct credit_candidate){
				known->fact.invoice_id, known->fact.customer_id,
				known->vehicle_id, known->fact.issue_date,
				known->net_cents
			};
	}
	const struct credit_claim claim = { arrival->customer_id, car->vehicle.vehicle_id,
					    invoice->issue_date, invoice->net_cents };
	const struct credit_candidate *match = credit_match(&claim, candidates, count);
	struct known_invoice *parent =
		match ? table_find(&batch->invoices, match->invoice_id.text) : NULL;

	mem_free(candidates);
	return parent;
}

/* A credit note that came too early waits for its invoice. */
static void wait_for_parent(const struct batch *batch, struct arrival *arrival)
{
	const struct invoice *invoice = &arrival->invoice;
	const struct car *car = batch_find_car(batch, arrival);

	if (invoice->parent_number && invoice->parent_number[0])
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "%s/%s",
			 arrival->dealer, invoice->parent_number);
	else if (invoice->kind == DOCUMENT_CANCELLED)
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "%s/%s",
			 arrival->dealer, invoice->number);
	else if (car)
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "vehicle/%s",
			 car->vehicle.vehicle_id.text);
	park(arrival, "CREDIT_BEFORE_INVOICE", "/parent_document_number",
	     arrival->waits_for[0]
		     ? "the invoice it takes back has not come in; it waits for it"
		     : "no invoice of this customer and vehicle fits; name the invoice");
}

static bool is_older(const char *a, const char *b)
{
	struct instant first, second;

	return a && b && instant_parse(a, &first, NULL) == 0 &&
	       instant_parse(b, &second, NULL) == 0 && instant_compare(first, second) < 0;
}

/* Same key and same content, or content we have newer: nothing to do. */
static bool is_repeat(struct arrival *arrival, const struct known_invoice *known)
{
	if (!known)
		return false;
	bool same = strcmp(known->content_hash.text, arrival->content_hash.text) == 0;

	if (!same && !is_older(arrival->invoice.modified_at, known->modified_at))
		return false;
	findings_add(&arrival->findings, same ? "DUPLICATE" : "OLDER_VERSION",
		     SEVERITY_INFO, "/document_number",
		     same ? "the same document came in before"
			  : "a newer version of this document came in before");
	arrival->duplicate_of = known->record_id;
	arrival->invoice_version = known->version;
	return true;
}

static void replace_text(char **kept, const char *text)
{
	char *copy = mem_text(text ? text : "");

	mem_free(*kept);
	*kept = copy;
}

static void fill_fact(const struct batch *batch, const struct arrival *arrival,
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
	fact->workorder = known->workorder;
}

static void fill_known(const struct batch *batch, struct arrival *arrival,
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
static struct car *car_of(struct batch *batch, const struct arrival *arrival,
			  const struct known_invoice *parent)
{
	if (parent)
		return batch_car(batch, &parent->vehicle_id);
	struct car *car = batch_find_car(batch, arrival);
	struct uuid id = identity_vehicle(arrival->dealer, &arrival->names);

	if (car || !uuid_is_set(&id))
		return car;
	/* The name may be taken by a car that has another plate or chassis by now. */
	return batch_car(batch, &id) ? batch_car(batch, &id)
				     : batch_new_car(batch, arrival->dealer, &id);
}

static struct known_customer *customer_of(struct batch *batch,
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

static int learn_customer(struct batch *batch, const struct arrival *arrival,
			  struct err *err)
{
	struct known_customer *known = customer_of(batch, arrival);

	if (!known || !customer_learn(&known->customer, &arrival->invoice))
		return 0;
	known->customer.version++;
	known->dirty = true;
	return batch_say_customer(batch, &known->customer, err);
}

/* Tell a change of a visit through one of the invoices that make it up. */
static int tell_through_member(struct batch *batch, struct car *car,
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
		return batch_say_recorded(batch, known, visit, err);
	}
	return 0;
}

static int tell_others(struct batch *batch, struct car *car,
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
		if (own && own->visit.absorbed_count < VISIT_ABSORBED_MAX)
			own->visit.absorbed[own->visit.absorbed_count++] =
				visit->visit.visit_id;
	}
	if (last && !own)
		last->visit.voided = true;
	return own ? own : last;
}

static int say_outcome(struct batch *batch, struct arrival *arrival, struct car *car,
		       struct car *old, struct err *err)
{
	struct known_invoice *known = arrival->known;
	struct known_visit *own =
		car ? batch_visits(batch, car, &known->fact.invoice_id) : NULL;

	if (old && old != car)
		batch_visits(batch, old, &known->fact.invoice_id);
	if (!car)
		known->fact.visit_id = (struct uuid){ "" };
	/* Only what this document changed is new to anybody. */
	if (own)
		own->told = true;
	struct known_visit *told = gone_visit(car, own);

	if (old && old != car)
		told = gone_visit(old, told);
	if (car && car->dirty) {
		car->vehicle.version++;
		if (batch_say_vehicle(batch, &car->vehicle, err) < 0)
			return -1;
	}
	if (batch_say_recorded(batch, known, told, err) < 0 ||
	    (car && tell_others(batch, car, own, err) < 0))
		return -1;
	return old && old != car ? tell_others(batch, old, own, err) : 0;
}

static int accept(struct batch *batch, struct arrival *arrival,
		  struct known_invoice *parent, struct err *err)
{
	struct known_invoice *known =
		table_find(&batch->invoices, arrival->invoice_id.text);
	struct car *old = known ? batch_car(batch, &known->vehicle_id) : NULL;

	if (!known)
		known = batch_new_invoice(batch, &arrival->invoice_id);
	arrival->known = known;
	arrival->status = STATUS_ACCEPTED;
	fill_known(batch, arrival, parent, known);
	arrival->invoice_version = known->version;
	if (learn_customer(batch, arrival, err) < 0)
		return -1;
	struct car *car = car_of(batch, arrival, parent);

	known->vehicle_id = car ? car->vehicle.vehicle_id : (struct uuid){ "" };
	if (!uuid_is_set(&known->fact.customer_id) && parent)
		known->fact.customer_id = parent->fact.customer_id;
	batch_index_invoice(batch, known);
	bool was_dirty = car && car->dirty;

	if (car) {
		car->dirty =
			!parent && vehicle_learn(&car->vehicle, &arrival->invoice,
						 &arrival->names, &arrival->customer_id);
		batch_index_car(batch, car);
	}
	int failed = say_outcome(batch, arrival, car, old, err);

	if (car)
		car->dirty = car->dirty || was_dirty;
	return failed;
}

static int judge(struct batch *batch, struct arrival *arrival, struct err *err)
{
	struct known_invoice *known =
		table_find(&batch->invoices, arrival->invoice_id.text);
	enum fact_role role = visit_role(&arrival->invoice);
	struct known_invoice *parent = NULL;

	if (is_repeat(arrival, known)) {
		arrival->known = known;
		arrival->status = STATUS_DUPLICATE;
		return 0;
	}
	if (role == FACT_CREDIT || role == FACT_CANCEL) {
		parent = find_parent(batch, arrival);
		if (!parent) {
			wait_for_parent(batch, arrival);
			arrival->status = STATUS_PARKED;
			return 0;
		}
	}
	return accept(batch, arrival, parent, err);
}

int batch_decide(struct batch *batch, struct arrival *arrival, struct err *err)
{
	arrival->version++;
	arrival->status = STATUS_PARKED;
	if (arrival->cause)
		outbox_because(batch->say, arrival->cause);
	check_admission(batch, arrival);
	if (arrival->msg && !findings_have_error(&arrival->findings) &&
	    judge(batch, arrival, err) < 0)
		return -1;
	return batch_say_intake(batch, arrival, err);
}

int batch_discard(struct batch *batch, struct arrival *arrival, struct err *err)
{
	if (batch_load(batch, err) < 0)
		return -1;
	snprintf(arrival->dealer, sizeof(arrival->dealer), "%s", arrival->stored_dealer);
	arrival->version++;
	arrival->status = STATUS_DISCARDED;
	if (batch_say_intake(batch, arrival, err) < 0)
		return -1;
	return batch_save(batch, err);
}
