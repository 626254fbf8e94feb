/* SPDX-License-Identifier: Apache-2.0 */
/* Files as spreadsheets write them, and files that are cut off or not what they seem. */
#include "gateway/connect/sheet.h"

#include "unit.h"

static struct sheet *open_text(const char *text)
{
	struct err err = { .kind = ERR_NONE };
	struct sheet *csv;

	if (sheet_open(slice_of(text), &csv, &err) < 0)
		fail_msg("%s", err.text);
	return csv;
}

static const char *refusal(const char *text)
{
	static struct err err;
	struct sheet *csv;

	err = (struct err){ .kind = ERR_NONE };
	if (sheet_open(slice_of(text), &csv, &err) == 0) {
		sheet_free(csv);
		return "";
	}
	return err.text;
}

static void rows_are_read_by_the_headers_names(void **state)
{
	struct sheet *csv = open_text("\xef\xbb\xbf"
				      "naam;plaats\r\nJan;Utrecht\r\n\r\nAn;\n");

	(void)state;
	assert_int_equal(sheet_rows(csv), 2);
	assert_string_equal(sheet_field(csv, 0, "naam"), "Jan");
	assert_string_equal(sheet_field(csv, 0, "plaats"), "Utrecht");
	assert_string_equal(sheet_field(csv, 1, "plaats"), "");
	assert_int_equal(sheet_line(csv, 1), 4);
	assert_null(sheet_field(csv, 1, "land"));
	sheet_free(csv);
}

static void quotes_hold_commas_quotes_and_line_ends(void **state)
{
	struct sheet *csv = open_text("a,b\n\"x, \"\"y\"\"\nz\",2\n3,4");

	(void)state;
	assert_string_equal(sheet_field(csv, 0, "a"), "x, \"y\"\nz");
	assert_string_equal(sheet_field(csv, 0, "b"), "2");
	assert_int_equal(sheet_line(csv, 1), 4);
	assert_string_equal(sheet_field(csv, 1, "b"), "4");
	sheet_free(csv);
}

static void what_is_wrong_is_said_with_its_line(void **state)
{
	(void)state;
	assert_string_equal(refusal(""), "line 1: there is no header");
	assert_string_equal(refusal("a,b\n1\n"),
			    "line 2: not as many fields as the header");
	assert_string_equal(refusal("a,b\n1,2\n\"x,3\n"),
			    "line 3: a quote is never closed");
	assert_string_equal(refusal("a\n\"x\"y\n"),
			    "line 2: something stands behind a quote");
	assert_string_equal(refusal("a\n\xff\n"), "line 1: the file is not UTF-8 text");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_read_by_the_headers_names),
		cmocka_unit_test(quotes_hold_commas_quotes_and_line_ends),
		cmocka_unit_test(what_is_wrong_is_said_with_its_line),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
