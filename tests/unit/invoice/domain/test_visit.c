/* SPDX-License-Identifier: Apache-2.0 */
/* Visits out of invoices: merging, crediting, voiding, and that order does not matter. */
#include "invoice/domain/visit.h"

#include <stdio.h>

#include "unit.h"

/* A document that is none of those that are asked about. */
static const struct visit_cause NEWS = { { "00000000-0000-0000-0000-0000000000ff" }, 1 };

static struct visit_fact fact(const char *name, const char *date, int64_t cents)
{
	struct visit_fact fact = { .role = FACT_VISIT,
				   .odometer_km = NO_ODOMETER,
				   .workshop_cents = cents };

	fact.invoice_id = uuid_named("test", name, NULL);
	fact.pay_cents[PAY_CUSTOMER] = cents;
	assert_int_equal(civil_parse(date, &fact.issue_date, NULL), 0);
	return fact;
}

static struct visit_fact credit(const char *name, const char *date, int64_t cents,
				const char *parent)
{
	struct visit_fact fact_ = fact(name, date, cents);

	fact_.role = FACT_CREDIT;
	fact_.parent_id = uuid_named("test", parent, NULL);
	return fact_;
}

static void expect_visits(const char *sentence, struct visit_fact *facts, size_t count,
			  size_t wanted)
{
	size_t got;
	struct visit *visits = visits_build(facts, count, &NEWS, &got);

	expect_number(sentence, (int64_t)got, (int64_t)wanted);
	mem_free(visits);
}

static void invoices_three_days_apart_are_one_visit(void **state)
{
	struct visit_fact near[] = { fact("a", "2026-03-02", 1),
				     fact("b", "2026-03-05", 1) };
	struct visit_fact far[] = { fact("a", "2026-03-02", 1),
				    fact("b", "2026-03-06", 1) };
	struct visit_fact chain[] = { fact("a", "2026-03-02", 1),
				      fact("c", "2026-03-08", 1),
				      fact("b", "2026-03-05", 1) };

	(void)state;
	expect_visits("three days apart", near, 2, 1);
	expect_visits("four days apart", far, 2, 2);
	expect_visits("a chain of three days each", chain, 3, 1);
}

static void a_work_order_is_one_visit_however_far_apart(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 100),
				      fact("b", "2026-04-20", 200) };
	size_t count;

	(void)state;
	facts[0].workorder = facts[1].workorder = "W1";
	facts[0].customer_vat_cents = 21;
	facts[1].customer_vat_cents = 18;
	struct visit *visits = visits_build(facts, 2, &NEWS, &count);

	expect_number("one visit", (int64_t)count, 1);
	expect_number("worth both", visits[0].pay_cents[PAY_CUSTOMER], 300);
	expect_number("with the VAT of both", visits[0].customer_vat_cents, 39);
	expect_number("on the first day", civil_to_days(visits[0].date),
		      civil_to_days((struct civil_date){ 2026, 3, 2 }));
	mem_free(visits);
}

static void the_day_the_work_was_finished_is_the_visit_date(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-10", 100) };
	size_t count;

	(void)state;
	facts[0].closed_date = (struct civil_date){ 2026, 3, 6 };
	struct visit *visits = visits_build(facts, 1, &NEWS, &count);

	expect_number("closed date wins", civil_to_days(visits[0].date),
		      civil_to_days(facts[0].closed_date));
	mem_free(visits);
}

static void a_full_credit_voids_the_visit(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 30000),
				      credit("c", "2026-05-20", -30000, "a") };
	size_t count;

	(void)state;
	struct visit *visits = visits_build(facts, 2, &NEWS, &count);

	expect_number("no visit of the credit note's own", (int64_t)count, 1);
	expect_true("voided", visits[0].voided);
	expect_number("worth nothing", visits[0].pay_cents[PAY_CUSTOMER], 0);
	mem_free(visits);
}

static void a_part_credit_leaves_the_visit(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 30000),
				      credit("c", "2026-03-20", -10000, "a") };
	size_t count;

	(void)state;
	struct visit *visits = visits_build(facts, 2, &NEWS, &count);

	expect_true("stands", !visits[0].voided);
	expect_number("worth the rest", visits[0].pay_cents[PAY_CUSTOMER], 20000);
	mem_free(visits);
}

static void a_free_first_service_is_a_visit(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 0) };
	size_t count;

	(void)state;
	struct visit *visits = visits_build(facts, 1, &NEWS, &count);

	expect_true("nothing was taken back, so it stands", !visits[0].voided);
	mem_free(visits);
}

