/* SPDX-License-Identifier: Apache-2.0 */
/* The tree and its path language. */
#include "invoice/domain/ubl_node.h"

#include "unit.h"

static struct ubl_node *add(struct ubl_tree *tree, struct ubl_node *parent,
			    const char *name, const char *text)
{
	struct ubl_node *node =
		ubl_add(tree, parent, name, text ? UBL_BASIC : UBL_AGGREGATE);

	if (text)
		ubl_set_text(tree, node, text, strlen(text));
	return node;
}

/* Two lines, the second of a credit note's name, and an allowance. */
static struct ubl_tree *plant(void)
{
	struct ubl_tree *tree = ubl_tree_new();
	struct ubl_node *root = ubl_add(tree, NULL, "Invoice", UBL_ROOT);
	struct ubl_node *first = add(tree, root, "InvoiceLine", NULL);
	struct ubl_node *second = add(tree, root, "InvoiceLine", NULL);
	struct ubl_node *off = add(tree, root, "AllowanceCharge", NULL);
	struct ubl_node *quantity;

	add(tree, first, "ID", " 1 ");
	add(tree, first, "LineExtensionAmount", "10.10");
	quantity = add(tree, second, "InvoicedQuantity", "2");
	ubl_add_attribute(tree, quantity, "unitCode", "EA");
	add(tree, second, "LineExtensionAmount", "20.20");
	add(tree, second, "ID", "");
	add(tree, off, "ChargeIndicator", "0");
	add(tree, off, "Amount", "5");
	return tree;
}

static void paths_find_what_they_say(void **state)
{
	AUTO(ubl_tree) *tree = plant();
	const struct ubl_node *root = ubl_root(tree);
	static const struct {
		const char *path;
		size_t count;
	} cases[] = {
		{ "InvoiceLine", 2 },
		{ "~Line", 2 },
		{ "~Line/ID", 2 },
		{ "//ID", 2 },
		{ "//*", 10 },
		{ "InvoiceLine[ID=1]", 1 },
		{ "InvoiceLine[InvoicedQuantity]", 1 },
		{ "AllowanceCharge[ChargeIndicator=false]/Amount", 1 },
		{ "AllowanceCharge[ChargeIndicator=true]", 0 },
		{ "Nothing|AllowanceCharge/Amount", 1 },
		{ "Nothing/Below", 0 },
		{ "", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].path, (int64_t)ubl_count(root, cases[i].path),
			      (int64_t)cases[i].count);
}

static void values_are_trimmed_and_attributes_found(void **state)
{
	AUTO(ubl_tree) *tree = plant();
	const struct ubl_node *root = ubl_root(tree);
	struct decimal sum = ubl_sum(root, "~Line/LineExtensionAmount");

	(void)state;
	expect_text("trimmed", ubl_value(root, "InvoiceLine/ID"), "1");
	expect_text("attribute", ubl_text(root, "InvoiceLine/InvoicedQuantity/@unitCode"),
		    "EA");
	assert_null(ubl_value(root, "InvoiceLine[InvoicedQuantity]/ID"));
	expect_text("there, but empty",
		    ubl_text(root, "InvoiceLine[InvoicedQuantity]/ID"), "");
	expect_number("exact sum", decimal_compare(sum, (struct decimal){ 3030, 2 }), 0);
}

static void places_are_xpaths(void **state)
{
	AUTO(ubl_tree) *tree = plant();
	STRBUF_AUTO place = strbuf_new(200);

	(void)state;
	ubl_place(ubl_first(ubl_root(tree), "InvoiceLine[InvoicedQuantity]/ID"), &place);
	expect_text("place", place.text, "/Invoice/cac:InvoiceLine[2]/cbc:ID");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(paths_find_what_they_say),
		cmocka_unit_test(values_are_trimmed_and_attributes_found),
		cmocka_unit_test(places_are_xpaths),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
