/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Peppol's rules about amounts: currencies, VAT totals, prices, and the arithmetic of
 * lines and allowances. Two cents of slack where a price is multiplied (R040, R120).
 */
#include "invoice/domain/rules.h"

#include <string.h>

#define PEPPOL    "PEPPOL-EN16931-"
#define FAULT     SEVERITY_ERROR
#define TWO_CENTS ((struct decimal){ 2, 2 })

static bool has_subtotals(const struct ubl_node *total)
{
	return ubl_has(total, "TaxSubtotal");
}

/* R051: one currency, but for the VAT total repeated in the accounting currency. */
static void check_currency(struct checking *c)
{
	const char *currency = ubl_value(c->root, "DocumentCurrencyCode");
	UBL_NODES amounts = ubl_find(c->root, "//*/@currencyID");

	for (size_t i = 0; currency && i < amounts.count; i++) {
		const struct ubl_node *node = amounts.at[i];
		const char *own = ubl_attribute(node, "currencyID");

		if (!own || strcmp(own, currency) == 0)
			continue;
		if (strcmp(node->parent->name, "TaxTotal") == 0 &&
		    !has_subtotals(node->parent))
			continue;
		check_report(c, PEPPOL "R051", FAULT, node,
			     "the amount is in another currency than the invoice");
	}
}

/* R053, R054: the VAT total, and once more without rows for a second currency. */
static void check_vat_totals(struct checking *c)
{
	size_t with = ubl_count(c->root, "TaxTotal[TaxSubtotal]");
	size_t without = ubl_count(c->root, "TaxTotal") - with;
	size_t expected = ubl_has(c->root, "TaxCurrencyCode") ? 1 : 0;

	if (with != 1)
		check_report(c, PEPPOL "R053", FAULT, c->root,
			     "exactly one VAT total with rows is needed");
	if (without != expected)
		check_report(c, PEPPOL "R054", FAULT, c->root,
			     "a VAT total without rows goes with an accounting currency");
}

static struct decimal vat_in(const struct checking *c, const char *currency)
{
	UBL_NODES amounts = ubl_find(c->root, "TaxTotal/TaxAmount");

	for (size_t i = 0; currency && i < amounts.count; i++) {
		const char *own = ubl_attribute(amounts.at[i], "currencyID");

		if (own && strcmp(own, currency) == 0)
			return rules_number(amounts.at[i], ".");
	}
	return DECIMAL_ZERO;
}

/* R055: the VAT total has one sign in both currencies. */
static void check_signs(struct checking *c)
{
	const char *second = ubl_value(c->root, "TaxCurrencyCode");
	struct decimal a = vat_in(c, ubl_value(c->root, "DocumentCurrencyCode"));
	struct decimal b = vat_in(c, second);

	if (second && ((a.digits < 0 && b.digits > 0) || (a.digits > 0 && b.digits < 0)))
		check_report(c, PEPPOL "R055", FAULT, c->root,
			     "the VAT totals of the two currencies differ in sign");
}

/* amount × factor / divisor, to 10 decimals; false when it does not fit. */
static bool scale(struct decimal amount, struct decimal factor, struct decimal divisor,
		  struct decimal *ret_value)
{
	struct decimal product;

	if (divisor.digits == 0 || decimal_multiply(amount, factor, &product, NULL) < 0)
		return false;
	/* (p / 10^ps) / (d / 10^ds) at 10 decimals: p × 10^(10 + ds − ps) / d. */
	__int128 digits = product.digits;
	int shift = 10 + divisor.scale - product.scale;

	for (; shift > 0; shift--) {
		if (__builtin_mul_overflow(digits, (__int128)10, &digits))
			return false;
	}
	for (; shift < 0; shift++)
		digits /= 10;
	*ret_value = decimal_round((struct decimal){ digits / divisor.digits, 10 }, 6);
	return true;
}

/* R040 … R043: an allowance that names a percentage names what it is taken of. */
static void check_charge(struct checking *c, const struct ubl_node *node)
{
	struct decimal factor, base, product;
	bool has_factor = ubl_number(node, "MultiplierFactorNumeric", &factor);
	bool has_base = ubl_number(node, "BaseAmount", &base);

	if (has_factor && !has_base)
		check_report(c, PEPPOL "R041", FAULT, node,
			     "a percentage is given without its base amount");
	if (has_base && !has_factor)
		check_report(c, PEPPOL "R042", FAULT, node,
			     "a base amount is given without its percentage");
	if (has_base && has_factor &&
	    (!scale(base, factor, (struct decimal){ 100, 0 }, &product) ||
	     !decimals_within(rules_number(node, "Amount"), product, TWO_CENTS)))
		check_report(c, PEPPOL "R040", FAULT, node,
			     "the amount is not base amount times percentage");
}

