/* SPDX-License-Identifier: Apache-2.0 */
/* One JSON line per fact, and none below the level. */
#include "sys/log.h"

#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

static char caught[70000];

/* Standard error goes into a file while a line is written. */
static int catch_stderr(int *ret_file)
{
	char path[] = "/tmp/beurt_log_XXXXXX";
	int kept = dup(STDERR_FILENO);

	*ret_file = mkstemp(path);
	assert_true(*ret_file >= 0 && kept >= 0);
	(void)unlink(path);
	assert_true(dup2(*ret_file, STDERR_FILENO) >= 0);
	return kept;
}

static const char *release_stderr(int kept, int file)
{
	ssize_t got;

	(void)dup2(kept, STDERR_FILENO);
	(void)close(kept);
	got = pread(file, caught, sizeof(caught) - 1, 0);
	(void)close(file);
	assert_true(got >= 0);
	caught[got] = '\0';
	return caught;
}

static void writes_one_json_line(void **state)
{
	const char *nothing = NULL;
	const char *line;
	int file;
	int kept;

	(void)state;
	log_start("reminder", LOG_INFO);
	kept = catch_stderr(&file);
	log_event(LOG_WARNING, "batch_refused", F_TEXT("topic", "a\"b"),
		  F_INT("rows", -3), F_TEXT("code", nothing));
	line = release_stderr(kept, file);
	assert_non_null(strstr(
		line, "\"level\":\"warning\",\"service\":\"reminder\","
		      "\"event\":\"batch_refused\",\"topic\":\"a\\\"b\",\"rows\":-3,"
		      "\"code\":\"\"}\n"));
	assert_memory_equal(line, "{\"at\":\"2", 8);
	assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
}

static void is_silent_below_its_level(void **state)
{
	int file;
	int kept;

	(void)state;
	log_start("reminder", LOG_WARNING);
	kept = catch_stderr(&file);
	log_event(LOG_INFO, "not_wanted");
	log_event(LOG_ERROR, "wanted");
	assert_null(strstr(release_stderr(kept, file), "not_wanted"));
	assert_non_null(strstr(caught, "\"event\":\"wanted\"}\n"));
}

static void drops_the_fields_of_a_line_that_is_too_long(void **state)
{
	AUTO_TEXT *text = mem_alloc(20001);
	int file;
	int kept;

	(void)state;
	memset(text, 'x', 20000);
	kept = catch_stderr(&file);
	log_event(LOG_ERROR, "long_story", F_TEXT("story", text));
	release_stderr(kept, file);
	assert_non_null(strstr(caught, "\"event\":\"long_story\"}\n"));
	assert_null(strchr(caught, 'x'));
}

static void reads_levels(void **state)
{
	enum log_level level = LOG_INFO;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(log_level_parse("debug", &level, &err), 0);
	assert_int_equal(level, LOG_DEBUG);
	assert_int_equal(log_level_parse("loud", &level, &err), -1);
	assert_int_equal(log_level_parse("", &level, &err), -1);
	assert_int_equal(level, LOG_DEBUG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_one_json_line),
		cmocka_unit_test(is_silent_below_its_level),
		cmocka_unit_test(drops_the_fields_of_a_line_that_is_too_long),
		cmocka_unit_test(reads_levels),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
