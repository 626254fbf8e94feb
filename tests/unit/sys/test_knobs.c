/* SPDX-License-Identifier: Apache-2.0 */
/* Settings: every row is read, limited, documented, and secrets stay secret. */
#include "sys/knobs.h"

#include <stdlib.h>
#include <unistd.h>

#include "sys/file.h"
#include "unit.h"

struct knobs {
	const char *name;
	const char *password;
	int64_t port;
	bool strict;
};

static const struct knob TABLE[] = {
	{ "TEST_NAME", KNOB_TEXT, offsetof(struct knobs, name), "garage",
	  "what it is called" },
	{ "TEST_PASSWORD", KNOB_SECRET, offsetof(struct knobs, password), NULL,
	  "opens the door" },
	{ "TEST_PORT", KNOB_INT, offsetof(struct knobs, port), "8080", "public port",
	  .min = 0, .max = 65535 },
	{ "TEST_STRICT", KNOB_FLAG, offsetof(struct knobs, strict), "no", "refuse more" },
};

static int start_clean(void **state)
{
	(void)state;
	return unsetenv("BEURT_TEST_NAME") | unsetenv("BEURT_TEST_PASSWORD") |
	       unsetenv("BEURT_TEST_PASSWORD_FILE") | unsetenv("BEURT_TEST_PORT") |
	       unsetenv("BEURT_TEST_STRICT") | unsetenv("BEURT_TEST_PROT") |
	       setenv("BEURT_TEST_PASSWORD", "hunter2", 1);
}

static void presets_fill_what_is_not_set(void **state)
{
	struct knobs knobs = { 0 };
	struct err err = { 0 };

	(void)state;
	(void)setenv("BEURT_TEST_NAME", "", 1);
	assert_int_equal(knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), 0);
	assert_string_equal(knobs.name, "garage");
	assert_string_equal(knobs.password, "hunter2");
	assert_int_equal(knobs.port, 8080);
	assert_false(knobs.strict);
	knobs_done(TABLE, COUNT_OF(TABLE), &knobs);
	assert_null(knobs.name);
}

static void the_environment_wins(void **state)
{
	struct knobs knobs = { 0 };
	struct err err = { 0 };

	(void)state;
	(void)setenv("BEURT_TEST_NAME", "Van den Berg", 1);
	(void)setenv("BEURT_TEST_PORT", "65535", 1);
	(void)setenv("BEURT_TEST_STRICT", "YES", 1);
	assert_int_equal(knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), 0);
	assert_string_equal(knobs.name, "Van den Berg");
	assert_int_equal(knobs.port, 65535);
	assert_true(knobs.strict);
	knobs_done(TABLE, COUNT_OF(TABLE), &knobs);
}

static void bad_values_are_named_with_their_limits(void **state)
{
	static const struct {
		const char *variable;
		const char *value;
		const char *says;
	} CASES[] = {
		{ "BEURT_TEST_PORT", "65536", "65536 is not a number within 0..65535" },
		{ "BEURT_TEST_PORT", "-1", "within 0..65535" },
		{ "BEURT_TEST_PORT", "80a", "BEURT_TEST_PORT: 80a" },
		{ "BEURT_TEST_PORT", "99999999999999999999", "within 0..65535" },
		{ "BEURT_TEST_STRICT", "maybe", "maybe is not true or false" },
		{ "BEURT_TEST_PASSWORD", "", "BEURT_TEST_PASSWORD is not set" },
	};

	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct knobs knobs = { 0 };
		struct err err = { 0 };

		assert_int_equal(start_clean(state), 0);
		(void)setenv(CASES[i].variable, CASES[i].value, 1);
		expect_number(CASES[i].says,
			      knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), -1);
		expect_number(CASES[i].says, err.kind, ERR_INVALID);
		expect_true(err.text, strstr(err.text, CASES[i].says) != NULL);
		assert_null(knobs.name);
	}
}

static void a_secret_may_live_in_a_file(void **state)
{
	char path[] = "/tmp/beurt_secret_XXXXXX";
	int fd = mkstemp(path);
	struct knobs knobs = { 0 };
	struct err err = { 0 };

	(void)state;
	assert_int_equal(file_write_all(fd, slice_of("from a file\n"), &err), 0);
	(void)setenv("BEURT_TEST_PASSWORD_FILE", path, 1);
	assert_int_equal(knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), -1);
	assert_non_null(strstr(err.text, "are both set"));
	(void)unsetenv("BEURT_TEST_PASSWORD");
	assert_int_equal(knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), 0);
	assert_string_equal(knobs.password, "from a file");
	knobs_done(TABLE, COUNT_OF(TABLE), &knobs);
	(void)close(fd);
	(void)unlink(path);
	assert_int_equal(knobs_read(TABLE, COUNT_OF(TABLE), &knobs, &err), -1);
	assert_non_null(strstr(err.text, "BEURT_TEST_PASSWORD_FILE"));
}

static void check_tells_every_problem_and_typing_error(void **state)
{
	STRBUF_AUTO report = strbuf_new(10000);
	STRBUF_AUTO unknown = strbuf_new(10000);

	(void)state;
	(void)setenv("BEURT_TEST_PORT", "x", 1);
	(void)setenv("BEURT_TEST_STRICT", "x", 1);
	(void)setenv("BEURT_TEST_PROT", "8081", 1);
	assert_int_equal(knobs_check(TABLE, COUNT_OF(TABLE), &report), 2);
	assert_non_null(strstr(report.text, "BEURT_TEST_PORT"));
	assert_non_null(strstr(report.text, "BEURT_TEST_STRICT"));
	assert_true(knobs_find_unknown(TABLE, COUNT_OF(TABLE), &unknown) >= 1);
	assert_non_null(strstr(unknown.text, "BEURT_TEST_PROT\n"));
	assert_null(strstr(unknown.text, "BEURT_TEST_PORT\n"));
	assert_null(strstr(unknown.text, "8081"));
}

static void help_and_readme_show_every_row(void **state)
{
	STRBUF_AUTO help = strbuf_new(10000);
	STRBUF_AUTO table = strbuf_new(10000);

	(void)state;
	knobs_print_help(TABLE, COUNT_OF(TABLE), &help);
	knobs_print_markdown(TABLE, COUNT_OF(TABLE), &table);
	for (size_t i = 0; i < COUNT_OF(TABLE); i++) {
		assert_non_null(strstr(help.text, TABLE[i].name));
		assert_non_null(strstr(table.text, TABLE[i].meaning));
	}
	assert_non_null(strstr(
		table.text,
		"| `BEURT_TEST_PORT` | number, 0..65535 | 8080 | public port |\n"));
	assert_non_null(strstr(table.text, "| secret | required | opens the door |"));
	assert_null(strstr(help.text, "hunter2"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(presets_fill_what_is_not_set, start_clean),
		cmocka_unit_test_setup(the_environment_wins, start_clean),
		cmocka_unit_test_setup(bad_values_are_named_with_their_limits,
				       start_clean),
		cmocka_unit_test_setup(a_secret_may_live_in_a_file, start_clean),
		cmocka_unit_test_setup(check_tells_every_problem_and_typing_error,
				       start_clean),
		cmocka_unit_test_setup(help_and_readme_show_every_row, start_clean),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
