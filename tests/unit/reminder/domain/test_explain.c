/* SPDX-License-Identifier: Apache-2.0 */
/* The sentence says what was used, in both languages. */
#include "cars.h"
#include "reminder/domain/explain.h"

static void the_sentence_tells_what_was_used(void **state)
{
	AUTO(history) *h = yearly_car();
	static struct prediction found;
	const struct prediction *p = &found;
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT);
	STRBUF_AUTO en = strbuf_new(EXPLAIN_TEXT);
	const char *rules[EXPLAIN_RULES];

	(void)state;
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &found);
	explain_text(p, GROUP_APK, EXPLAIN_DUTCH, &nl);
	explain_text(p, GROUP_APK, EXPLAIN_ENGLISH, &en);
	expect_text(
		"Dutch", nl.text,
		"APK vervalt 20-03-2026. Laatste beurt 10-03-2025 bij 156.000 km;"
		" ±33 km/dag"
		" (3 standen, 80 %: 32–34); interval 12 mnd/15.000 km, vol op 10-03-2026"
		" door de maanden → verwacht 09-03-2026 (80 %: 13-02-2026–02-04-2026;"
		" komt op tijd).");
	assert_non_null(strstr(en.text, "Last service 10-03-2025 at 156,000 km"));
	expect_text("chosen by", explain_chosen_rule(p, GROUP_APK), "apk-expiry@1");
	/* The register's day says so. */
	found.apk_registered = true;
	strbuf_clear(&nl);
	explain_text(p, GROUP_APK, EXPLAIN_DUTCH, &nl);
	assert_true(strncmp(nl.text, "APK-datum volgens RDW 20-03-2026. ", 34) == 0);
	expect_text("chosen by", explain_chosen_rule(p, GROUP_APK), "apk-register@1");
	found.apk_registered = false;
	expect_text("or by", explain_chosen_rule(p, GROUP_SERVICE), "interval-months@1");
	expect_number("rules", (int64_t)explain_rules(p, rules), 7);
}

static void without_a_service_it_says_what_it_counted_from(void **state)
{
	static struct prediction found;
	AUTO(history) *h = history_new();
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT);

	(void)state;
	add_visit(h, "2025-05-05", 30000, WORK_REPAIR);
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &found);
	explain_text(&found, GROUP_SERVICE, EXPLAIN_DUTCH, &nl);
	assert_non_null(
		strstr(nl.text, "Geen eerdere beurt bekend; geteld vanaf 05-05-2026"));
	expect_text("chosen by", explain_chosen_rule(&found, GROUP_SERVICE),
		    "interval-from-visit@1");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_sentence_tells_what_was_used),
		cmocka_unit_test(without_a_service_it_says_what_it_counted_from),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
