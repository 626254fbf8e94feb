/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The VAT rules of EN 16931, written once for all categories. A category is a row that
 * says how it differs: which rate it has, who must be known for VAT, whether it explains
 * itself. Rule numbers -01 to -10 mean the same in each of them.
 */
#include "invoice/domain/rules.h"

#include <stdio.h>
#include <string.h>

#define FAULT   SEVERITY_ERROR
#define REP_VAT "TaxRepresentativeParty/PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID"
#define SELLER_VAT                                                                       \
	"AccountingSupplierParty/Party/PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID"
#define SELLER_TAX "AccountingSupplierParty/Party/PartyTaxScheme/CompanyID"
#define BUYER_VAT                                                                        \
	"AccountingCustomerParty/Party/PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID"
#define BUYER_LEGAL "AccountingCustomerParty/Party/PartyLegalEntity/CompanyID"
#define NOBODY      NULL

enum rate_kind { RATE_ABOVE_ZERO, RATE_ANY, RATE_ZERO, RATE_ABSENT };
enum rows_kind { ROWS_PER_RATE, ROWS_ONE };
enum reason_kind { REASON_NEEDED, REASON_FORBIDDEN };

struct category {
	const char *code;
	const char *rules; /* "BR-S" */
	const char *name;
	enum rate_kind rate;
	enum rows_kind rows;
	enum reason_kind reason;
	const char *seller; /* one of these must be there; NOBODY: none may */
	const char *buyer;
};

/* clang-format off */
static const struct category CATEGORIES[] = {
	{ "S", "BR-S", "standard rate", RATE_ABOVE_ZERO, ROWS_PER_RATE, REASON_FORBIDDEN,
	  SELLER_TAX "|" REP_VAT, NOBODY },
	{ "Z", "BR-Z", "zero rate", RATE_ZERO, ROWS_ONE, REASON_FORBIDDEN,
	  SELLER_TAX "|" REP_VAT, NOBODY },
	{ "E", "BR-E", "exempt", RATE_ZERO, ROWS_ONE, REASON_NEEDED,
	  SELLER_TAX "|" REP_VAT, NOBODY },
	{ "AE", "BR-AE", "reverse charge", RATE_ZERO, ROWS_ONE, REASON_NEEDED,
	  SELLER_TAX "|" REP_VAT, BUYER_VAT "|" BUYER_LEGAL },
	{ "K", "BR-IC", "intra-community supply", RATE_ZERO, ROWS_ONE, REASON_NEEDED,
	  SELLER_VAT "|" REP_VAT, BUYER_VAT },
	{ "G", "BR-G", "export", RATE_ZERO, ROWS_ONE, REASON_NEEDED,
	  SELLER_VAT "|" REP_VAT, NOBODY },
	{ "O", "BR-O", "not subject to VAT", RATE_ABSENT, ROWS_ONE, REASON_NEEDED,
	  NOBODY, NOBODY },
	{ "L", "BR-AF", "Canary Islands", RATE_ANY, ROWS_PER_RATE, REASON_FORBIDDEN,
	  SELLER_TAX "|" REP_VAT, NOBODY },
	{ "M", "BR-AG", "Ceuta and Melilla", RATE_ANY, ROWS_PER_RATE, REASON_FORBIDDEN,
	  SELLER_TAX "|" REP_VAT, NOBODY },
};
/* clang-format on */

/* Where a category may be used, and the number of the rules about it there. */
struct use {
	const char *group;
	const char *tax;
	const char *amount;
	int parties_rule; /* -02, -03, -04 */
	int rate_rule;    /* -05, -06, -07 */
};

static const struct use USES[] = {
	{ "~Line", "Item/ClassifiedTaxCategory", "LineExtensionAmount", 2, 5 },
	{ "AllowanceCharge[ChargeIndicator=false]", "TaxCategory", "Amount", 3, 6 },
	{ "AllowanceCharge[ChargeIndicator=true]", "TaxCategory", "Amount", 4, 7 },
};

static void report(struct checking *c, const struct category *category, int number,
		   const struct ubl_node *at, const char *text)
{
	char id[16], words[120];

	snprintf(id, sizeof(id), "%s-%02d", category->rules, number);
	snprintf(words, sizeof(words), "VAT category %s (%s): %s", category->code,
		 category->name, text);
	check_report(c, id, FAULT, at, words);
}

