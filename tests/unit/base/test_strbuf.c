/* SPDX-License-Identifier: Apache-2.0 */
/* A buffer grows to its maximum, never past it, and says so. */
#include "base/strbuf.h"
#include "unit.h"

static void collects_text(void **state)
{
	STRBUF_AUTO buf = strbuf_new(1000);
	struct err err = { 0 };

	(void)state;
	assert_string_equal(buf.text, "");
	strbuf_add(&buf, "invoice ");
	strbuf_addf(&buf, "%d of %s", 7, "12");
	strbuf_add_char(&buf, '.');
	strbuf_add_n(&buf, "!?", 1);
	assert_string_equal(buf.text, "invoice 7 of 12.!");
	assert_int_equal(buf.len, 17);
	assert_int_equal(strbuf_check(&buf, &err), 0);
	strbuf_clear(&buf);
	assert_string_equal(buf.text, "");
}

static void refuses_what_does_not_fit(void **state)
{
	STRBUF_AUTO buf = strbuf_new(10);
	struct err err = { 0 };

	(void)state;
	strbuf_add(&buf, "0123456789");
	assert_int_equal(strbuf_check(&buf, &err), 0);
	strbuf_add_char(&buf, 'x');
	assert_int_equal(strbuf_check(&buf, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
	assert_non_null(strstr(err.text, "10 bytes"));
	assert_string_equal(buf.text, "0123456789");
	strbuf_clear(&buf);
	assert_int_equal(strbuf_check(&buf, &err), 0);
}

static void stays_full_so_that_no_hole_goes_unseen(void **state)
{
	STRBUF_AUTO buf = strbuf_new(5);

	(void)state;
	strbuf_add(&buf, "abc");
	strbuf_addf(&buf, "%s", "too long");
	strbuf_add_char(&buf, 'd');
	assert_string_equal(buf.text, "abc");
	assert_int_equal(strbuf_check(&buf, NULL), -1);
}

static void hands_its_text_over(void **state)
{
	struct strbuf buf = strbuf_new(100000);
	AUTO_TEXT *empty = strbuf_take(&buf);
	AUTO_TEXT *text = NULL;

	(void)state;
	assert_string_equal(empty, "");
	for (int i = 0; i < 10000; i++)
		strbuf_add(&buf, "0123456789");
	assert_int_equal(buf.len, 100000);
	text = strbuf_take(&buf);
	assert_int_equal(strlen(text), 100000);
	assert_int_equal(buf.len, 0);
	strbuf_done(&buf);
	strbuf_done(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(collects_text),
		cmocka_unit_test(refuses_what_does_not_fit),
		cmocka_unit_test(stays_full_so_that_no_hole_goes_unseen),
		cmocka_unit_test(hands_its_text_over),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
