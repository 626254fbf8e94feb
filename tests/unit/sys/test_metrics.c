/* SPDX-License-Identifier: Apache-2.0 */
/* Metrics are written as Prometheus reads them. */
#include "sys/metrics.h"
#include "unit.h"

static void families_stay_together(void **state)
{
	(void)state;
	AUTO(metrics) *metrics = metrics_new();
	STRBUF_AUTO out = strbuf_new(10000);
	counter_add(metrics_counter(metrics, "a_total", "how many a", "kind=\"x\""), 2);
	gauge_set(metrics_gauge(metrics, "b", "how much b", NULL), -3);
	counter_add(metrics_counter(metrics, "a_total", "how many a", "kind=\"y\""), 1);
	counter_add(metrics_counter(metrics, "a_total", "how many a", "kind=\"x\""), 5);
	metrics_write(metrics, &out);
	expect_text("text", out.text,
		    "# HELP a_total how many a\n# TYPE a_total counter\n"
		    "a_total{kind=\"x\"} 7\na_total{kind=\"y\"} 1\n"
		    "# HELP b how much b\n# TYPE b gauge\nb -3\n");
}

static void a_histogram_is_cumulative(void **state)
{
	(void)state;
	AUTO(metrics) *metrics = metrics_new();
	STRBUF_AUTO out = strbuf_new(10000);
	struct histogram *histogram = metrics_histogram(metrics, "h_seconds", "h", NULL);
	histogram_observe(histogram, 400);
	histogram_observe(histogram, 60000000);
	metrics_write(metrics, &out);
	expect_true("least",
		    strstr(out.text, "h_seconds_bucket{le=\"0.000500\"} 1\n") != NULL);
	expect_true("most",
		    strstr(out.text, "h_seconds_bucket{le=\"10.000000\"} 1\n") != NULL);
	expect_true("all", strstr(out.text, "h_seconds_bucket{le=\"+Inf\"} 2\n") != NULL);
	expect_true("sum", strstr(out.text, "h_seconds_sum 60.000400\n") != NULL);
	expect_true("count", strstr(out.text, "h_seconds_count 2\n") != NULL);
}

static void nothing_to_count_with_counts_nothing(void **state)
{
	(void)state;
	counter_add(metrics_counter(NULL, "a_total", "a", NULL), 1);
	gauge_set(NULL, 1);
	histogram_observe(NULL, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(families_stay_together),
		cmocka_unit_test(a_histogram_is_cumulative),
		cmocka_unit_test(nothing_to_count_with_counts_nothing),
	};
	return cmocka_run_group_tests_name("metrics", tests, NULL, NULL);
}
