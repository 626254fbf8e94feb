/* SPDX-License-Identifier: Apache-2.0 */
/* What is learned of customers: the newest word wins, whenever it arrives. */
#include "invoice/domain/customer.h"

#include "unit.h"

static struct invoice says(int day, const char *email)
{
	return (struct invoice){ .kind = DOCUMENT_INVOICE,
				 .issue_date = { 2026, 3, day },
				 .pay_cents = { [PAY_CUSTOMER] = 100 },
				 .customer = { .last_name = "Vries",
					       .particle = "de",
					       .initials = "A.",
					       .email = email } };
}

static void the_newest_document_wins_whenever_it_arrives(void **state)
{
	struct customer customer = { .version = 0 };
	struct invoice late = says(20, "new@Example.nl"),
		       early = says(10, "old@example.nl");

	(void)state;
	expect_true("learned", customer_learn(&customer, &late));
	expect_text("domain in lower case", customer.texts[CUSTOMER_EMAIL],
		    "new@example.nl");
	expect_true("an older document changes nothing",
		    !customer_learn(&customer, &early));
	expect_text("kept", customer.texts[CUSTOMER_EMAIL], "new@example.nl");
	expect_true("nor does the same once more", !customer_learn(&customer, &late));
	customer_done(&customer);
}

static void what_is_not_said_is_kept(void **state)
{
	struct customer customer = { .version = 0 };
	struct invoice first = says(1, "a@example.nl"), second = says(2, NULL),
		       third = says(3, "this is no address");

	(void)state;
	expect_true("first", customer_learn(&customer, &first));
	expect_true("second: a later invoice", customer_learn(&customer, &second));
	expect_true("third: a later invoice", customer_learn(&customer, &third));
	expect_text("address kept", customer.texts[CUSTOMER_EMAIL], "a@example.nl");
	customer_done(&customer);
}

static void whoever_is_erased_is_not_revived_by_what_is_older(void **state)
{
	struct customer customer = { .version = 0 };
	struct invoice before = says(10, "a@example.nl"), late = says(20, "b@example.nl"),
		       after = says(21, "c@example.nl");

	(void)state;
	expect_true("learned", customer_learn(&customer, &before));
	customer_forget(&customer, late.issue_date);
	expect_true("nothing personal is left", !customer.texts[CUSTOMER_EMAIL]);
	expect_true("a document of that day is forgotten",
		    customer_is_forgotten(&customer, late.issue_date));
	expect_true("and teaches nothing", !customer_learn(&customer, &late));
	expect_true("still erased", customer.erased);
	expect_true("who comes back is a customer again",
		    customer_learn(&customer, &after) && !customer.erased);
	expect_text("as they are now", customer.texts[CUSTOMER_EMAIL], "c@example.nl");
	customer_done(&customer);
}

static void names_are_written_for_lists(void **state)
{
	struct customer customer = { .version = 0 };
	struct invoice person = says(1, NULL);
	char name[201];

	(void)state;
	person.customer.title = "Mevr.";
	expect_true("learned", customer_learn(&customer, &person));
	customer_display(&customer, name, sizeof(name));
	expect_text("person", name, "Mevr. A. de Vries");
	person.customer.company = "Bakker BV";
	expect_true("learned", customer_learn(&customer, &person));
	customer_display(&customer, name, sizeof(name));
	expect_text("company", name, "Bakker BV");
	customer_done(&customer);
}

static void phones_become_international_where_they_can(void **state)
{
	static const struct {
		const char *typed, *kept;
	} cases[] = {
		{ "06-12345678", "+31612345678" },
		{ " 020 123 45 67 ", "+31201234567" },
		{ "+31 (0)6 12345678", "+31612345678" },
		{ "0031612345678", "+31612345678" },
		{ "+32 475 12 34 56", "+32 475 12 34 56" },
		{ "06l2345678", "06l2345678" },
		{ "06-12345678 of 020-1234567", "06-12345678 of 020-1234567" },
	};
	char kept[64];

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		customer_phone(cases[i].typed, kept, sizeof(kept));
		expect_text(cases[i].typed, kept, cases[i].kept);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_newest_document_wins_whenever_it_arrives),
		cmocka_unit_test(what_is_not_said_is_kept),
		cmocka_unit_test(whoever_is_erased_is_not_revived_by_what_is_older),
		cmocka_unit_test(names_are_written_for_lists),
		cmocka_unit_test(phones_become_international_where_they_can),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
