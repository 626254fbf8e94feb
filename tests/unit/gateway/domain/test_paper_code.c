/* SPDX-License-Identifier: Apache-2.0 */
/* A code on paper is made of all its bits, and read however it is typed. */
#include "gateway/domain/paper_code.h"

#include "unit.h"

static void every_bit_is_in_a_sign(void **state)
{
	static const unsigned char none[PAPER_CODE_BYTES] = { 0 };
	static const unsigned char all[PAPER_CODE_BYTES] = { 255, 255, 255, 255, 255,
							     255, 255, 255, 255, 255 };
	char text[PAPER_CODE_TEXT];
	char other[PAPER_CODE_TEXT];
	(void)state;
	paper_code_write(none, text);
	expect_text("no bit", text, "2222-2222-2222-2222");
	paper_code_write(all, text);
	expect_text("all bits", text, "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
	paper_code_write(none, text);
	for (int bit = 0; bit < PAPER_CODE_BYTES * 8; bit++) {
		unsigned char one[PAPER_CODE_BYTES] = { 0 };
		one[bit / 8] = (unsigned char)(1 << bit % 8);
		paper_code_write(one, other);
		expect_true("one bit makes another code", strcmp(text, other) != 0);
	}
}

static void it_is_read_however_it_is_typed(void **state)
{
	static const char *const typed[] = {
		"ABCD-EFGH-JKLM-NPQR", "abcdefghjklmnpqr",	"abcd efgh jklm npqr",
		" AbCd.efgh-JKLM npqr ", "ABCD--EFGH - JKLM\tNPQR",
	};
	char text[PAPER_CODE_TEXT];
	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++) {
		expect_true(typed[i], paper_code_read(typed[i], text));
		expect_text(typed[i], text, "ABCD-EFGH-JKLM-NPQR");
	}
}

static void what_cannot_be_a_code_is_refused(void **state)
{
	static const char *const typed[] = {
		"",
		"ABCD-EFGH-JKLM-NPQ",
		"ABCD-EFGH-JKLM-NPQRS",
		"0BCD-EFGH-JKLM-NPQR",
		"OBCD-EFGH-JKLM-NPQR",
		"1BCD-EFGH-JKLM-NPQR",
		"IBCD-EFGH-JKLM-NPQR",
		"ABCD_EFGH_JKLM_NPQR",
		"\xc3\x84-BCD-EFGH-JKLM-NPQR",
	};
	char text[PAPER_CODE_TEXT];
	(void)state;
	for (size_t i = 0; i < sizeof(typed) / sizeof(typed[0]); i++)
		expect_true(typed[i], !paper_code_read(typed[i], text));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_bit_is_in_a_sign),
		cmocka_unit_test(it_is_read_however_it_is_typed),
		cmocka_unit_test(what_cannot_be_a_code_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
