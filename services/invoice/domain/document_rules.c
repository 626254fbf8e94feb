/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which sets of rules a document has chosen by its specification identifier, and how a
 * row of a table of rules is applied.
 */
#include "invoice/domain/document_rules.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "invoice/domain/code_lists.h"
#include "invoice/domain/rules.h"

#define EN16931  "urn:cen.eu:en16931:2017"
#define NLCIUS   EN16931 "#compliant#urn:fdc:nen.nl:nlcius:v1.0"
#define GACCOUNT NLCIUS "#conformant#urn:fdc:nen.nl:gaccount:v1.0"

enum { PLACE_MAX = 1024 };

void check_report(struct checking *c, const char *id, enum severity severity,
		  const struct ubl_node *at, const char *text)
{
	STRBUF_AUTO place = strbuf_new(PLACE_MAX);

	ubl_place(at, &place);
	findings_add(c->findings, id, severity, place.text, text);
}

struct decimal rules_number(const struct ubl_node *from, const char *path)
{
	struct decimal value = DECIMAL_ZERO;

	ubl_number(from, path, &value);
	return value;
}

bool decimals_within(struct decimal a, struct decimal b, struct decimal slack)
{
	struct decimal apart = decimal_subtract(a, b);

	if (decimal_compare(apart, DECIMAL_ZERO) < 0)
		apart = decimal_subtract(DECIMAL_ZERO, apart);
	return decimal_compare(apart, slack) <= 0;
}

static bool has_two_decimals(const char *number)
{
	const char *point = strchr(number, '.');

	return !point || strlen(point + 1) <= 2;
}

static const char *value_of(const struct ubl_node *node, const char *path)
{
	const char *attribute = strrchr(path, '@');

	return attribute ? ubl_attribute(node, attribute + 1) : node->text;
}

static bool value_fits(const struct rule *rule, const char *value)
{
	struct decimal number;

	switch (rule->kind) {
	case RULE_TWO_DECIMALS:
		return has_two_decimals(value);
	case RULE_NOT_NEGATIVE:
		return decimal_parse(value, DECIMAL_POINT, &number, NULL) < 0 ||
		       number.digits >= 0;
	case RULE_CODE:
		return code_is_listed(rule->list, value);
	case RULE_FORBIDS:
		return false;
	case RULE_NEEDS:
	case RULE_HAS:
	case RULE_ONCE:
		break;
	}
	return true;
}

static void check_values(struct checking *c, const struct rule *rule,
			 const struct ubl_node *context, enum severity severity)
{
	UBL_NODES nodes = ubl_find(context, rule->path);

	for (size_t i = 0; i < nodes.count; i++) {
		const char *value = value_of(nodes.at[i], rule->path);

		if (value && !value_fits(rule, value))
			check_report(c, rule->id, severity, nodes.at[i], rule->text);
	}
}

static bool has_value(const struct ubl_node *context, const char *path)
{
	UBL_NODES nodes = ubl_find(context, path);

	for (size_t i = 0; i < nodes.count; i++) {
		const char *value = value_of(nodes.at[i], path);

		if (value && *value)
			return true;
	}
	return false;
}

static void check_rule(struct checking *c, const struct rule *rule,
		       const struct ubl_node *context, enum severity severity)
{
	bool broken = false;

	switch (rule->kind) {
	case RULE_NEEDS:
		broken = !has_value(context, rule->path);
		break;
	case RULE_HAS:
		broken = !ubl_has(context, rule->path);
		break;
	case RULE_ONCE:
		broken = ubl_count(context, rule->path) > 1;
		break;
	case RULE_FORBIDS:
	case RULE_TWO_DECIMALS:
	case RULE_NOT_NEGATIVE:
	case RULE_CODE:
		check_values(c, rule, context, severity);
		break;
	}
	if (broken)
		check_report(c, rule->id, severity, context, rule->text);
}

void check_table(struct checking *c, const struct rule *rules, size_t count,
		 enum severity severity)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(rules[i].context, ".") == 0) {
			check_rule(c, &rules[i], c->root, severity);
			continue;
		}
		UBL_NODES contexts = ubl_find(c->root, rules[i].context);

		for (size_t n = 0; n < contexts.count; n++)
			check_rule(c, &rules[i], contexts.at[n], severity);
	}
}

/* The four answers to "which country", in one place. */
struct countries {
	char seller[4], buyer[4], seller_vat[4], buyer_vat[4];
};

#define PARTY_COUNTRY "Party/PostalAddress/Country/IdentificationCode"
#define PARTY_VAT     "Party/PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID"

static void copy_code(const char *text, char ret_code[4])
{
	for (int i = 0; i < 3; i++)
		ret_code[i] =
			text && *text ? (char)toupper((unsigned char)*text++) : '\0';
	ret_code[3] = '\0';
}

static void copy_vat_code(const char *number, const char *country, char ret_code[4])
{
	copy_code(number ? number : country, ret_code);
	if (number)
		ret_code[2] = '\0';
}

static void read_countries(const struct ubl_node *root, struct countries *ret)
{
	const char *agent =
		"TaxRepresentativeParty/PartyTaxScheme[TaxScheme/ID=VAT]/CompanyID";
	const char *seller = ubl_value(root, "AccountingSupplierParty/" PARTY_VAT);

	copy_code(ubl_value(root, "AccountingSupplierParty/" PARTY_COUNTRY), ret->seller);
	copy_code(ubl_value(root, "AccountingCustomerParty/" PARTY_COUNTRY), ret->buyer);
	copy_vat_code(seller ? seller : ubl_value(root, agent), ret->seller,
		      ret->seller_vat);
	copy_vat_code(ubl_value(root, "AccountingCustomerParty/" PARTY_VAT), ret->buyer,
		      ret->buyer_vat);
}

/* Own rule: what claims to be another kind of document is not judged as if it were this
 * one, but said (an older SI-UBL, for instance). */
static void check_specification(struct checking *c, const char *specification)
{
	if (!specification || strncmp(specification, EN16931, strlen(EN16931)) == 0)
		return;
	check_report(c, "UBL-SPECIFICATION", SEVERITY_ERROR,
		     ubl_first(c->root, "CustomizationID"),
		     "the specification identifier names no EN 16931 invoice");
}

static void check_everything(struct checking *c)
{
	check_presence(c);
	check_conditions(c);
	check_totals(c);
	check_vat(c);
	check_codes(c);
	check_limits(c);
	check_peppol(c);
	check_peppol_amounts(c);
	check_peppol_identifiers(c);
	check_netherlands(c);
	check_surplus(c);
}

void document_check(const struct ubl_node *root, struct findings *findings)
{
	const char *specification = ubl_value(root, "CustomizationID");
	struct countries countries;

	read_countries(root, &countries);
	struct checking c = {
		.root = root,
		.findings = findings,
		.seller_country = countries.seller,
		.buyer_country = countries.buyer,
		.seller_vat_country = countries.seller_vat,
		.buyer_vat_country = countries.buyer_vat,
		.is_credit_note = ubl_is_credit_note(root),
		.is_peppol = !specification || strstr(specification, "peppol.eu") != NULL,
		.is_gaccount = specification && strcmp(specification, GACCOUNT) == 0,
	};

	c.is_nlcius =
		c.is_gaccount || (specification && strcmp(specification, NLCIUS) == 0);
	check_specification(&c, specification);
	check_everything(&c);
}
