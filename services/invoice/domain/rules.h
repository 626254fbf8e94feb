/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the files of rules share: the document under judgement, and the shapes of rules
 * that a table can hold. Private to domain/rules_*.c and document_rules.c.
 */
#ifndef BEURT_INVOICE_DOMAIN_RULES_H
#define BEURT_INVOICE_DOMAIN_RULES_H

#include "invoice/domain/findings.h"
#include "invoice/domain/ubl_node.h"

struct checking {
	const struct ubl_node *root;
	struct findings *findings;
	const char *seller_country; /* of the address, upper case; "" unknown */
	const char *buyer_country;
	const char
		*seller_vat_country; /* Peppol's idea of it: VAT number, else address */
	const char *buyer_vat_country;
	bool is_credit_note;
	bool is_peppol;   /* says so, or says nothing at all */
	bool is_nlcius;   /* NLCIUS, with or without an extension */
	bool is_gaccount; /* NLCIUS with the G-account extension */
};

enum rule_kind {
	RULE_NEEDS,        /* the path has a value at every context node */
	RULE_HAS,          /* the path is there, empty or not */
	RULE_FORBIDS,      /* the path is not there */
	RULE_ONCE,         /* the path is there at most once */
	RULE_TWO_DECIMALS, /* numbers at the path have at most two */
	RULE_NOT_NEGATIVE,
	RULE_CODE, /* values at the path are in the list */
};

struct rule {
	const char *id;
	enum rule_kind kind;
	const char *context; /* "." = the document */
	const char *path;
	const char *text;
	const char *list; /* of RULE_CODE */
};

void check_table(struct checking *c, const struct rule *rules, size_t count,
		 enum severity severity);
void check_report(struct checking *c, const char *id, enum severity severity,
		  const struct ubl_node *at, const char *text);

/* One function per file of rules. */
void check_presence(struct checking *c);
void check_limits(struct checking *c);
void check_codes(struct checking *c);
void check_conditions(struct checking *c);
void check_totals(struct checking *c);
void check_vat(struct checking *c);
void check_surplus(struct checking *c);
void check_peppol(struct checking *c);
void check_peppol_amounts(struct checking *c);
void check_peppol_identifiers(struct checking *c);
void check_netherlands(struct checking *c);

/* Small questions several files ask. */
struct decimal rules_number(const struct ubl_node *from,
			    const char *path); /* 0 = absent */
bool decimals_within(struct decimal a, struct decimal b, struct decimal slack);
#define DECIMAL_ZERO ((struct decimal){ 0, 0 })
#define ONE_CENT     ((struct decimal){ 1, 2 })
#define ONE_UNIT     ((struct decimal){ 1, 0 })

#endif
