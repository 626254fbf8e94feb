/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The arithmetic of an invoice, in exact decimals (formats.md 1.2): sums of lines,
 * allowances and VAT, and what remains to be paid. A cent of slack is given where the
 * standard rounds (BR-CO-17), nowhere else.
 */
#include "invoice/domain/rules.h"

#include <string.h>

#define ALLOWANCE "AllowanceCharge[ChargeIndicator=false]"
#define CHARGE    "AllowanceCharge[ChargeIndicator=true]"
#define FAULT     SEVERITY_ERROR

static bool equal(struct decimal a, struct decimal b)
{
	return decimal_compare(a, b) == 0;
}

static struct decimal sum_rounded(const struct ubl_node *from, const char *path)
{
	return decimal_round(ubl_sum(from, path), 2);
}

/* BR-CO-10 … 12: a total is the sum of its parts. Absent totals are no totals, unless
 * there are parts. */
static void check_sum(struct checking *c, const struct ubl_node *totals, const char *rule,
		      const char *total, const char *parts)
{
	struct decimal said;

	if (!ubl_number(totals, total, &said)) {
		if (strcmp(rule, "BR-CO-10") != 0 && ubl_has(c->root, parts))
			check_report(c, rule, FAULT, totals,
				     "this total is missing though it has parts");
		return;
	}
	if (!equal(said, sum_rounded(c->root, parts)))
		check_report(c, rule, FAULT, ubl_first(totals, total),
			     "this total is not the sum of its parts");
}

static void check_exclusive(struct checking *c, const struct ubl_node *totals)
{
	struct decimal said, sum = rules_number(totals, "LineExtensionAmount");

	if (!ubl_number(totals, "TaxExclusiveAmount", &said))
		return;
	sum = decimal_subtract(sum, rules_number(totals, "AllowanceTotalAmount"));
	sum = decimal_add(sum, rules_number(totals, "ChargeTotalAmount"));
	if (!equal(said, decimal_round(sum, 2)))
		check_report(c, "BR-CO-13", FAULT,
			     ubl_first(totals, "TaxExclusiveAmount"),
			     "the total without VAT is not lines - allowances + charges");
}

static void check_payable(struct checking *c, const struct ubl_node *totals)
{
	struct decimal said, sum = rules_number(totals, "TaxInclusiveAmount");

	if (!ubl_number(totals, "PayableAmount", &said))
		return;
	sum = decimal_subtract(sum, rules_number(totals, "PrepaidAmount"));
	sum = decimal_add(sum, rules_number(totals, "PayableRoundingAmount"));
	if (!equal(said, decimal_round(sum, 2)))
		check_report(c, "BR-CO-16", FAULT, ubl_first(totals, "PayableAmount"),
			     "the amount to pay is not total with VAT - paid + rounding");
}

/* BR-CO-14: the VAT total is the sum of the VAT rows below it. */
static void check_vat_total(struct checking *c)
{
	UBL_NODES totals = ubl_find(c->root, "TaxTotal[TaxSubtotal]");

	for (size_t i = 0; i < totals.count; i++) {
		struct decimal said;

		if (ubl_number(totals.at[i], "TaxAmount", &said) &&
		    !equal(said, sum_rounded(totals.at[i], "TaxSubtotal/TaxAmount")))
			check_report(c, "BR-CO-14", FAULT, totals.at[i],
				     "the VAT total is not the sum of the VAT rows");
	}
}

/* The VAT totals in the document's own currency. */
static size_t own_vat(const struct checking *c, const char *currency,
		      struct decimal *ret_vat)
{
	UBL_NODES amounts = ubl_find(c->root, "TaxTotal/TaxAmount");
	size_t count = 0;

	*ret_vat = DECIMAL_ZERO;
	for (size_t i = 0; i < amounts.count; i++) {
		const char *own = ubl_attribute(amounts.at[i], "currencyID");

		if (!own || strcmp(own, currency) != 0)
			continue;
		*ret_vat = decimal_add(*ret_vat, rules_number(amounts.at[i], "."));
		count++;
	}
	return count;
}

