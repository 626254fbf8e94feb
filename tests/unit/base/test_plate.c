/* SPDX-License-Identifier: Apache-2.0 */
/* Plates: what is read, what is only doubted, what is refused. */
#include "base/plate.h"

#include "unit.h"

static void reads_every_side_code(void **state)
{
	static const struct {
		const char *input;
		const char *formatted;
		int sidecode;
	} CASES[] = {
		{ "nd0001", "ND-00-01", 1 },
		{ "87-65-AG", "87-65-AG", 2 },
		{ "12HJ34", "12-HJ-34", 3 },
		{ "GF88YT", "GF-88-YT", 4 },
		{ "RR-HH-02", "RR-HH-02", 5 },
		{ "54.JG.PV", "54-JG-PV", 6 },
		{ "00 hzb 3", "00-HZB-3", 7 },
		{ "1_KBB_00", "1-KBB-00", 8 },
		{ "HS-123-D", "HS-123-D", 9 },
		{ "T646SP", "T-646-SP", 10 },
		{ "JLT15N", "JLT-15-N", 11 },
		{ "X99XXX", "X-99-XXX", 12 },
		{ "1HJ234", "1-HJ-234", 13 },
		{ "765PK9", "765-PK-9", 14 },
		{ "\xc2\xa0"
		  "00\xe2\x80\x91HZB\xe2\x88\x92"
		  "3\n",
		  "00-HZB-3", 7 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct plate plate = plate_read(CASES[i].input);

		expect_true(CASES[i].input, plate.valid);
		expect_text(CASES[i].input, plate.formatted, CASES[i].formatted);
		expect_number(CASES[i].input, plate.sidecode, CASES[i].sidecode);
		expect_number(CASES[i].input, (int64_t)strlen(plate.normalised), 6);
	}
}

static void doubts_without_refusing(void **state)
{
	static const struct {
		const char *input;
		const char *warning; /* "": none */
		const char *formatted;
	} CASES[] = {
		{ "KSP-33-N", "", "KSP-33-N" },
		{ "HS-DF-43", "", "HS-DF-43" },
		{ "9-SP-999", "forbidden_combination", "9-SP-999" },
		{ "12SD34", "forbidden_combination", "12-SD-34" },
		{ "99KKK9", "forbidden_combination", "99-KKK-9" },
		{ "6VVD86", "forbidden_combination", "6-VVD-86" },
		{ "CP77PP", "unused_letter", "CP-77-PP" },
		{ "AB-12-CD", "unused_letter", "AB-12-CD" },
		{ "00-AD-01", "", "00-AD-01" },
		{ "87PO70", "unused_letter", "87-PO-70" },
		{ "OB-12-DF", "", "OB-12-DF" },
		{ "BO-12-DF", "unused_letter", "BO-12-DF" },
		{ "HYT-12-F", "unused_letter", "HYT-12-F" },
		{ "X99XXX", "series_not_yet_issued", "X-99-XXX" },
		{ "AA01", "special_royal_house", "AA-01" },
		{ "AA-150", "special_royal_house", "AA-150" },
		{ "AA0013", "special_royal_house", "AA-00-13" },
		{ "CDJ253", "special_court_of_justice", "CDJ-253" },
		{ "ZZ-99-33", "special_admission", "ZZ-99-33" },
		{ "F0102", "special_one_day", "F-01-02" },
		{ "Z-2211", "special_import_export", "Z-22-11" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct plate plate = plate_read(CASES[i].input);

		expect_true(CASES[i].input, plate.valid);
		expect_text(CASES[i].input, plate.formatted, CASES[i].formatted);
		expect_number(CASES[i].input, plate.warnings_count,
			      *CASES[i].warning != '\0');
		if (plate.warnings_count > 0)
			expect_text(CASES[i].input, plate.warnings[0], CASES[i].warning);
	}
}

static void refuses_characters_length_and_mask(void **state)
{
	static const struct {
		const char *input;
		const char *reason;
		const char *normalised;
		const char *formatted;
	} CASES[] = {
		{ "", "empty", "", "" },
		{ "--- ", "empty", "", "" },
		{ "X99XX/", "character", "", "" },
		{ "\xc3\x9f"
		  "9XXX",
		  "character", "", "" },
		{ "\xc4\xb1"
		  "99XXX",
		  "character", "", "" },
		{ "\xff"
		  "99XXX",
		  "character", "", "" },
		{ "' OR 1=1", "character", "", "" },
		{ "X99XX", "length", "X99XX", "X-99-XX" },
		{ "H 00-HZB-3", "length", "H00HZB3", "H-00-HZB-3" },
		{ "ABCDEFGH12345678", "length", "", "" },
		{ "54JGPV123", "length", "54JGPV123", "54-JG-PV-123" },
		{ "ZZZZZZ", "mask", "ZZZZZZ", "ZZ-ZZ-ZZ" },
		{ "ABC-123", "mask", "ABC123", "ABC-123" },
		{ "123456", "mask", "123456", "12-34-56" },
		{ "9X9X9X9X9X9X9X9", "length", "9X9X9X9X9X9X9X9",
		  "9-X-9-X-9-X-9-X-9-X-9-X-9-X-9" },
		{ "12345A", "mask", "12345A", "12-34-5-A" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct plate plate = plate_read(CASES[i].input);

		expect_true(CASES[i].input, !plate.valid && plate.sidecode == 0);
		expect_number(CASES[i].input, plate.warnings_count, 1);
		expect_text(CASES[i].input, plate.warnings[0], CASES[i].reason);
		expect_text(CASES[i].input, plate.normalised, CASES[i].normalised);
		expect_text(CASES[i].input, plate.formatted, CASES[i].formatted);
	}
	assert_false(plate_read(NULL).valid);
	assert_string_equal(plate_read_n((struct slice){ "X99\0XXX", 7 }).warnings[0],
			    "character");
}

static void reading_its_own_output_changes_nothing(void **state)
{
	/* Every pattern of letters and digits, over lengths around six. */
	(void)state;
	for (unsigned len = 1; len <= 15; len++) {
		for (unsigned bits = 0; bits < 1U << len; bits++) {
			char input[16] = "";
			struct plate once;
			struct plate twice;

			for (unsigned i = 0; i < len; i++)
				input[i] = bits >> i & 1U ? 'X' : '9';
			once = plate_read(input);
			twice = plate_read(once.formatted);
			expect_true(input, strlen(once.formatted) < 2 * (size_t)len);
			expect_text(input, twice.normalised, input);
			expect_text(input, twice.formatted, once.formatted);
			expect_number(input, twice.sidecode, once.sidecode);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(reads_every_side_code),
		cmocka_unit_test(doubts_without_refusing),
		cmocka_unit_test(refuses_characters_length_and_mask),
		cmocka_unit_test(reading_its_own_output_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