static void a_cancelled_invoice_leaves_nothing(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 30000),
				      credit("x", "2026-03-02", 0, "a") };
	size_t count;

	(void)state;
	facts[1].role = FACT_CANCEL;
	struct visit *visits = visits_build(facts, 2, &NEWS, &count);

	expect_true("voided", visits[0].voided);
	expect_number("worth nothing", visits[0].pay_cents[PAY_CUSTOMER], 0);
	mem_free(visits);
}

/* All orders of arrival of four documents give the same visits. */
static void order_of_arrival_does_not_matter(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 100),
				      fact("b", "2026-03-04", 200),
				      credit("c", "2026-04-01", -100, "a"),
				      fact("d", "2026-06-01", 400) };

	(void)state;
	for (int shift = 0; shift < 4; shift++) {
		struct visit_fact turned[4];
		size_t count;

		for (int i = 0; i < 4; i++)
			turned[i] = facts[(i * 3 + shift) % 4];
		struct visit *visits = visits_build(turned, 4, &NEWS, &count);

		expect_number("two visits", (int64_t)count, 2);
		expect_number("worth 200", visits[0].pay_cents[PAY_CUSTOMER], 200);
		expect_number("worth 400", visits[1].pay_cents[PAY_CUSTOMER], 400);
		mem_free(visits);
	}
}

static void an_invoice_in_between_merges_two_visits(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 1),
				      fact("b", "2026-03-07", 1),
				      fact("c", "2026-03-05", 1) };
	size_t count;

	(void)state;
	facts[0].visit_id = uuid_named("visit", "first", NULL);
	facts[1].visit_id = uuid_named("visit", "second", NULL);
	struct visit *visits = visits_build(facts, 3, &NEWS, &count);

	expect_number("one visit", (int64_t)count, 1);
	expect_text("keeps the earlier id", visits[0].visit_id.text,
		    uuid_named("visit", "first", NULL).text);
	expect_number("tells the other is gone", (int64_t)visits[0].absorbed_count, 1);
	mem_free(visits);
}

static void a_split_gives_the_later_part_an_id_of_its_own(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 1),
				      fact("b", "2026-05-02", 1) };
	size_t count;

	(void)state;
	facts[0].visit_id = facts[1].visit_id = uuid_named("visit", "shared", NULL);
	struct visit *visits = visits_build(facts, 2, &NEWS, &count);

	expect_number("two visits", (int64_t)count, 2);
	expect_true("with two ids",
		    strcmp(visits[0].visit_id.text, visits[1].visit_id.text) != 0);
	mem_free(visits);
}

static struct uuid id_of_second(struct visit_fact *facts, int64_t version)
{
	const struct visit_cause cause = { uuid_named("test", "moved", NULL), version };
	size_t count;
	struct visit *visits = visits_build(facts, 2, &cause, &count);

	expect_number("two visits", (int64_t)count, 2);
	struct uuid id = visits[1].visit_id;

	mem_free(visits);
	return id;
}

/* Two invoices that are merged by a third and split by it, again and again. */
static void a_name_that_was_told_is_never_given_again(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 1),
				      fact("b", "2026-03-12", 1) };
	struct uuid told[4];

	(void)state;
	told[0] = uuid_named("visit", facts[1].invoice_id.text, "0", NULL);
	for (int64_t version = 1; version < 4; version++) {
		facts[0].visit_id = facts[1].visit_id =
			uuid_named("visit", facts[0].invoice_id.text, "0", NULL);
		told[version] = id_of_second(facts, version);
		for (int64_t before = 0; before < version; before++)
			expect_true("another name",
				    strcmp(told[before].text, told[version].text) != 0);
		facts[0].visit_id = facts[1].visit_id;
	}
	facts[0].visit_id = facts[1].visit_id =
		uuid_named("visit", facts[0].invoice_id.text, "0", NULL);
	expect_text("the same again for the same document",
		    id_of_second(facts, 3).text, told[3].text);
}

/* Known visits keep the names they have always had. */
static void a_new_invoice_gives_its_visit_its_own_name(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 1) };
	struct visit_cause cause = { facts[0].invoice_id, 1 };
	size_t count;

	(void)state;
	struct visit *visits = visits_build(facts, 1, &cause, &count);

	expect_text("first version", visits[0].visit_id.text,
		    uuid_named("visit", facts[0].invoice_id.text, "0", NULL).text);
	mem_free(visits);
	facts[0].visit_id = (struct uuid){ "" };
	cause.version = 3;
	visits = visits_build(facts, 1, &cause, &count);
	expect_true("it was none in between",
		    strcmp(visits[0].visit_id.text,
			   uuid_named("visit", facts[0].invoice_id.text, "0", NULL)
				   .text) != 0);
	mem_free(visits);
}