/* The groups of one use that carry this category. */
static struct ubl_nodes using(const struct checking *c, const struct use *use,
			      const struct category *category)
{
	UBL_NODES all = ubl_find(c->root, use->group);
	struct ubl_nodes some = { mem_alloc((all.count + 1) * sizeof(*some.at)), 0 };

	for (size_t i = 0; i < all.count; i++) {
		const struct ubl_node *tax = ubl_first(all.at[i], use->tax);

		if (tax && ubl_is(tax, "ID", category->code))
			some.at[some.count++] = all.at[i];
	}
	return some;
}

static size_t count_rows(const struct checking *c, const struct category *category)
{
	char path[80];

	snprintf(path, sizeof(path), "TaxTotal/TaxSubtotal/TaxCategory[ID=%s]",
		 category->code);
	return ubl_count(c->root, path);
}

/* -01: what is used has its row, and a row has its use. */
static void check_rows(struct checking *c, const struct category *category, size_t uses)
{
	size_t rows = count_rows(c, category);
	bool right = category->rows == ROWS_PER_RATE ? (uses > 0) == (rows > 0)
		     : rows == 0                     ? uses == 0
						     : rows == 1;

	if (!right)
		report(c, category, 1, c->root,
		       uses == 0 ? "a VAT row stands here without a line of its category"
				 : "the VAT rows do not match the lines");
}

/* -02 … -04: who must, or may not, be known for VAT. */
static void check_parties(struct checking *c, const struct category *category,
			  const struct use *use)
{
	if (category->rate == RATE_ABSENT) {
		if (ubl_has(c->root, SELLER_VAT "|" REP_VAT "|" BUYER_VAT))
			report(c, category, use->parties_rule, c->root,
			       "no VAT number of seller or buyer may be given");
		return;
	}
	if (!ubl_has(c->root, category->seller))
		report(c, category, use->parties_rule, c->root,
		       "the seller's VAT number is missing");
	else if (category->buyer && !ubl_has(c->root, category->buyer))
		report(c, category, use->parties_rule, c->root,
		       "the buyer's VAT number is missing");
}

static bool rate_fits(const struct category *category, const struct ubl_node *tax)
{
	struct decimal rate;
	bool given = ubl_number(tax, "Percent", &rate);

	switch (category->rate) {
	case RATE_ABOVE_ZERO:
		return given && rate.digits > 0;
	case RATE_ANY:
		return given && rate.digits >= 0;
	case RATE_ZERO:
		return given && rate.digits == 0;
	case RATE_ABSENT:
		return !ubl_has(tax, "Percent");
	}
	return false;
}

static const char *rate_text(const struct category *category)
{
	switch (category->rate) {
	case RATE_ABOVE_ZERO:
		return "the rate must be above zero";
	case RATE_ANY:
		return "the rate must be zero or more";
	case RATE_ZERO:
		return "the rate must be zero";
	case RATE_ABSENT:
		return "no rate may be given";
	}
	return "";
}

static size_t check_uses(struct checking *c, const struct category *category)
{
	size_t uses = 0;

	for (size_t u = 0; u < COUNT_OF(USES); u++) {
		UBL_NODES groups = using(c, &USES[u], category);

		uses += groups.count;
		if (groups.count > 0)
			check_parties(c, category, &USES[u]);
		for (size_t i = 0; i < groups.count; i++) {
			if (!rate_fits(category, ubl_first(groups.at[i], USES[u].tax)))
				report(c, category, USES[u].rate_rule, groups.at[i],
				       rate_text(category));
		}
	}
	return uses;
}

/* Σ lines − allowances + charges of this category (and, where rows go by rate, rate). */
static struct decimal taxable_of(const struct checking *c,
				 const struct category *category,
				 const struct decimal *rate, size_t *ret_groups)
{
	struct decimal sum = DECIMAL_ZERO;

	*ret_groups = 0;
	for (size_t u = 0; u < COUNT_OF(USES); u++) {
		UBL_NODES groups = using(c, &USES[u], category);

		for (size_t i = 0; i < groups.count; i++) {
			const struct ubl_node *tax = ubl_first(groups.at[i], USES[u].tax);
			struct decimal amount =
				rules_number(groups.at[i], USES[u].amount);

			if (rate &&
			    decimal_compare(rules_number(tax, "Percent"), *rate) != 0)
				continue;
			(*ret_groups)++;
			sum = u == 1 ? decimal_subtract(sum, amount)
				     : decimal_add(sum, amount);
		}
	}
	return sum;
}

