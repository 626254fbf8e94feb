/* SPDX-License-Identifier: Apache-2.0 */
/* Which fields a form has. */
#include "inspection/domain/path.h"
#include "unit.h"

#define ID  "01900000-0000-7000-8000-000000000001"
#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

static void fields_of_a_form(void **state)
{
	static const struct {
		const char *text;
		enum path_kind kind;
		const char *id, *leaf;
	} cases[] = {
		{ "head/inspector", PATH_HEAD, "", "inspector" },
		{ "customer/email", PATH_CUSTOMER, "", "email" },
		{ "vehicle/odometer_km", PATH_VEHICLE, "", "odometer_km" },
		{ "point/tyre_tread/status", PATH_STATUS, "tyre_tread", "status" },
		{ "point/tyre_tread/measure/LV", PATH_MEASURE, "tyre_tread", "LV" },
		{ "point/lambda/measure/-", PATH_MEASURE, "lambda", "-" },
		{ "point/wipers/note", PATH_NOTE, "wipers", "note" },
		{ "point/wipers/private", PATH_PRIVATE, "wipers", "private" },
		{ "point/wipers/photo/" SHA, PATH_PHOTO, "wipers", SHA },
		{ "advice/" ID "/text", PATH_ADVICE, ID, "text" },
		{ "work/" ID "/advice", PATH_WORK, ID, "advice" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		struct path path;

		expect_number(cases[i].text, path_read(cases[i].text, &path, &err), 0);
		expect_number(cases[i].text, path.kind, cases[i].kind);
		expect_text(cases[i].text, path.id, cases[i].id);
		expect_text(cases[i].text, path.leaf, cases[i].leaf);
	}
}

static void what_is_no_field_is_said(void **state)
{
	static const char *const cases[] = {
		"",
		"head",
		"head/",
		"/head/inspector",
		"head/inspector/",
		"head/colour",
		"customer/iban",
		"point/tyre_tread",
		"point//status",
		"point/Tyre/status",
		"point/tyre_tread/colour",
		"point/tyre_tread/measure",
		"point/tyre_tread/measure/LV/again",
		"point/wipers/photo/0123",
		"advice/1/text",
		"advice/" ID "/colour",
		"work/" ID,
		"machine/x",
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		struct path path;

		expect_number(cases[i], path_read(cases[i], &path, &err), -1);
		expect_number(cases[i], err.kind, ERR_INVALID);
		expect_text(cases[i], err.code, "FIELD_UNKNOWN");
	}
}

static void who_the_customer_is_is_personal(void **state)
{
	struct path path;

	(void)state;
	expect_number("email", path_read("customer/email", &path, NULL), 0);
	expect_true("an address is", path_is_personal(&path));
	expect_number("plate", path_read("vehicle/plate", &path, NULL), 0);
	expect_true("a plate is", path_is_personal(&path));
	expect_number("make", path_read("vehicle/make", &path, NULL), 0);
	expect_true("a make is not", !path_is_personal(&path));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_of_a_form),
		cmocka_unit_test(what_is_no_field_is_said),
		cmocka_unit_test(who_the_customer_is_is_personal),
	};

	return cmocka_run_group_tests_name("inspection/domain/path", tests, NULL, NULL);
}
