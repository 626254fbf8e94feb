/* SPDX-License-Identifier: Apache-2.0 */
/* From what the batch knows to the messages others hear. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gen/say_customer_state.h"
#include "gen/say_intake_state.h"
#include "gen/say_invoice_recorded.h"
#include "gen/say_vehicle_state.h"
#include "invoice/batch.h"
#include "invoice/domain/classify.h"
#include "msg/msg.h"

enum { REASONS_MAX = 50, PREVIEW_BYTES = 7600, MASKED_MAX = 4 << 20, NAME_BYTES = 1200 };

#define SAME(a, b)                                                                       \
	_Static_assert((int)(a) == (int)(b), "enums of rules and messages differ")
SAME(CLASS_UNKNOWN, WIRE_VISIT_CLASS_UNKNOWN);
SAME(TIME_PART_WIPERS, WIRE_TIME_PART_WIPERS);
SAME(FUEL_UNKNOWN, WIRE_FUEL_UNKNOWN);
SAME(STATUS_DISCARDED, INTAKE_STATE_STATUS_DISCARDED);
SAME(SEVERITY_INFO, WIRE_SEVERITY_INFO);
SAME(DOCUMENT_CANCELLED, WIRE_DOCUMENT_KIND_CANCELLED);

static const char *text_or_absent(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static const char *date_or_absent(struct civil_date date, char ret_text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, ret_text) : NULL;
}

static size_t list_classes(uint32_t set, enum wire_visit_class ret[CLASS_COUNT])
{
	size_t count = 0;

	for (int i = 1; i < CLASS_COUNT; i++) {
		if (set & SET_OF(i))
			ret[count++] = (enum wire_visit_class)i;
	}
	return count;
}

static size_t list_parts(uint32_t set, enum wire_time_part ret[TIME_PART_COUNT])
{
	size_t count = 0;

	for (int i = 1; i < TIME_PART_COUNT; i++) {
		if (set & SET_OF(i))
			ret[count++] = (enum wire_time_part)i;
	}
	return count;
}

/* The lists and texts a visit's message lends from. */
struct visit_lists {
	enum wire_visit_class classes[CLASS_COUNT];
	enum wire_time_part parts[TIME_PART_COUNT];
	const char *absorbed[VISIT_ABSORBED_MAX];
	char date[CIVIL_TEXT];
};

static struct invoice_recorded_visit visit_message(const struct known_visit *known,
						   struct visit_lists *lists)
{
	const struct visit *visit = &known->visit;

	for (size_t i = 0; i < visit->absorbed_count; i++)
		lists->absorbed[i] = visit->absorbed[i].text;
	return (struct invoice_recorded_visit){
		.visit_id = visit->visit_id.text,
		.version = known->version,
		.visit_date = civil_format(visit->date, lists->date),
		.customer_id = text_or_absent(&visit->customer_id),
		.odometer_km = visit->odometer_km,
		.has_odometer_km = visit->odometer_km != NO_ODOMETER,
		.classes = lists->classes,
		.classes_count = list_classes(visit->classes, lists->classes),
		.time_parts = lists->parts,
		.time_parts_count = list_parts(visit->time_parts, lists->parts),
		.mobility = (visit->time_parts & MOBILITY_GIVEN) != 0,
		.has_mobility = (visit->time_parts & MOBILITY_GIVEN) != 0,
		.customer_net_cents = visit->pay_cents[PAY_CUSTOMER],
		.customer_vat_cents = visit->customer_vat_cents,
		.has_customer_vat_cents = true,
		.warranty_net_cents = visit->pay_cents[PAY_WARRANTY],
		.internal_net_cents = visit->pay_cents[PAY_INTERNAL],
		.absorbed_visit_ids = lists->absorbed,
		.absorbed_visit_ids_count = visit->absorbed_count,
		.voided = visit->voided,
	};
}