static void check_charges(struct checking *c)
{
	UBL_NODES charges = ubl_find(c->root, "AllowanceCharge|~Line/AllowanceCharge");
	UBL_NODES signs = ubl_find(c->root, "//AllowanceCharge/ChargeIndicator");

	for (size_t i = 0; i < charges.count; i++)
		check_charge(c, charges.at[i]);
	for (size_t i = 0; i < signs.count; i++) {
		if (strcmp(signs.at[i]->text, "true") != 0 &&
		    strcmp(signs.at[i]->text, "false") != 0)
			check_report(
				c, PEPPOL "R043", FAULT, signs.at[i],
				"the indicator is true (charge) or false (allowance)");
	}
}

/* R044, R046: the net price is the gross price less its discount. */
static void check_price(struct checking *c, const struct ubl_node *price)
{
	UBL_NODES discounts = ubl_find(price, "AllowanceCharge");

	for (size_t i = 0; i < discounts.count; i++) {
		struct decimal gross, net;

		if (!ubl_is(discounts.at[i], "ChargeIndicator", "false"))
			check_report(c, PEPPOL "R044", FAULT, discounts.at[i],
				     "a price has discounts only, no charges");
		if (!ubl_number(discounts.at[i], "BaseAmount", &gross))
			continue;
		net = decimal_subtract(gross, rules_number(discounts.at[i], "Amount"));
		if (decimal_compare(net, rules_number(price, "PriceAmount")) != 0)
			check_report(c, PEPPOL "R046", FAULT, price,
				     "the net price is not gross price less discount");
	}
}

/* R120: net = quantity × price / base quantity + charges − allowances. */
static void check_line_amount(struct checking *c, const struct ubl_node *line)
{
	struct decimal said = rules_number(line, "LineExtensionAmount");
	struct decimal price, per, sum = DECIMAL_ZERO;
	struct decimal quantity = { 1, 0 };

	ubl_number(line, "~Quantity", &quantity);
	if (!ubl_number(line, "Price/BaseQuantity", &per) || per.digits == 0)
		per = (struct decimal){ 1, 0 };
	if (ubl_number(line, "Price/PriceAmount", &price) &&
	    !scale(price, quantity, per, &sum))
		return;
	sum = decimal_add(sum,
			  ubl_sum(line, "AllowanceCharge[ChargeIndicator=true]/Amount"));
	sum = decimal_subtract(
		sum, ubl_sum(line, "AllowanceCharge[ChargeIndicator=false]/Amount"));
	if (!decimals_within(said, sum, TWO_CENTS))
		check_report(
			c, PEPPOL "R120", FAULT, line,
			"the net amount is not quantity × price + charges - allowances");
}

/* R121, R130: the quantity a price is for. */
static void check_base_quantity(struct checking *c, const struct ubl_node *line)
{
	const struct ubl_node *base = ubl_first(line, "Price/BaseQuantity");
	struct decimal value;

	if (!base)
		return;
	const char *unit = ubl_attribute(base, "unitCode");
	const char *own = ubl_text(line, "~Quantity/@unitCode");

	if (!ubl_number(base, ".", &value) || value.digits <= 0)
		check_report(c, PEPPOL "R121", FAULT, base,
			     "the quantity a price is for must be above zero");
	if (unit && own && strcmp(unit, own) != 0)
		check_report(c, PEPPOL "R130", FAULT, base,
			     "the price is for another unit than the quantity's");
}

void check_peppol_amounts(struct checking *c)
{
	if (!c->is_peppol)
		return;
	check_currency(c);
	check_vat_totals(c);
	check_signs(c);
	check_charges(c);
	UBL_NODES prices = ubl_find(c->root, "~Line/Price");
	UBL_NODES lines = ubl_find(c->root, "~Line");

	for (size_t i = 0; i < prices.count; i++)
		check_price(c, prices.at[i]);
	for (size_t i = 0; i < lines.count; i++) {
		check_line_amount(c, lines.at[i]);
		check_base_quantity(c, lines.at[i]);
	}
}
