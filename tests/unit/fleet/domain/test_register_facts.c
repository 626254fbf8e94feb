/* SPDX-License-Identifier: Apache-2.0 */
/* Fields under the names they have had, recalls by status, and what counts as a change.
 */
#include "fleet/domain/register_facts.h"

#include "unit.h"

/* A row as pairs of texts. */
static const char *field_of(const void *from, const char *name)
{
	for (const char *const *pair = from; pair[0]; pair += 2) {
		if (strcmp(pair[0], name) == 0)
			return pair[1];
	}
	return NULL;
}

#define ROW(...)                                                                         \
	(&(const struct register_row){ field_of,                                         \
				       (const char *const[]){ __VA_ARGS__, NULL } })

static void expect_date(const char *sentence, struct civil_date got, const char *wanted)
{
	char text[CIVIL_TEXT] = "";

	if (civil_is_set(got))
		civil_format(got, text);
	expect_text(sentence, text, wanted);
}

static void a_field_keeps_its_meaning_under_another_name(void **state)
{
	struct register_facts facts = register_nothing();

	(void)state;
	register_add_vehicle(&facts, ROW("zuinigheidslabel", "A",
					 "datum_eerste_afgifte_nederland", "20130104",
					 "vervaldatum_apk_dt", "2027-01-04T00:00:00.000",
					 "datum_tenaamstelling_dt", "2021-11-04"));
	expect_text("the label of before", facts.efficiency, "A");
	expect_date("first in the Netherlands", facts.first_in_nl, "2013-01-04");
	expect_date("expiry as a date", facts.apk_expiry, "2027-01-04");
	expect_date("ascribed as a date", facts.holder_since, "2021-11-04");
	register_add_vehicle(&facts,
			     ROW("zuinigheidsclassificatie", "B", "zuinigheidslabel", "A",
				 "datum_eerste_tenaamstelling_in_nederland", "20140101",
				 "datum_eerste_afgifte_nederland", "20130104"));
	expect_text("the present name wins", facts.efficiency, "B");
	expect_date("the present name wins", facts.first_in_nl, "2014-01-01");
	expect_date("what is missing is unknown", facts.apk_expiry, "");
}

static void only_open_recalls_count_each_once(void **state)
{
	struct register_facts facts = register_nothing();

	(void)state;
	assert_true(register_add_recall(
		&facts, ROW("referentiecode_rdw", "MGP220252", "code_status", "O")));
	assert_true(register_add_recall(
		&facts, ROW("referentiecode_rdw", "MGP130086", "code_status", "P")));
	assert_true(register_add_recall(
		&facts, ROW("referentiecode_rdw", "MGP220252", "code_status", "O")));
	assert_true(register_add_recall(
		&facts, ROW("referentiecode_rdw", "MGP100001", "code_status", "O")));
	assert_true(register_add_recall(&facts, ROW("code_status", "O")));
	assert_true(register_add_recall(
		&facts, ROW("referentiecode_rdw", "x') or ('1", "code_status", "O")));
	assert_int_equal(facts.recalls_count, 2);
	assert_string_equal(facts.recalls[0], "MGP100001");
	assert_string_equal(facts.recalls[1], "MGP220252");
}

static void more_recalls_than_fit_are_told(void **state)
{
	struct register_facts facts = register_nothing();
	char code[] = "MGP1000AA";

	(void)state;
	for (int i = 0; i < REGISTER_RECALLS_MAX; i++) {
		code[8] = (char)('A' + i);
		assert_true(register_add_recall(
			&facts, ROW("referentiecode_rdw", code, "code_status", "O")));
	}
	assert_false(register_add_recall(
		&facts, ROW("referentiecode_rdw", "MGP9", "code_status", "O")));
}

static void fuels_stand_in_the_registers_order(void **state)
{
	struct register_facts facts = register_nothing();

	(void)state;
	assert_true(register_add_fuel(&facts,
				      ROW("brandstof_volgnummer", "2",
					  "brandstof_omschrijving", "Elektriciteit")));
	assert_true(register_add_fuel(&facts, ROW("brandstof_volgnummer", "1",
						  "brandstof_omschrijving", "Diesel")));
	assert_int_equal(facts.fuels_count, 2);
	assert_string_equal(facts.fuels[0], "diesel");
	assert_string_equal(facts.fuels[1], "electric");
	assert_string_equal(facts.fuel, "diesel");
}

