/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is known of a customer, gathered from the documents: the newest document that
 * says something wins, by its date and not by its arrival. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_CUSTOMER_H
#define BEURT_INVOICE_DOMAIN_CUSTOMER_H

#include "invoice/domain/invoice.h"

enum customer_text {
	CUSTOMER_NUMBER,
	CUSTOMER_COMPANY,
	CUSTOMER_TITLE,
	CUSTOMER_INITIALS,
	CUSTOMER_FIRST_NAME,
	CUSTOMER_PARTICLE,
	CUSTOMER_LAST_NAME,
	CUSTOMER_STREET,
	CUSTOMER_HOUSE_NUMBER,
	CUSTOMER_ADDITION,
	CUSTOMER_POSTCODE,
	CUSTOMER_CITY,
	CUSTOMER_COUNTRY,
	CUSTOMER_EMAIL,
	CUSTOMER_PHONE,
	CUSTOMER_MOBILE,
	CUSTOMER_LANGUAGE,
	CUSTOMER_TEXTS,
};

struct customer {
	struct uuid customer_id;
	const char *dealer;          /* lent */
	int64_t version;             /* 0 = not stored yet */
	char *texts[CUSTOMER_TEXTS]; /* owned; NULL = unknown */
	int kind;                    /* 1 person, 2 company */
	bool is_lease_company;
	uint32_t do_not_contact;
	struct civil_date seen_on; /* of the newest document, or of the erasure */
	struct civil_date last_invoice;
	struct civil_date last_paid;
	bool erased;
	bool prospect; /* no invoice yet */
};

void customer_done(struct customer *customer);
/* Erased, and a document of that day or before says nothing of them any more. Whoever
 * comes back later is a customer again. */
bool customer_is_forgotten(const struct customer *customer, struct civil_date issued);
/* Everything that is personal goes (domain.md 3d-10: erasure). */
void customer_forget(struct customer *customer, struct civil_date today);
/* A prospect who is a customer under another number now: nothing of the prospect is left
 * to write to. */
void customer_retire(struct customer *customer);
/* Take over what a document says; true when anything changed. */
bool customer_learn(struct customer *customer, const struct invoice *invoice);
#define CUSTOMER_NAME_MAX 200 /* characters of a name in lists */
/* "Dhr. A. de Vries", or the company; give room for 4 bytes a character and more. */
void customer_display(const struct customer *customer, char *ret, size_t size);
/* E.164 where a Dutch number can be read, else as typed, trimmed. */
void customer_phone(const char *typed, char *ret, size_t size);

#endif
