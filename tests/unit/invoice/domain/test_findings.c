/* SPDX-License-Identifier: Apache-2.0 */
/* Findings are kept up to a maximum, the rest counted. */
#include "invoice/domain/findings.h"

#include "unit.h"

static void keeps_and_counts(void **state)
{
	FINDINGS_AUTO findings = { NULL, 0, 0 };

	(void)state;
	expect_true("none", !findings_have_error(&findings));
	findings_add(&findings, "BR-01", SEVERITY_WARNING, NULL, "text");
	expect_true("a warning is no error", !findings_have_error(&findings));
	expect_text("no place", findings.at[0].place, "");
	for (int i = 0; i < FINDINGS_MAX; i++)
		findings_add(&findings, "BR-02", SEVERITY_ERROR, "/Invoice", "text");
	expect_number("kept", (int64_t)findings.count, FINDINGS_MAX);
	expect_number("counted", (int64_t)findings.dropped, 1);
	expect_true("found", findings_have(&findings, "BR-02"));
	expect_true("error", findings_have_error(&findings));
	expect_text("word", severity_name(SEVERITY_INFO), "info");
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(keeps_and_counts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
