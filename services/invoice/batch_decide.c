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

static void check_admission(struct taking *batch, struct arrival *arrival)
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
static struct known_invoice *find_parent(struct taking *batch,
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
	struct car *car = taking_find_car(batch, arrival);

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
static void wait_for_parent(const struct taking *batch, struct arrival *arrival)
{
	const struct invoice *invoice = &arrival->invoice;
	const struct car *car = taking_find_car(batch, arrival);
	struct uuid vehicle = car ? car->vehicle.vehicle_id
				  : identity_vehicle(arrival->dealer, &arrival->names);

	if (invoice->parent_number && invoice->parent_number[0])
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "%s/%s",
			 arrival->dealer, invoice->parent_number);
	else if (invoice->kind == DOCUMENT_CANCELLED)
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "%s/%s",
			 arrival->dealer, invoice->number);
	else if (uuid_is_set(&vehicle))
		snprintf(arrival->waits_for, sizeof(arrival->waits_for), "vehicle/%s",
			 vehicle.text);
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

/* A document of somebody who was erased, of before that: it came again, or came late.
 * Nothing of it is kept but that it came. */
static bool is_of_erased(struct taking *batch, struct arrival *arrival)
{
	const struct known_customer *known =
		table_find(&batch->customers, arrival->customer_id.text);

	if (!known ||
	    !customer_is_forgotten(&known->customer, arrival->invoice.issue_date))
		return false;
	findings_done(&arrival->findings);
	findings_add(&arrival->findings, "CUSTOMER_ERASED", SEVERITY_INFO, "/customer",
		     "the customer was erased; documents of before that are not kept");
	arrival->status = STATUS_DISCARDED;
	arrival->payload_text = NULL;
	return true;
}

static int judge(struct taking *batch, struct arrival *arrival, struct err *err)
{
	struct known_invoice *known =
		table_find(&batch->invoices, arrival->invoice_id.text);
	enum fact_role role = visit_role(&arrival->invoice);
	struct known_invoice *parent = NULL;

	if (is_of_erased(batch, arrival))
		return 0;
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
	return taking_accept(batch, arrival, parent, err);
}

int taking_decide(struct taking *batch, struct arrival *arrival, struct err *err)
{
	arrival->version++;
	arrival->status = STATUS_PARKED;
	if (arrival->cause)
		outbox_because(batch->say, arrival->cause);
	check_admission(batch, arrival);
	if (arrival->msg && !findings_have_error(&arrival->findings) &&
	    judge(batch, arrival, err) < 0)
		return -1;
	return taking_say_intake(batch, arrival, err);
}

int taking_discard(struct taking *batch, struct arrival *arrival, struct err *err)
{
	if (taking_load(batch, err) < 0)
		return -1;
	snprintf(arrival->dealer, sizeof(arrival->dealer), "%s", arrival->stored_dealer);
	arrival->version++;
	arrival->status = STATUS_DISCARDED;
	if (taking_say_intake(batch, arrival, err) < 0)
		return -1;
	return taking_save(batch, err);
}