int taking_say_recorded(struct taking *batch, const struct known_invoice *known,
			const struct known_visit *visit, struct err *err)
{
	const struct visit_fact *fact = &known->fact;
	enum wire_visit_class classes[CLASS_COUNT];
	struct visit_lists lists;
	struct invoice_recorded_visit of_visit;
	char date[CIVIL_TEXT];

	if (visit)
		of_visit = visit_message(visit, &lists);
	const struct invoice_recorded msg = {
		.dealer = known->dealer,
		.invoice_id = fact->invoice_id.text,
		.version = known->version,
		.document_kind = (enum wire_document_kind)known->kind,
		.issue_date = civil_format(fact->issue_date, date),
		.parent_invoice_id = text_or_absent(&fact->parent_id),
		.customer_id = text_or_absent(&fact->customer_id),
		.vehicle_id = text_or_absent(&known->vehicle_id),
		.net_cents = known->net_cents,
		.customer_net_cents = fact->pay_cents[PAY_CUSTOMER],
		.customer_vat_cents = fact->customer_vat_cents,
		.has_customer_vat_cents = true,
		.warranty_net_cents = fact->pay_cents[PAY_WARRANTY],
		.has_warranty_net_cents = true,
		.internal_net_cents = fact->pay_cents[PAY_INTERNAL],
		.has_internal_net_cents = true,
		.insurance_net_cents = fact->pay_cents[PAY_INSURANCE],
		.has_insurance_net_cents = true,
		.lease_net_cents = fact->pay_cents[PAY_LEASE],
		.has_lease_net_cents = true,
		.classes = classes,
		.classes_count = list_classes(fact->classes, classes),
		.unknown_lines = known->unknown_lines,
		.has_unknown_lines = true,
		.visit = visit ? &of_visit : NULL,
	};

	return say_invoice_recorded(batch->say, &msg, err);
}

static size_t list_channels(uint32_t set, enum wire_channel ret[8])
{
	size_t count = 0;

	for (int i = 1; i < 8; i++) {
		if (set & SET_OF(i))
			ret[count++] = (enum wire_channel)i;
	}
	return count;
}

static enum wire_language language_of(const char *word)
{
	return word ? wire_language_of(word) : WIRE_LANGUAGE_NL;
}

int taking_say_customer(struct taking *batch, const struct customer *customer,
			struct err *err)
{
	char *const *texts = customer->texts;
	enum wire_channel refused[8];
	char invoiced[CIVIL_TEXT], paid[CIVIL_TEXT], name[NAME_BYTES];

	customer_display(customer, name, sizeof(name));
	const struct customer_state msg = {
		.dealer = customer->dealer,
		.customer_id = customer->customer_id.text,
		.version = customer->version,
		.customer_number = texts[CUSTOMER_NUMBER],
		.kind = (enum wire_customer_kind)(customer->kind ? customer->kind : 1),
		.is_lease_company = customer->is_lease_company,
		.has_is_lease_company = true,
		.display_name = name,
		.company = texts[CUSTOMER_COMPANY],
		.title = texts[CUSTOMER_TITLE],
		.initials = texts[CUSTOMER_INITIALS],
		.first_name = texts[CUSTOMER_FIRST_NAME],
		.particle = texts[CUSTOMER_PARTICLE],
		.last_name = texts[CUSTOMER_LAST_NAME],
		.street = texts[CUSTOMER_STREET],
		.house_number = texts[CUSTOMER_HOUSE_NUMBER],
		.addition = texts[CUSTOMER_ADDITION],
		.postcode = texts[CUSTOMER_POSTCODE],
		.city = texts[CUSTOMER_CITY],
		.country = texts[CUSTOMER_COUNTRY],
		.email = texts[CUSTOMER_EMAIL],
		.phone = texts[CUSTOMER_PHONE],
		.mobile = texts[CUSTOMER_MOBILE],
		.language = language_of(texts[CUSTOMER_LANGUAGE]),
		.do_not_contact = refused,
		.do_not_contact_count = list_channels(customer->do_not_contact, refused),
		.last_invoice_date = date_or_absent(customer->last_invoice, invoiced),
		.last_paid_date = date_or_absent(customer->last_paid, paid),
		.erased = customer->erased,
		.prospect = customer->prospect,
		.has_prospect = customer->prospect,
	};

	return say_customer_state(batch->say, &msg, err);
}

int taking_say_vehicle(struct taking *batch, const struct vehicle *vehicle,
		       struct err *err)
{
	char admitted[CIVIL_TEXT], apk[CIVIL_TEXT], seen[CIVIL_TEXT],
		delivered[CIVIL_TEXT], visited[CIVIL_TEXT];
	const struct vehicle_state msg = {
		.dealer = vehicle->dealer,
		.vehicle_id = vehicle->vehicle_id.text,
		.version = vehicle->version,
		.plate = vehicle->texts[VEHICLE_PLATE],
		.country = vehicle->texts[VEHICLE_COUNTRY],
		.plate_valid = vehicle->plate_valid,
		.has_plate_valid = vehicle->texts[VEHICLE_PLATE] != NULL,
		.vin = vehicle->texts[VEHICLE_VIN],
		.make = vehicle->texts[VEHICLE_MAKE],
		.model = vehicle->texts[VEHICLE_MODEL],
		.variant = vehicle->texts[VEHICLE_VARIANT],
		.model_year = vehicle->model_year,
		.has_model_year = vehicle->model_year > 0,
		.fuel = (enum wire_fuel)(vehicle->fuel ? vehicle->fuel : FUEL_UNKNOWN),
		.first_admission = date_or_absent(vehicle->first_admission, admitted),
		.apk_expiry = date_or_absent(vehicle->apk_expiry, apk),
		.apk_expiry_seen = date_or_absent(vehicle->apk_expiry_seen, seen),
		.delivered_on = date_or_absent(vehicle->delivered_on, delivered),
		.customer_id = text_or_absent(&vehicle->customer_id),
		.last_visit_date = date_or_absent(vehicle->last_visit, visited),
		.is_stock_car = vehicle->is_stock_car,
	};

