/* SPDX-License-Identifier: Apache-2.0 */
/* What parks a document, and what is only noted. */
#include "invoice/domain/admission.h"

#include "unit.h"

struct admission_case {
	const char *rule; /* NULL: nothing is found */
	bool parks;
	const char *key, *upload_dealer, *plate, *vin;
	bool dealer_unknown, vendor_refused, no_customer;
	struct civil_date issued;
};

static void check(const struct admission_case *c)
{
	struct invoice_line line = { .description = "beurt" };
	struct invoice invoice = { .dealer = "NL-1",
				   .kind = DOCUMENT_INVOICE,
				   .issue_date =
					   c->issued.year
						   ? c->issued
						   : (struct civil_date){ 2026, 3, 1 },
				   .has_vehicle = true,
				   .vehicle = { .plate = c->plate, .vin = c->vin },
				   .lines = &line,
				   .lines_count = 1 };
	struct uuid customer = uuid_named("test", "c", NULL);
	struct admission_sender sender = { .vendor = "kooijman",
					   .key = c->key ? c->key : "",
					   .upload_dealer = c->upload_dealer,
					   .dealer_known = !c->dealer_unknown,
					   .vendor_allowed = !c->vendor_refused,
					   .today = { 2026, 3, 2 } };
	FINDINGS_AUTO findings = { NULL, 0, 0 };

	if (c->no_customer)
		customer = (struct uuid){ "" };
	struct vehicle_names names = identity_vehicle_names(&invoice, &customer);

	admission_check(&invoice, &sender, &names, &customer, &findings);
	if (!c->rule) {
		expect_number("nothing is found", (int64_t)findings.count, 0);
		return;
	}
	expect_true(c->rule, findings_have(&findings, c->rule));
	expect_true(c->parks ? "parks" : "does not park",
		    findings_have_error(&findings) == c->parks);
}

static void reasons(void **state)
{
	static const struct admission_case cases[] = {
		{ NULL, false, .plate = "H-000-BB", .key = "NL-1/F1" },
		{ NULL, false, .plate = "H-000-BB", .issued = { 2026, 3, 2 } },
		{ "FUTURE_DATE", true, .plate = "H-000-BB", .issued = { 2026, 3, 3 } },
		{ NULL, false, .plate = "H-000-BB", .issued = { 2016, 3, 2 } },
		{ "OLD_DATE", true, .plate = "H-000-BB", .issued = { 2016, 3, 1 } },
		{ "UNKNOWN_DEALER", true, .plate = "H-000-BB", .dealer_unknown = true },
		{ "VENDOR_NOT_ALLOWED", true, .plate = "H-000-BB",
		  .vendor_refused = true },
		{ "KEY_MISMATCH", true, .plate = "H-000-BB", .key = "NL-2/F1" },
		{ "KEY_MISMATCH", true, .plate = "H-000-BB", .key = "NL-11/F1" },
		{ "DEALER_MISMATCH", true, .plate = "H-000-BB", .upload_dealer = "NL-2" },
		{ "MISSING_PLATE", false },
		{ "INVALID_PLATE", true, .plate = "onzin" },
		{ "INVALID_PLATE", false, .plate = "onzin", .vin = "KNADM512AC6123456" },
		{ "MISSING_CUSTOMER", false, .plate = "H-000-BB", .no_customer = true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		check(&cases[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(reasons) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
