/* SPDX-License-Identifier: Apache-2.0 */
/* What may stand in a field, and how it is kept. */
#include "inspection/domain/path.h"
#include "unit.h"

#define LINE "advice/01900000-0000-7000-8000-000000000001/"

static int keep(const char *field, const char *value, char kept[VALUE_TEXT],
		struct err *err)
{
	struct path path;

	expect_number(field, path_read(field, &path, NULL), 0);
	return path_value(&path, value, kept, err);
}

static void values_are_kept_in_one_form(void **state)
{
	static const struct {
		const char *field, *value, *kept;
	} cases[] = {
		{ "head/remarks", "  Piept bij remmen \n", "Piept bij remmen" },
		{ "head/send_updates", "yes", "yes" },
		{ "head/inspection_date", "2024-02-29", "2024-02-29" },
		{ "vehicle/plate", "h-001-hb", "H001HB" },
		{ "vehicle/plate", "b-mw 1234", "BMW1234" },
		{ "vehicle/plate", "\xc3\x96H-1",
		  "\xc3\x96H-1" }, /* foreign letters stay */
		{ "vehicle/odometer_km", "000123", "123" },
		{ "customer/email", " Jan@Example.NL ", "Jan@example.nl" },
		{ "point/tread/measure/LV", "4,5", "4.5" },
		{ "point/coolant/measure/-", "-25", "-25" },
		{ "point/tread/status", "not_checked", "not_checked" },
		{ LINE "quantity", "0,5", "0.5" },
		{ LINE "unit_price_cents", "1000000000", "1000000000" },
		{ LINE "vat_percent", "21", "21" },
		{ LINE "text", "", "" },
		{ "head/inspection_date", "", "" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char kept[VALUE_TEXT];
		struct err err = { 0 };

		if (keep(cases[i].field, cases[i].value, kept, &err) < 0)
			fail_msg("%s: %s", cases[i].field, err.text);
		expect_text(cases[i].field, kept, cases[i].kept);
	}
}

static void what_does_not_fit_is_refused_with_its_cure(void **state)
{
	static const struct {
		const char *field, *value, *cure;
	} cases[] = {
		{ "head/send_updates", "ja", "one of: yes no" },
		{ "head/inspection_date", "22-11-2026", "a day like" },
		{ "head/inspector", "a\001b", "control characters" },
		{ "vehicle/odometer_km", "3000001", "from 0 to 3000000" },
		{ "vehicle/odometer_km", "-1", "a whole number" },
		{ "vehicle/odometer_km", "99999999999999999999", "a whole number" },
		{ "customer/email", "jan@", "naam@voorbeeld.nl" },
		{ "customer/country", "NLD", "at most 2" },
		{ "point/tread/measure/LV", "vier", "a number like 4,5" },
		{ "point/tread/measure/LV", "1.2345", "three decimals" },
		{ "point/tread/measure/LV", "10000000", "too large" },
		{ LINE "quantity", "-1", "not below zero" },
		{ LINE "quantity", "10000", "too large" },
		{ LINE "unit_price_cents", "12,50", "a whole number" },
		{ LINE "urgency", "soon", "one of: now" },
		{ LINE "removed", "no", "one of: yes" },
		{ LINE "point", "Tyre Tread", "no such name" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char kept[VALUE_TEXT];
		struct err err = { 0 };

		expect_number(cases[i].value,
			      keep(cases[i].field, cases[i].value, kept, &err), -1);
		expect_text(cases[i].value, err.code, "FIELD_INVALID");
		if (!strstr(err.text, cases[i].cure))
			fail_msg("%s '%s': %s", cases[i].field, cases[i].value, err.text);
	}
}

static void a_personal_value_is_never_in_the_words(void **state)
{
	char kept[VALUE_TEXT];
	struct err err = { 0 };

	(void)state;
	expect_number("refused", keep("customer/email", "geheim@@x", kept, &err), -1);
	expect_true("and not told", !strstr(err.text, "geheim"));
}

static void the_longest_text_fits(void **state)
{
	char value[8001], kept[VALUE_TEXT];
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < 2000; i++)
		memcpy(value + 4 * i, "\xf0\x9f\x9a\x97", 4);
	value[8000] = '\0';
	expect_number("2,000 cars", keep("head/remarks", value, kept, &err), 0);
	expect_text("are kept", kept, value);
	expect_number("not in a note of 1,000",
		      keep("point/wipers/note", value, kept, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_kept_in_one_form),
		cmocka_unit_test(what_does_not_fit_is_refused_with_its_cure),
		cmocka_unit_test(a_personal_value_is_never_in_the_words),
		cmocka_unit_test(the_longest_text_fits),
	};

	return cmocka_run_group_tests_name("inspection/domain/path_value", tests, NULL,
					   NULL);
}