	return say_vehicle_state(batch->say, &msg, err);
}

/* Worst first, and no more than a message may hold. */
static size_t list_reasons(const struct findings *findings,
			   struct wire_finding ret[REASONS_MAX])
{
	size_t count = 0;

	for (int severity = SEVERITY_ERROR; severity <= SEVERITY_INFO; severity++) {
		for (size_t i = 0; i < findings->count && count < REASONS_MAX; i++) {
			const struct finding *finding = &findings->at[i];

			if ((int)finding->severity != severity)
				continue;
			ret[count++] = (struct wire_finding){
				.rule = finding->rule,
				.severity = (enum wire_severity)severity,
				.place = strlen(finding->place) <= 200 ? finding->place
								       : NULL,
				.text = finding->text,
			};
		}
	}
	return count;
}

/* The start of what came, with personal fields masked: for those who have to judge it. */
static char *preview_of(const struct arrival *arrival)
{
	STRBUF_AUTO masked = strbuf_new(MASKED_MAX);

	if (arrival->status != STATUS_PARKED || arrival->format == FORMAT_UBL ||
	    !arrival->payload.at ||
	    msg_mask(&invoice_published_type, arrival->payload, &masked, NULL) < 0)
		return NULL;
	size_t len = masked.len;

	if (len > PREVIEW_BYTES) {
		len = PREVIEW_BYTES;
		while (len > 0 && ((unsigned char)masked.text[len] & 0xC0) == 0x80)
			len--;
	}
	return len ? mem_text_n(masked.text, len) : NULL;
}

/* A record that turns out to be of another dealer leaves its place in the first one. */
static int leave_old_dealer(struct taking *batch, const struct arrival *arrival,
			    struct err *err)
{
	char key[MSG_KEY_TEXT];

	if (!arrival->stored_dealer ||
	    strcmp(arrival->stored_dealer, arrival->dealer) == 0)
		return 0;
	snprintf(key, sizeof(key), "%s/%s", arrival->stored_dealer,
		 arrival->record_id.text);
	return outbox_say_gone(batch->say, &intake_state_type, key, err);
}

int taking_say_intake(struct taking *batch, const struct arrival *arrival,
		      struct err *err)
{
	struct wire_finding reasons[REASONS_MAX];
	const struct invoice *invoice = &arrival->invoice;
	char issued[CIVIL_TEXT], received[INSTANT_TEXT], now[INSTANT_TEXT];
	AUTO_TEXT *preview = preview_of(arrival);
	bool has_invoice = arrival->known != NULL;

	if (leave_old_dealer(batch, arrival, err) < 0)
		return -1;
	const struct intake_state msg = {
		.dealer = arrival->dealer,
		.record_id = arrival->record_id.text,
		.version = arrival->version,
		.receipt_id = text_or_absent(&arrival->receipt_id),
		.vendor = arrival->vendor,
		.document_number = invoice->number,
		.document_kind = (enum wire_document_kind)invoice->kind,
		.issue_date = date_or_absent(invoice->issue_date, issued),
		.claimed_dealer = arrival->claimed_dealer,
		.received_at = instant_format(arrival->received_at, received),
		.status = (enum intake_state_status)arrival->status,
		.status_at = instant_format(tx_now(batch->tx), now),
		.decided_by = arrival->decided_by,
		.note = arrival->note,
		.reasons = reasons,
		.reasons_count = list_reasons(&arrival->findings, reasons),
		.invoice_id = has_invoice ? arrival->invoice_id.text : NULL,
		.invoice_version = arrival->invoice_version,
		.has_invoice_version = arrival->invoice_version > 0,
		.duplicate_of = text_or_absent(&arrival->duplicate_of),
		.preview = preview,
	};

	return say_intake_state(batch->say, &msg, err);
}
