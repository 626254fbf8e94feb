/* SPDX-License-Identifier: Apache-2.0 */
/* A CSV file in parts says what it says as a whole. */
#include "invoice/intake/csv_split.h"

#include "base/mem.h"
#include "base/strbuf.h"
#include "invoice/intake/csv.h"
#include "unit.h"

#define HEADER     "factuurnr;datum;naam;omschrijving;bedrag\n"
#define HEADER_LEN (sizeof(HEADER) - 1)

static struct csv_limits small(size_t part)
{
	return (struct csv_limits){ HEADER_LEN + part, HEADER_LEN + 400, 20 };
}

static void split(const char *text, size_t part, struct csv_pieces *ret)
{
	struct csv_limits limits = small(part);
	struct err err = { 0 };

	if (csv_split(slice_of(text), &limits, ret, &err) < 0)
		fail_msg("cannot split: %s", err.text);
}

static void expect_refusal(const char *text, const struct csv_limits *limits,
			   const char *code, const char *part)
{
	CSV_PIECES_AUTO pieces = { NULL, 0 };
	struct err err = { 0 };

	assert_int_equal(csv_split(slice_of(text), limits, &pieces, &err), -1);
	assert_string_equal(err.code, code);
	if (!strstr(err.text, part))
		fail_msg("%s is not in: %s", part, err.text);
}

/* Every invoice of the pieces, in order, is that of the whole. */
static void expect_same(const char *text, const struct csv_pieces *pieces)
{
	CSV_INVOICES_AUTO whole = { NULL, 0 };
	struct err err = { 0 };
	size_t at = 0;

	assert_int_equal(csv_read(slice_of(text), "NL-1", &whole, &err), 0);
	for (size_t i = 0; i < pieces->count; i++) {
		const struct csv_piece *piece = &pieces->at[i];
		CSV_INVOICES_AUTO read = { NULL, 0 };

		assert_int_equal(csv_read((struct slice){ piece->text, piece->len },
					  "NL-1", &read, &err),
				 0);
		assert_int_equal(read.count, piece->invoices);
		for (size_t k = 0; k < read.count; k++, at++) {
			assert_true(at < whole.count);
			assert_string_equal(read.at[k].json, whole.at[at].json);
			assert_int_equal(piece->rows[read.at[k].row - 2],
					 whole.at[at].row);
		}
	}
	assert_int_equal(at, whole.count);
}

static void rows_of_a_number_come_together_and_keep_their_place(void **state)
{
	static const char text[] = HEADER "F1;1-2-2026;Jansen;Beurt;10,00\r\n"
					  "F2;1-2-2026;Bakker;APK;20,00\r\n"
					  ";;;;\r\n"
					  "\r\n"
					  "F3;1-2-2026;Visser;Olie;30,00\r\n"
					  "F1;1-2-2026;Jansen;Filter;40,00";
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	(void)state;
	split(text, 70, &pieces);
	assert_int_equal(pieces.count, 2);
	assert_string_equal(pieces.at[0].text,
			    HEADER "F1;1-2-2026;Jansen;Beurt;10,00\n"
				   "F1;1-2-2026;Jansen;Filter;40,00\n");
	assert_int_equal(pieces.at[0].rows[1], 7);
	assert_int_equal(pieces.at[1].rows[0], 3);
	assert_int_equal(pieces.at[1].rows[1], 6);
	expect_same(text, &pieces);
}

static void a_line_end_in_quotes_is_no_row(void **state)
{
	static const char text[] =
		HEADER "F1;1-2-2026;\"Jansen; \"\"de\noude\"\"\";Beurt;10,00\n"
		       "F2;1-2-2026;Bakker;\"APK\r\nen meer\";20,00\n"
		       "F3;1-2-2026;Visser;\"Olie\n\n\";30,00\n";
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	(void)state;
	split(text, 10, &pieces);
	assert_int_equal(pieces.count, 3);
	assert_non_null(strstr(pieces.at[1].text, "\"APK\r\nen meer\""));
	expect_same(text, &pieces);
}

static void windows_1252_is_judged_over_the_whole_file(void **state)
{
	/* The first row alone would pass for UTF-8. */
	static const char text[] = HEADER "F1;1-2-2026;\xc3\xa9;Beurt;10,00\n"
					  "F2;1-2-2026;De Vri\xebs;APK;20,00\n";
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	(void)state;
	split(text, 10, &pieces);
	assert_int_equal(pieces.count, 2);
	assert_non_null(strstr(pieces.at[0].text, "\xc3\x83\xc2\xa9"));
	assert_non_null(strstr(pieces.at[1].text, "De Vri\xc3\xabs"));
	expect_same(text, &pieces);
}