/* BR-CO-15: with VAT = without VAT + VAT, in the document's currency. */
static void check_inclusive(struct checking *c)
{
	const struct ubl_node *totals = ubl_first(c->root, "LegalMonetaryTotal");
	const char *currency = ubl_value(c->root, "DocumentCurrencyCode");
	struct decimal said, vat, sum;

	if (!currency)
		return;
	size_t count = own_vat(c, currency, &vat);

	sum = decimal_add(
		totals ? rules_number(totals, "TaxExclusiveAmount") : DECIMAL_ZERO, vat);
	bool is_right = totals && ubl_number(totals, "TaxInclusiveAmount", &said) &&
			equal(said, decimal_round(sum, 2));

	if (count != 1 || !is_right)
		check_report(c, "BR-CO-15", FAULT, totals ? totals : c->root,
			     "the total with VAT is not the total without VAT + VAT");
}

/* Tax = taxable × rate, rounded half up to cents. */
static bool tax_fits(const struct ubl_node *row, struct decimal slack)
{
	struct decimal rate = rules_number(row, "TaxCategory/Percent"), product;

	/* A number of 18 digits times a rate of 5 always fits. */
	if (decimal_multiply(rules_number(row, "TaxableAmount"), rate, &product, NULL) <
	    0)
		return false;
	product = decimal_round(product, 10);
	if (decimal_multiply(product, (struct decimal){ 1, 2 }, &product, NULL) < 0)
		return false;
	return decimals_within(rules_number(row, "TaxAmount"), decimal_round(product, 2),
			       slack);
}

static void check_vat_rows(struct checking *c)
{
	UBL_NODES rows = ubl_find(c->root, "TaxTotal/TaxSubtotal");

	for (size_t i = 0; i < rows.count; i++) {
		const struct ubl_node *row = rows.at[i];
		const char *code = ubl_value(row, "TaxCategory/ID");
		bool fits = tax_fits(row, ONE_CENT);

		if (!fits)
			check_report(c, "BR-CO-17", FAULT, row,
				     "the tax is not the taxable amount times the rate");
		if (fits || !code)
			continue;
		if (strcmp(code, "S") == 0)
			check_report(c, "BR-S-09", FAULT, row,
				     "the tax is not the taxable amount times the rate");
		else if (strcmp(code, "L") == 0)
			check_report(c, "BR-AF-09", FAULT, row,
				     "the tax is not the taxable amount times the rate");
		else if (strcmp(code, "M") == 0)
			check_report(c, "BR-AG-09", FAULT, row,
				     "the tax is not the taxable amount times the rate");
	}
}

/* BR-GA-3 is about totals too: the two payments of a G-account invoice together. */
static void check_gaccount(struct checking *c, const struct ubl_node *totals)
{
	if (c->is_gaccount && !equal(rules_number(totals, "PayableAmount"),
				     ubl_sum(c->root, "PaymentTerms/Amount")))
		check_report(
			c, "BR-GA-3", FAULT, totals,
			"the payments of the terms do not add up to the amount to pay");
}

void check_totals(struct checking *c)
{
	const struct ubl_node *totals = ubl_first(c->root, "LegalMonetaryTotal");

	if (totals) {
		check_sum(c, totals, "BR-CO-10", "LineExtensionAmount",
			  "~Line/LineExtensionAmount");
		check_sum(c, totals, "BR-CO-11", "AllowanceTotalAmount",
			  ALLOWANCE "/Amount");
		check_sum(c, totals, "BR-CO-12", "ChargeTotalAmount", CHARGE "/Amount");
		check_exclusive(c, totals);
		check_payable(c, totals);
		check_gaccount(c, totals);
	}
	check_vat_total(c);
	check_inclusive(c);
	check_vat_rows(c);
}
