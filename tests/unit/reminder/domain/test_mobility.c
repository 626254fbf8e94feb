/* SPDX-License-Identifier: Apache-2.0 */
/* The mobility service: its end by what was said last, as a reason of a visit near it. */
#include "cars.h"
#include "reminder/domain/explain.h"
#include "reminder/domain/mobility.h"
#include "reminder/domain/predict.h"

static struct prediction p;

static void expect_until(const char *sentence, const struct history *h, const char *since,
			 const char *until)
{
	expect_date(sentence, mobility_find(h, on(since)).until, until);
}

static void nothing_is_guessed(void **state)
{
	AUTO(history) *h = yearly_car();

	(void)state;
	expect_until("no line, no form, no setting", h, "2025-03-10", "none");
	assert_int_equal(mobility_find(h, on("2025-03-10")).source, MOBILITY_NONE);
}

static void a_line_gives_it_for_a_year_or_for_what_the_garage_says(void **state)
{
	AUTO(history) *h = yearly_car();

	(void)state;
	h->visits[5].parts = MOBILITY_GIVEN; /* 2025-03-10 */
	expect_until("a year", h, "2025-03-10", "2026-03-10");
	h->mobility_months = 24;
	expect_until("the garage's", h, "2025-03-10", "2027-03-10");
	h->visits[5].parts = 0;
	expect_until("each service, there", h, "2025-03-10", "2027-03-10");
	add_visit(h, "2025-09-01", 160000, WORK_REPAIR);
	expect_until("a repair gives none", h, "2025-09-01", "2027-03-10");
	expect_until("over", h, "2027-03-10", "none");
}

static void the_newest_word_counts(void **state)
{
	AUTO(history) *h = yearly_car();

	(void)state;
	h->mobility_months = 12;
	h->mobility_said_on = on("2025-03-03");
	h->mobility_until = on("2027-03-25");
	expect_until("the form of this visit", h, "2025-03-10", "2027-03-25");
	h->mobility_said_on = on("2025-03-02");
	expect_until("a visit after the form", h, "2025-03-10", "2026-03-10");
	h->mobility_said_on = on("2025-06-01");
	h->mobility_until = NO_DATE;
	expect_until("the form says that there is none", h, "2025-06-01", "none");
}

static void it_comes_along_with_a_visit_within_the_bundle(void **state)
{
	AUTO(history) *h = yearly_car();
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT * 2);
	STRBUF_AUTO en = strbuf_new(EXPLAIN_TEXT * 2);
	struct civil_date service;

	(void)state;
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	service = prediction_item(&p, DUE_PERIODIC)->when.p50;
	h->mobility_said_on = on("2025-03-10");
	h->mobility_until = civil_add_days(service, BUNDLE_DAYS);
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	assert_int_equal(civil_compare(prediction_carrier(&p, DUE_MOBILITY), service), 0);
	assert_int_equal(
		civil_compare(prediction_item(&p, DUE_PERIODIC)->when.p50, service), 0);
	h->mobility_until = civil_add_days(service, BUNDLE_DAYS + 1);
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	expect_true("later", !civil_is_set(prediction_carrier(&p, DUE_MOBILITY)));
	h->mobility_until = civil_add_days(service, -BUNDLE_DAYS - 1);
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	expect_true("long over by then",
		    !civil_is_set(prediction_carrier(&p, DUE_MOBILITY)));
	h->mobility_until = on("2026-03-25");
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	explain_text(&p, GROUP_SERVICE, EXPLAIN_DUTCH, &nl);
	assert_non_null(strstr(nl.text, "; mobiliteitsservice tot 25-03-2026 "
					"(inspectieformulier van 10-03-2025)."));
	h->mobility_said_on = h->mobility_until = NO_DATE;
	h->visits[5].parts = MOBILITY_GIVEN;
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	explain_text(&p, GROUP_SERVICE, EXPLAIN_ENGLISH, &en);
	assert_non_null(strstr(en.text, "; mobility service until 10-03-2026 "
					"(12 months from 10-03-2025)."));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_guessed),
		cmocka_unit_test(a_line_gives_it_for_a_year_or_for_what_the_garage_says),
		cmocka_unit_test(the_newest_word_counts),
		cmocka_unit_test(it_comes_along_with_a_visit_within_the_bundle),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
