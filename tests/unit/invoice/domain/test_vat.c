/* SPDX-License-Identifier: Apache-2.0 */
/* The VAT due on what a customer pays: by rate, by the document's total, by the law. */
#include "invoice/domain/vat.h"

#include "invoice/domain/classify.h"
#include "unit.h"

#define LINES(...)                                                                       \
	(struct invoice_line[]){ __VA_ARGS__ },                                          \
		sizeof((struct invoice_line[]){ __VA_ARGS__ }) /                         \
			sizeof(struct invoice_line)
#define RATE(cents, percent)                                                             \
	{                                                                                \
		.net_cents = (cents), .vat_percent = (percent)                           \
	}
#define BARE(cents)                                                                      \
	{                                                                                \
		.net_cents = (cents)                                                     \
	}

static struct invoice document(struct invoice_line *lines, size_t count)
{
	return (struct invoice){ .dealer = "NL-1",
				 .kind = DOCUMENT_INVOICE,
				 .issue_date = { 2026, 3, 2 },
				 .lines = lines,
				 .lines_count = count };
}

static void expect_vat(const char *sentence, struct invoice invoice, int64_t wanted)
{
	invoice_judge(&invoice, NULL);
	expect_number(sentence, invoice.customer_vat_cents, wanted);
}

static void expect_with_total(const char *sentence, struct invoice invoice, int64_t total,
			      int64_t wanted)
{
	invoice.has_vat_total = true;
	invoice.vat_total_cents = total;
	expect_vat(sentence, invoice, wanted);
}

static void each_line_has_its_own_rate(void **state)
{
	(void)state;
	expect_vat("21 %", document(LINES(RATE(10000, "21"))), 2100);
	expect_vat("9 % beside it",
		   document(LINES(RATE(10000, "21.00"), RATE(5000, "9"))), 2550);
	expect_vat("the margin scheme", document(LINES(RATE(10000, "0"))), 0);
	expect_vat("exempt without a rate",
		   document(LINES({ .net_cents = 10000, .vat_category = "E" })), 0);
	expect_vat("a discount takes its VAT off",
		   document(LINES(RATE(10000, "21"), RATE(-2000, "21"))), 1680);
	expect_vat("no lines", document(NULL, 0), 0);
}

static void vat_is_rounded_once_per_rate(void **state)
{
	(void)state;
	/* Each line by itself: 10.29, so 10 cents; together 20.58. */
	expect_vat("two lines of 49 cents",
		   document(LINES(RATE(49, "21"), RATE(49, "21.0"))), 21);
	expect_vat("9 % is rounded by itself",
		   document(LINES(RATE(49, "21"), RATE(49, "9"))), 10 + 4);
}

static void what_the_buyer_accounts_for_is_due_all_the_same(void **state)
{
	(void)state;
	expect_vat("reverse charge",
		   document(LINES({ .net_cents = 10000,
				    .vat_percent = "0",
				    .vat_category = "AE" })),
		   2100);
	expect_with_total(
		"and is not in the document's total",
		document(LINES({ .net_cents = 10000, .vat_category = "AE" }, BARE(1000))),
		90, 2190);
	expect_vat("a rate that is charged counts",
		   document(LINES({ .net_cents = 10000,
				    .vat_percent = "9",
				    .vat_category = "AE" })),
		   900);
}

static void the_documents_total_speaks_for_lines_without_a_rate(void **state)
{
	struct invoice both =
		document(LINES(BARE(10000), { .net_cents = 5000, .pay = PAY_WARRANTY }));

	(void)state;
	expect_with_total("9 %", document(LINES(BARE(10000))), 900, 900);
	expect_with_total("what is left of it",
			  document(LINES(RATE(10000, "21"), BARE(10000))), 3000, 3000);
	expect_with_total("nothing is left: margin scheme",
			  document(LINES(RATE(10000, "21"), BARE(10000))), 2100, 2100);
	expect_with_total("the customer's share of it", both, 3150, 2100);
	both.has_net_total = true;
	both.net_total_cents = 10000;
	expect_with_total("a total of the customer's part alone", both, 2100, 2100);
}

static void a_total_that_explains_nothing_is_left_alone(void **state)
{
	(void)state;
	expect_with_total("more than the law has", document(LINES(BARE(10000))), 2500,
			  2100);
	expect_with_total("less than its lines have",
			  document(LINES(RATE(10000, "21"), BARE(1000))), 1000, 2310);
	expect_with_total("a cent of rounding is no reason", document(LINES(BARE(10000))),
			  2101, 2101);
}

static void else_the_other_lines_and_the_law_speak(void **state)
{
	struct invoice old = document(LINES(BARE(10000)));

	(void)state;
	expect_vat("the rate most money has",
		   document(LINES(RATE(9000, "9"), RATE(1000, "21"), BARE(10000))),
		   810 + 210 + 900);
	expect_vat("rounded with it", document(LINES(RATE(49, "9"), BARE(49))), 9);
	expect_vat("nobody says", document(LINES(BARE(10000))), 2100);
	expect_vat("what is no rate", document(LINES(RATE(10000, "hoog"))), 2100);
	expect_vat("an amount in its place", document(LINES(RATE(10000, "52.29"))), 2100);
	expect_vat("a rate from abroad", document(LINES(RATE(10000, "27"))), 2700);
	old.issue_date = (struct civil_date){ 2012, 9, 30 };
	expect_vat("nobody says, in 2012", old, 1900);
}

static void only_the_customers_part_counts(void **state)
{
	(void)state;
	expect_vat("the importer pays the other half",
		   document(LINES(RATE(10000, "21"), { .net_cents = 10000,
						       .pay = PAY_WARRANTY,
						       .vat_percent = "21" })),
		   2100);
	expect_vat("nothing is the customer's",
		   document(LINES({ .net_cents = 10000, .pay = PAY_INTERNAL })), 0);
}

static void a_credit_note_takes_its_vat_off(void **state)
{
	(void)state;
	for (int sign = -1; sign <= 1; sign += 2) {
		struct invoice rated = document(LINES(RATE(sign * 10000, "9")));
		struct invoice bare = document(LINES(BARE(sign * 10000)));

		rated.kind = bare.kind = DOCUMENT_CREDIT_NOTE;
		expect_vat("by rate", rated, -900);
		expect_with_total("by its total", bare, 900, -900);
		expect_with_total("whatever its sign", bare, -900, -900);
	}
	expect_vat("an invoice below zero", document(LINES(RATE(-10000, "9"))), -900);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_line_has_its_own_rate),
		cmocka_unit_test(vat_is_rounded_once_per_rate),
		cmocka_unit_test(what_the_buyer_accounts_for_is_due_all_the_same),
		cmocka_unit_test(the_documents_total_speaks_for_lines_without_a_rate),
		cmocka_unit_test(a_total_that_explains_nothing_is_left_alone),
		cmocka_unit_test(else_the_other_lines_and_the_law_speak),
		cmocka_unit_test(only_the_customers_part_counts),
		cmocka_unit_test(a_credit_note_takes_its_vat_off),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
