/* SPDX-License-Identifier: Apache-2.0 */
/* The reasons for parking, and the doubts that do not park. */
#include "invoice/domain/admission.h"

#include <string.h>

static void park(struct findings *findings, const char *rule, const char *place,
		 const char *text)
{
	findings_add(findings, rule, SEVERITY_ERROR, place, text);
}

static bool key_fits(const char *key, const char *dealer)
{
	size_t len = strlen(dealer);

	return strncmp(key, dealer, len) == 0 && (key[len] == '/' || key[len] == '\0');
}

static void check_sender(const struct invoice *invoice,
			 const struct admission_sender *sender, struct findings *findings)
{
	if (sender->upload_dealer && strcmp(sender->upload_dealer, invoice->dealer) != 0)
		park(findings, "DEALER_MISMATCH", "/dealer",
		     "the document is of another dealer than the user who uploaded it");
	if (sender->key[0] && !key_fits(sender->key, invoice->dealer))
		park(findings, "KEY_MISMATCH", "/dealer",
		     "the record's key names another dealer than the document");
	if (!sender->dealer_known)
		park(findings, "UNKNOWN_DEALER", "/dealer",
		     "no active dealer has this code; correct it or register the dealer");
	else if (!sender->vendor_allowed)
		park(findings, "VENDOR_NOT_ALLOWED", "/dealer",
		     "this system may not send invoices of the dealer; allow it in the "
		     "dealer's settings");
}

static void check_dates(const struct invoice *invoice,
			const struct admission_sender *sender, struct findings *findings)
{
	struct civil_date oldest =
		civil_add_months(sender->today, -12 * ADMISSION_OLD_YEARS);

	if (civil_compare(invoice->issue_date, sender->today) > 0)
		park(findings, "FUTURE_DATE", "/issue_date",
		     "the document is dated after today");
	else if (civil_compare(invoice->issue_date, oldest) < 0)
		park(findings, "OLD_DATE", "/issue_date",
		     "the document is more than ten years old");
	if (civil_is_set(invoice->closed_date) &&
	    civil_compare(invoice->closed_date, sender->today) > 0)
		findings_add(
			findings, "FUTURE_CLOSED_DATE", SEVERITY_WARNING,
			"/workorder_closed_date",
			"the work order is closed after today; the date is left out");
}

static void check_vehicle(const struct invoice *invoice,
			  const struct vehicle_names *vehicle, struct findings *findings)
{
	bool is_named = vehicle->vin[0] || vehicle->plate[0];

	if (invoice->order == ORDER_COUNTER_SALE && !vehicle->plate_given)
		return;
	if (vehicle->plate_given && !vehicle->plate_valid && !vehicle->vin[0])
		park(findings, "INVALID_PLATE", "/vehicle/plate",
		     "this is no Dutch plate; correct it, or say its country");
	else if (vehicle->plate_given && !vehicle->plate_valid)
		findings_add(findings, "INVALID_PLATE", SEVERITY_WARNING,
			     "/vehicle/plate",
			     "this is no Dutch plate; the chassis number is used");
	else if (!vehicle->plate_given && !vehicle->vin[0])
		findings_add(findings, "MISSING_PLATE", SEVERITY_WARNING,
			     "/vehicle/plate",
			     "no plate is given: the vehicle stays unknown");
	else if (!is_named)
		findings_add(
			findings, "FOREIGN_PLATE", SEVERITY_WARNING, "/vehicle/plate",
			"a foreign plate needs a chassis number or a known customer");
}

void admission_check(const struct invoice *invoice, const struct admission_sender *sender,
		     const struct vehicle_names *vehicle, const struct uuid *customer,
		     struct findings *findings)
{
	check_sender(invoice, sender, findings);
	check_dates(invoice, sender, findings);
	check_vehicle(invoice, vehicle, findings);
	if (!uuid_is_set(customer))
		findings_add(
			findings, "MISSING_CUSTOMER", SEVERITY_WARNING, "/customer",
			"no customer number or full address is given: nobody to invite");
	if (invoice->net_cents > ADMISSION_MAX_CENTS ||
	    invoice->net_cents < -ADMISSION_MAX_CENTS)
		park(findings, "AMOUNT_TOO_LARGE", "/lines",
		     "the lines add up to more than 100 million");
	if (invoice->lines_count == 0)
		findings_add(findings, "NO_LINES", SEVERITY_WARNING, "/lines",
			     "the document has no lines");
}
