/* SPDX-License-Identifier: Apache-2.0 */
/* Whole files: limits hold, errors say what the caller can do. */
#include "sys/file.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "unit.h"

static void replaces_and_reads_back(void **state)
{
	char folder[] = "/tmp/beurt_file_XXXXXX";
	char path[64];
	struct err err = { 0 };
	AUTO_TEXT *bytes = NULL;
	size_t len = 0;

	(void)state;
	assert_non_null(mkdtemp(folder));
	(void)snprintf(path, sizeof(path), "%s/report", folder);
	assert_int_equal(file_replace(path, slice_of("old"), &err), 0);
	assert_int_equal(file_replace(path, (struct slice){ "a\0b", 3 }, &err), 0);
	assert_int_equal(file_read(path, 3, &bytes, &len, &err), 0);
	assert_int_equal(len, 3);
	assert_memory_equal(bytes, "a\0b", 4);
	assert_int_equal(file_read(path, 2, &bytes, &len, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_non_null(strstr(err.text, "larger than 2 bytes"));
	(void)unlink(path);
	assert_int_equal(rmdir(folder), 0); /* nothing was left beside it */
}

static void says_what_is_wrong(void **state)
{
	AUTO_TEXT *bytes = NULL;
	struct err err = { 0 };
	size_t len;

	(void)state;
	assert_int_equal(file_read("/nonexistent/file", 10, &bytes, &len, &err), -1);
	assert_int_equal(err.kind, ERR_ABSENT);
	assert_int_equal(file_read("/tmp", 10, &bytes, &len, &err), -1);
	assert_int_equal(err.kind, ERR_BROKEN);
	assert_int_equal(file_replace("/nonexistent/file", slice_of("x"), &err), -1);
	assert_int_equal(file_write_all(-1, slice_of("x"), &err), -1);
	assert_null(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(replaces_and_reads_back),
		cmocka_unit_test(says_what_is_wrong),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
