/* SPDX-License-Identifier: Apache-2.0 */
/* Lines to classes: words, kinds, codes, who pays; and what an invoice is worth. */
#include "invoice/domain/classify.h"

#include "unit.h"

static void words_mean_what_workshops_mean(void **state)
{
	static const struct {
		const char *words;
		enum visit_class class;
	} cases[] = {
		{ "Grote beurt", CLASS_PERIODIC_LARGE },
		{ "ONDERHOUDSBEURT KLEIN", CLASS_PERIODIC_SMALL },
		{ "Onderhoudsbeurt", CLASS_PERIODIC_SMALL },
		{ "Olie verversen en filter", CLASS_PERIODIC_SMALL },
		{ "APK keuring personenauto", CLASS_APK },
		{ "Remblokken voor vervangen", CLASS_BRAKES },
		{ "Remvloeistof verversen", CLASS_OTHER },
		{ "Airco onderhoud", CLASS_OTHER },
		{ "Winterbanden wisselen", CLASS_TYRES },
		{ "Distributieriem vervangen", CLASS_REPAIR },
		{ "Accu vervangen", CLASS_BATTERY },
		{ "Schadeherstel bumper", CLASS_DAMAGE },
		{ "Terugroepactie airbag", CLASS_RECALL },
		{ "Vakantiecheck", CLASS_INSPECTION },
		{ "Handband", CLASS_NONE },
		{ "Kopje koffie", CLASS_NONE },
		{ "", CLASS_NONE },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].words, classify_words(cases[i].words),
			      cases[i].class);
	expect_number("no words", classify_words(NULL), CLASS_NONE);
}

static void time_parts_are_found(void **state)
{
	(void)state;
	expect_number("both of one line",
		      classify_time_parts("Remvloeistof en koelvloeistof vervangen"),
		      SET_OF(TIME_PART_BRAKE_FLUID) | SET_OF(TIME_PART_COOLANT));
	expect_number("belt", classify_time_parts("Distributieset"),
		      SET_OF(TIME_PART_TIMING_BELT));
	expect_number("none", classify_time_parts("Banden"), 0);
	expect_number("under a maker's own name",
		      classify_time_parts("Subaru Mobiliteitsservice verlengd, 1 jaar"),
		      MOBILITY_GIVEN);
	expect_number("which is no service by itself",
		      classify_words("Mobility service, 1 year"), CLASS_OTHER);
	expect_number("nor takes a service's place",
		      classify_words("Grote beurt incl. mobiliteitsservice"),
		      CLASS_PERIODIC_LARGE);
}

static void the_dealers_code_goes_before_the_networks_and_the_words(void **state)
{
	static const struct mapped_code codes[] = {
		{ "", "A1", CLASS_REPAIR },
		{ "", "A2", CLASS_TYRES },
		{ "NL-1", "A1", CLASS_APK },
	};
	struct invoice_line lines[] = {
		{ .operation_code = "A1", .description = "Grote beurt" },
		{ .operation_code = "A2", .description = "Grote beurt" },
		{ .operation_code = "A3", .description = "Grote beurt" },
		{ .operation_code = "A3", .description = "Iets", .kind = LINE_LABOUR },
	};
	struct invoice invoice = { .dealer = "NL-1",
				   .kind = DOCUMENT_INVOICE,
				   .lines = lines,
				   .lines_count = COUNT_OF(lines) };

	(void)state;
	invoice_judge(&invoice, &(struct code_map){ codes, COUNT_OF(codes) });
	expect_number("dealer's", lines[0].class, CLASS_APK);
	expect_number("network's", lines[1].class, CLASS_TYRES);
	expect_number("words", lines[2].class, CLASS_PERIODIC_LARGE);
	expect_number("unknown stays unknown", lines[3].class, CLASS_UNKNOWN);
	expect_number("and is counted", invoice.unknown_lines, 1);
}

static void kinds_and_payers_count(void **state)
{
	struct invoice_line lines[] = {
		{ .kind = LINE_PART, .description = "Oliefilter", .net_cents = 100 },
		{ .kind = LINE_PART, .description = "Remschijf set", .net_cents = 100 },
		{ .kind = LINE_LABOUR,
		  .description = "Koppeling",
		  .pay = PAY_WARRANTY,
		  .net_cents = 50 },
		{ .kind = LINE_TYRE, .description = "205/55 R16" },
		{ .kind = LINE_LABOUR,
		  .description = "Software",
		  .campaign_code = "R12" },
		{ .kind = LINE_DISCOUNT,
		  .description = "Grote beurt actie",
		  .net_cents = -30 },
	};
	struct invoice invoice = { .dealer = "NL-1",
				   .kind = DOCUMENT_INVOICE,
				   .lines = lines,
				   .lines_count = COUNT_OF(lines) };

	(void)state;
	invoice_judge(&invoice, NULL);
	expect_number("a part is no work", lines[0].class, CLASS_OTHER);
	expect_number("but brake discs are", lines[1].class, CLASS_BRAKES);
	expect_number("the importer pays", lines[2].class, CLASS_WARRANTY);
	expect_number("a tyre", lines[3].class, CLASS_TYRES);
	expect_number("a campaign", lines[4].class, CLASS_RECALL);
	expect_number("a discount is no service", lines[5].class, CLASS_OTHER);
	expect_number("customer pays", invoice.pay_cents[PAY_CUSTOMER], 170);
	expect_number("warranty pays", invoice.pay_cents[PAY_WARRANTY], 50);
	expect_number("net", invoice.net_cents, 220);
}

static void credit_notes_take_off_whatever_their_sign(void **state)
{
	(void)state;
	for (int sign = -1; sign <= 1; sign += 2) {
		struct invoice_line line = { .net_cents = sign * 5000 };
		struct invoice invoice = { .dealer = "NL-1",
					   .kind = DOCUMENT_CREDIT_NOTE,
					   .lines = &line,
					   .lines_count = 1 };

		invoice_judge(&invoice, NULL);
		expect_number("net", invoice.net_cents, -5000);
		expect_number("customer", invoice.pay_cents[PAY_CUSTOMER], -5000);
	}
}

static void the_order_speaks_where_lines_do_not(void **state)
{
	struct invoice_line line = { .kind = LINE_LABOUR, .description = "Arbeid" };
	struct invoice invoice = { .dealer = "NL-1",
				   .kind = DOCUMENT_INVOICE,
				   .order = ORDER_SERVICE,
				   .lines = &line,
				   .lines_count = 1 };

	(void)state;
	invoice_judge(&invoice, NULL);
	expect_true("a service order is a small service",
		    (invoice.classes & SET_OF(CLASS_PERIODIC_SMALL)) != 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_mean_what_workshops_mean),
		cmocka_unit_test(time_parts_are_found),
		cmocka_unit_test(the_dealers_code_goes_before_the_networks_and_the_words),
		cmocka_unit_test(kinds_and_payers_count),
		cmocka_unit_test(credit_notes_take_off_whatever_their_sign),
		cmocka_unit_test(the_order_speaks_where_lines_do_not),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