static void an_invoice_that_goes_to_another_visit_leaves_its_own(void **state)
{
	struct visit_fact facts[] = { fact("a", "2026-03-02", 1),
				      fact("b", "2026-03-04", 1),
				      fact("c", "2026-05-02", 1) };
	size_t count;

	(void)state;
	facts[0].visit_id = uuid_named("visit", "first", NULL);
	facts[1].visit_id = facts[2].visit_id = uuid_named("visit", "second", NULL);
	struct visit *visits = visits_build(facts, 3, &NEWS, &count);

	expect_number("two visits", (int64_t)count, 2);
	expect_number("nothing is gone", (int64_t)visits[0].absorbed_count, 0);
	expect_text("the second stands", visits[1].visit_id.text,
		    uuid_named("visit", "second", NULL).text);
	mem_free(visits);
}

static struct invoice document(enum document_kind kind, enum order_type order,
			       int64_t cents)
{
	return (struct invoice){ .kind = kind,
				 .order = order,
				 .net_cents = cents,
				 .pay_cents = { [PAY_CUSTOMER] = cents } };
}

static void what_is_no_visit(void **state)
{
	struct invoice_line fine = { .description = "Boete snelheidsovertreding A2" };
	struct invoice with_fine = document(DOCUMENT_INVOICE, ORDER_OTHER, 9000);
	struct invoice internal = document(DOCUMENT_INVOICE, ORDER_NONE, 0);
	struct invoice stock = document(DOCUMENT_INVOICE, ORDER_SERVICE, 100);
	const struct {
		const char *sentence;
		struct invoice invoice;
		enum fact_role role;
	} cases[] = {
		{ "a service is", document(DOCUMENT_INVOICE, ORDER_SERVICE, 100),
		  FACT_VISIT },
		{ "warranty work is", document(DOCUMENT_INVOICE, ORDER_WARRANTY, 100),
		  FACT_VISIT },
		{ "a proforma is not", document(DOCUMENT_PROFORMA, ORDER_SERVICE, 100),
		  FACT_NONE },
		{ "rent is not", document(DOCUMENT_INVOICE, ORDER_RENTAL, 100),
		  FACT_NONE },
		{ "the sale of a car is not",
		  document(DOCUMENT_INVOICE, ORDER_VEHICLE_SALE, 100), FACT_NONE },
		{ "an internal order is not",
		  document(DOCUMENT_INVOICE, ORDER_INTERNAL, 100), FACT_NONE },
		{ "a credit note takes back",
		  document(DOCUMENT_CREDIT_NOTE, ORDER_NONE, -1), FACT_CREDIT },
		{ "so does a negative invoice",
		  document(DOCUMENT_INVOICE, ORDER_NONE, -1), FACT_CREDIT },
		{ "a cancellation undoes", document(DOCUMENT_CANCELLED, ORDER_NONE, 0),
		  FACT_CANCEL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].sentence, visit_role(&cases[i].invoice),
			      cases[i].role);
	with_fine.lines = &fine;
	with_fine.lines_count = 1;
	expect_number("a fine is not", visit_role(&with_fine), FACT_NONE);
	internal.pay_cents[PAY_INTERNAL] = 5000;
	expect_number("work for the garage itself is not", visit_role(&internal),
		      FACT_NONE);
	stock.vehicle.is_stock_car = true;
	expect_number("work on a stock car is not", visit_role(&stock), FACT_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(invoices_three_days_apart_are_one_visit),
		cmocka_unit_test(a_work_order_is_one_visit_however_far_apart),
		cmocka_unit_test(the_day_the_work_was_finished_is_the_visit_date),
		cmocka_unit_test(a_full_credit_voids_the_visit),
		cmocka_unit_test(a_part_credit_leaves_the_visit),
		cmocka_unit_test(a_free_first_service_is_a_visit),
		cmocka_unit_test(a_cancelled_invoice_leaves_nothing),
		cmocka_unit_test(order_of_arrival_does_not_matter),
		cmocka_unit_test(an_invoice_in_between_merges_two_visits),
		cmocka_unit_test(a_split_gives_the_later_part_an_id_of_its_own),
		cmocka_unit_test(a_name_that_was_told_is_never_given_again),
		cmocka_unit_test(a_new_invoice_gives_its_visit_its_own_name),
		cmocka_unit_test(an_invoice_that_goes_to_another_visit_leaves_its_own),
		cmocka_unit_test(what_is_no_visit),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