static void commas_separate_too_and_rows_may_go_without_a_number(void **state)
{
	static const char text[] = "\xef\xbb\xbf"
				   "Date,Odometer,Description,Cost\r\n"
				   "2024-05-01,12034,Oil change,\"1,049.90\"\r\n"
				   "2024-06-01,13034,\"Tyres, rims\",1.234\r\n"
				   "2024-07-01,14034,Brakes,99.00\r\n";
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	(void)state;
	split(text, 10, &pieces);
	assert_int_equal(pieces.count, 3);
	expect_same(text, &pieces);
}

/* "1.234" is a thousand where another row writes 10,00. */
static void a_part_shows_the_decimal_mark_of_the_file(void **state)
{
	static const char text[] = HEADER "F1;1-2-2026;Jansen;Beurt;1.234\n"
					  "F2;1-2-2026;Jansen;Beurt;1.235\n"
					  "F3;1-2-2026;Bakker;APK;20,00\n"
					  "F4;1-2-2026;Bakker;APK;20,5\n"
					  "F5;1-2-2026;Bakker;APK;20\n"
					  "F6;1-2-2026;Visser;Olie;1.236\n";
	CSV_PIECES_AUTO pieces = { NULL, 0 };

	(void)state;
	split(text, 10, &pieces);
	assert_int_equal(pieces.count, 2);
	assert_int_equal(pieces.at[0].invoices, 3);
	expect_same(text, &pieces);
}

static void where_no_amount_shows_the_mark_it_says_from_where(void **state)
{
	struct csv_limits limits = { HEADER_LEN + 10, HEADER_LEN + 100, 20 };
	STRBUF_AUTO text = strbuf_new(10000);

	(void)state;
	strbuf_add(&text, HEADER "F1;1-2-2026;Bakker;APK;20,00\n");
	for (int i = 2; i < 12; i++)
		strbuf_addf(&text, "F%d;1-2-2026;Visser;Olie;1.236\n", i);
	expect_refusal(text.text, &limits, "CSV_MARK", "from row 2 on");
}

static void an_invoice_that_fits_no_upload_is_named(void **state)
{
	struct csv_limits limits = { HEADER_LEN + 40, HEADER_LEN + 60, 20 };

	(void)state;
	expect_refusal(HEADER "F1;1-2-2026;Bakker;APK;20,00\n"
			      "F2;1-2-2026;Bakker;Een hele lange omschrijving;20,00\n"
			      "F2;1-2-2026;Bakker;en nog een regel;20,00\n",
		       &limits, "CSV_TOO_LARGE", "invoice F2, from row 3, has 2 rows");
	limits = (struct csv_limits){ 4000, 8000, 1 };
	expect_refusal(HEADER "F1;1-2-2026;;APK;20,00\nF1;1-2-2026;;Olie;20,00\n",
		       &limits, "CSV_TOO_LARGE", "invoice F1, from row 2, has 2 rows");
}

static void what_cannot_be_read_is_said(void **state)
{
	struct csv_limits limits = small(100);

	(void)state;
	expect_refusal("naam;bedrag\nJansen;10,00\n", &limits, "CSV_HEADER", "date");
	expect_refusal(HEADER, &limits, "CSV_EMPTY", "no rows");
	expect_refusal(HEADER "F1;1-2-2026;\"Jansen;APK;20,00\nF2;1-2-2026;;APK;1\n",
		       &limits, "CSV_MALFORMED", "row 2: a quote never ends");
	expect_refusal("datum;bedrag\r1-2-2026;1,0,0,0\r", &limits, "CSV_HEADER",
		       "CR alone");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_of_a_number_come_together_and_keep_their_place),
		cmocka_unit_test(a_line_end_in_quotes_is_no_row),
		cmocka_unit_test(windows_1252_is_judged_over_the_whole_file),
		cmocka_unit_test(commas_separate_too_and_rows_may_go_without_a_number),
		cmocka_unit_test(a_part_shows_the_decimal_mark_of_the_file),
		cmocka_unit_test(where_no_amount_shows_the_mark_it_says_from_where),
		cmocka_unit_test(an_invoice_that_fits_no_upload_is_named),
		cmocka_unit_test(what_cannot_be_read_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
