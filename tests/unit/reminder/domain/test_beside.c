/* SPDX-License-Identifier: Apache-2.0 */
/* What stands beside test and service: it comes along, or has a line of its own, and
 * moves neither. */
#include "cars.h"
#include "reminder/domain/beside.h"
#include "reminder/domain/explain_beside.h"

static struct prediction p;

static void a_part_comes_along_with_the_visit_it_is_due_at(void **state)
{
	AUTO(history) *h = yearly_car();
	STRBUF_AUTO nl = strbuf_new(EXPLAIN_TEXT * 2);
	struct civil_date service;

	(void)state;
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	service = prediction_item(&p, DUE_PERIODIC)->when.p50;
	assert_false(civil_is_set(prediction_carrier(&p, DUE_TIME_PART)));
	h->visits[4].parts = PART_BIT(PART_BRAKE_FLUID); /* 2024-03-10 */
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	assert_int_equal(civil_compare(prediction_carrier(&p, DUE_TIME_PART), service),
			 0);
	assert_int_equal(
		civil_compare(prediction_item(&p, DUE_PERIODIC)->when.p50, service), 0);
	explain_text(&p, GROUP_SERVICE, EXPLAIN_DUTCH, &nl);
	assert_non_null(strstr(nl.text, "; remvloeistof vernieuwd op 10-03-2024, elke 24 "
					"mnd: 10-03-2026"));
	h->visits[4].parts = PART_BIT(PART_TIMING_BELT);
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	expect_true("due in 2030: not at this visit",
		    !civil_is_set(prediction_carrier(&p, DUE_TIME_PART)));
}

static void each_line_of_its_own_has_its_sentence(void **state)
{
	AUTO(history) *h = yearly_car();
	STRBUF_AUTO text = strbuf_new(EXPLAIN_TEXT * 2);

	(void)state;
	h->recalls = 2;
	h->recalled_on = on("2025-02-01");
	predict(h, CAR_OF_CUSTOMER, on("2025-03-10"), &p);
	explain_text(&p, GROUP_RECALL, EXPLAIN_DUTCH, &text);
	expect_text("recall", text.text,
		    "2 terugroepacties staan open volgens RDW, de nieuwste sinds "
		    "01-02-2025.");
	expect_text("by", explain_chosen_rule(&p, GROUP_RECALL), "recall@1");
	strbuf_clear(&text);
	explain_text(&p, GROUP_DORMANT, EXPLAIN_ENGLISH, &text);
	expect_text(
		"long overdue", text.text,
		"Last visit 10-03-2025; was expected on 09-03-2026 and did not come.");
}

static void a_car_of_which_only_a_recall_is_known_has_its_day(void **state)
{
	AUTO(history) *h = history_new();

	(void)state;
	assert_false(civil_is_set(history_last_day(h)));
	h->recalls = 1;
	h->recalled_on = on("2026-02-03");
	expect_date("the day it was known", history_last_day(h), "2026-02-03");
	predict(h, CAR_OF_CUSTOMER, history_last_day(h), &p);
	assert_int_equal(p.leads, DUE_RECALL);
	assert_int_equal(p.none, PREDICTED);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_part_comes_along_with_the_visit_it_is_due_at),
		cmocka_unit_test(each_line_of_its_own_has_its_sentence),
		cmocka_unit_test(a_car_of_which_only_a_recall_is_known_has_its_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