/* -08: the row's taxable amount. By rate the standard leaves a unit of slack for
 * differences in rounding between lines and totals. */
static void check_taxable(struct checking *c, const struct category *category,
			  const struct ubl_node *row)
{
	struct decimal said = rules_number(row, "TaxableAmount");
	struct decimal rate = rules_number(row, "TaxCategory/Percent");
	bool by_rate = category->rows == ROWS_PER_RATE;
	size_t groups;
	struct decimal sum = taxable_of(c, category, by_rate ? &rate : NULL, &groups);
	struct decimal apart = decimal_subtract(said, sum);

	if (apart.digits < 0)
		apart = decimal_subtract(DECIMAL_ZERO, apart);
	bool right = by_rate ? decimal_compare(apart, ONE_UNIT) < 0 && groups > 0
			     : decimal_compare(said, decimal_round(sum, 2)) == 0;

	if (!right)
		report(c, category, 8, row,
		       "the taxable amount is not the sum of its lines");
}

/* -09 of the categories without tax; those with a rate stand in rules_totals.c. */
static void check_tax(struct checking *c, const struct category *category,
		      const struct ubl_node *row)
{
	if (category->rows == ROWS_ONE && rules_number(row, "TaxAmount").digits != 0)
		report(c, category, 9, row, "the tax must be zero");
}

/* -10: no VAT needs a reason, VAT may not have one. */
static void check_reason(struct checking *c, const struct category *category,
			 const struct ubl_node *row)
{
	bool given = ubl_has(row, "TaxCategory/TaxExemptionReason|"
				  "TaxCategory/TaxExemptionReasonCode");

	if (given && category->reason == REASON_FORBIDDEN)
		report(c, category, 10, row, "no reason for exemption may be given");
	if (!given && category->reason == REASON_NEEDED)
		report(c, category, 10, row, "the reason for exemption is missing");
}

static void check_category(struct checking *c, const struct category *category)
{
	char path[80];

	check_rows(c, category, check_uses(c, category));
	snprintf(path, sizeof(path), "TaxTotal/TaxSubtotal[TaxCategory/ID=%s]",
		 category->code);
	UBL_NODES rows = ubl_find(c->root, path);

	for (size_t i = 0; i < rows.count; i++) {
		check_taxable(c, category, rows.at[i]);
		check_tax(c, category, rows.at[i]);
		check_reason(c, category, rows.at[i]);
	}
}

/* BR-IC-11, -12: goods that cross a border have a day and a place of delivery. */
static void check_supply(struct checking *c)
{
	if (!ubl_has(c->root, "TaxTotal/TaxSubtotal/TaxCategory[ID=K]"))
		return;
	if (!ubl_has(c->root, "Delivery/ActualDeliveryDate|InvoicePeriod/StartDate|"
			      "InvoicePeriod/EndDate"))
		check_report(c, "BR-IC-11", FAULT, c->root,
			     "an intra-community supply needs a delivery date or period");
	if (!ubl_value(c->root,
		       "Delivery/DeliveryLocation/Address/Country/IdentificationCode"))
		check_report(c, "BR-IC-12", FAULT, c->root,
			     "an intra-community supply needs the country delivered to");
}

/* BR-O-11 … -14: "not subject to VAT" shares an invoice with no other category. */
static void check_alone(struct checking *c)
{
	static const char *const rules[] = { "BR-O-12", "BR-O-13", "BR-O-14" };

	if (!ubl_has(c->root, "TaxTotal/TaxSubtotal/TaxCategory[ID=O]"))
		return;
	if (ubl_count(c->root, "TaxTotal/TaxSubtotal/TaxCategory") > 1)
		check_report(c, "BR-O-11", FAULT, c->root,
			     "a VAT row beside the one that is not subject to VAT");
	for (size_t u = 0; u < COUNT_OF(USES); u++) {
		UBL_NODES groups = ubl_find(c->root, USES[u].group);

		for (size_t i = 0; i < groups.count; i++) {
			const struct ubl_node *tax = ubl_first(groups.at[i], USES[u].tax);

			if (tax && !ubl_is(tax, "ID", "O"))
				check_report(
					c, rules[u], FAULT, groups.at[i],
					"this is subject to VAT, the invoice is not");
		}
	}
}

void check_vat(struct checking *c)
{
	for (size_t i = 0; i < COUNT_OF(CATEGORIES); i++)
		check_category(c, &CATEGORIES[i]);
	check_supply(c);
	check_alone(c);
}