static void the_report_that_gave_the_date_says_when_it_was(void **state)
{
	struct register_facts facts = register_nothing();

	(void)state;
	register_add_expiry(&facts, ROW("vervaldatum_keuring", "20270118"));
	expect_date("expiry of vkij-7mwc", facts.apk_expiry, "2027-01-18");
	register_add_report(&facts, ROW("meld_datum_door_keuringsinstantie", "20251201",
					"vervaldatum_keuring", "20260118"));
	expect_date("an older report", facts.inspected_on, "");
	register_add_report(&facts, ROW("meld_datum_door_keuringsinstantie", "20261209",
					"meld_tijd_door_keuringsinstantie", "915",
					"vervaldatum_keuring", "20270118"));
	register_add_report(&facts,
			    ROW("meld_datum_door_keuringsinstantie_dt",
				"2026-12-10T00:00:00.000", "vervaldatum_keuring_dt",
				"2027-01-18T00:00:00.000"));
	expect_date("the last of two", facts.inspected_on, "2026-12-10");
}

static struct register_facts car(const char *expiry, const char *holder)
{
	struct register_facts facts = register_nothing();

	register_add_vehicle(&facts,
			     ROW("vervaldatum_apk", expiry, "datum_tenaamstelling",
				 holder, "export_indicator", "Nee"));
	return facts;
}

static void changes_have_names(void **state)
{
	static const char *const recalls[] = { "MGP1" };
	struct register_known before = { .is_known = true,
					 .found = true,
					 .apk_expiry = { 2026, 1, 18 },
					 .holder_since = { 2020, 5, 1 } };
	struct register_facts now = car("20260118", "20200501");

	(void)state;
	expect_number("nothing", register_compare(&before, &now), 0);
	now = car("20270118", "20200501");
	expect_number("later", register_compare(&before, &now), REGISTER_APK_MOVED);
	now = car("20250118", "20200501");
	expect_number("earlier", register_compare(&before, &now), REGISTER_APK_OTHER);
	now = car("20260118", "20261101");
	expect_number("sold", register_compare(&before, &now), REGISTER_SOLD);
	now = car("20260118", "20190101");
	expect_number("a correction is no sale", register_compare(&before, &now), 0);
	now = car("20260118", "20200501");
	now.exported = REGISTER_YES;
	expect_number("abroad", register_compare(&before, &now), REGISTER_EXPORTED);
	now = car("20260118", "20200501");
	register_add_recall(&now, ROW("referentiecode_rdw", "MGP2", "code_status", "O"));
	expect_number("opened", register_compare(&before, &now), REGISTER_RECALL_OPENED);
	before.recalls = recalls;
	before.recalls_count = 1;
	expect_number("one closed, one opened", register_compare(&before, &now),
		      REGISTER_RECALL_OPENED | REGISTER_RECALL_CLOSED);
	now = register_nothing();
	expect_number("gone", register_compare(&before, &now), REGISTER_NOT_FOUND);
	before = (struct register_known){ .is_known = false };
	expect_number("first", register_compare(&before, &now), REGISTER_FIRST_HEARD);
	before = (struct register_known){ .is_known = true, .found = true };
	now = car("20260118", "20200501");
	expect_number("known for the first time is no sale and no inspection",
		      register_compare(&before, &now), REGISTER_APK_OTHER);
}

static void codes_go_into_questions_only_when_safe(void **state)
{
	(void)state;
	assert_true(register_code_is_safe("MGP220252"));
	assert_true(register_code_is_safe("R/2025-117"));
	assert_false(register_code_is_safe(""));
	assert_false(register_code_is_safe(NULL));
	assert_false(register_code_is_safe("MGP'22"));
	assert_false(register_code_is_safe("MGP 22"));
	assert_false(register_code_is_safe("MGP%27"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_field_keeps_its_meaning_under_another_name),
		cmocka_unit_test(only_open_recalls_count_each_once),
		cmocka_unit_test(more_recalls_than_fit_are_told),
		cmocka_unit_test(fuels_stand_in_the_registers_order),
		cmocka_unit_test(the_report_that_gave_the_date_says_when_it_was),
		cmocka_unit_test(changes_have_names),
		cmocka_unit_test(codes_go_into_questions_only_when_safe),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
