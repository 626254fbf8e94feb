/* SPDX-License-Identifier: Apache-2.0 */
/* Fields are a row of texts, so that learning, comparing and storing are loops. */
#include "invoice/domain/customer.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "base/mem.h"
#include "base/slice.h"

enum { TEXT_MAX = 1300 }; /* bytes: the longest field has 320 characters */

void customer_done(struct customer *customer)
{
	for (int i = 0; i < CUSTOMER_TEXTS; i++) {
		mem_free(customer->texts[i]);
		customer->texts[i] = NULL;
	}
}

static void copy_trimmed(const char *text, char *ret, size_t size)
{
	struct slice trimmed = slice_trim(slice_of(text));

	if (trimmed.len >= size)
		trimmed.len = size - 1;
	memcpy(ret, trimmed.at ? trimmed.at : "", trimmed.len);
	ret[trimmed.len] = '\0';
}

/* Digits of a number, with its plus; the (0) of "+31 (0)20" is left out. */
static size_t digits_of(const char *typed, char *ret, size_t size)
{
	size_t len = 0;

	for (; *typed && len + 1 < size; typed++) {
		if (strncmp(typed, "(0)", 3) == 0 && len > 0) {
			typed += 2;
			continue;
		}
		if (isdigit((unsigned char)*typed) || (*typed == '+' && len == 0))
			ret[len++] = *typed;
		else if (!strchr(" -./()", *typed))
			return 0;
	}
	ret[len] = '\0';
	return len;
}

void customer_phone(const char *typed, char *ret, size_t size)
{
	char digits[40];
	const char *rest = NULL;

	copy_trimmed(typed, ret, size);
	if (digits_of(ret, digits, sizeof(digits)) == 0)
		return;
	if (strncmp(digits, "+31", 3) == 0)
		rest = digits + 3;
	else if (strncmp(digits, "0031", 4) == 0)
		rest = digits + 4;
	else if (digits[0] == '0' && digits[1] != '0')
		rest = digits + 1;
	if (rest && rest[0] == '0')
		rest++;
	if (rest && strlen(rest) == 9 && rest[0] != '0')
		snprintf(ret, size, "+31%s", rest);
}

static const char *said(const struct invoice_customer *from, enum customer_text field)
{
	switch (field) {
	case CUSTOMER_NUMBER:
		return from->number;
	case CUSTOMER_COMPANY:
		return from->company;
	case CUSTOMER_TITLE:
		return from->title;
	case CUSTOMER_INITIALS:
		return from->initials;
	case CUSTOMER_FIRST_NAME:
		return from->first_name;
	case CUSTOMER_PARTICLE:
		return from->particle;
	case CUSTOMER_LAST_NAME:
		return from->last_name;
	case CUSTOMER_STREET:
		return from->street;
	case CUSTOMER_HOUSE_NUMBER:
		return from->house_number;
	case CUSTOMER_ADDITION:
		return from->addition;
	case CUSTOMER_POSTCODE:
		return from->postcode;
	case CUSTOMER_CITY:
		return from->city;
	case CUSTOMER_COUNTRY:
		return from->country;
	case CUSTOMER_EMAIL:
		return from->email;
	case CUSTOMER_PHONE:
		return from->phone;
	case CUSTOMER_MOBILE:
		return from->mobile;
	case CUSTOMER_LANGUAGE:
		return from->language;
	case CUSTOMER_TEXTS:
		break;
	}
	return NULL;
}

/* The form in which a field is kept; "" when it says nothing usable. */
static void keep_form(enum customer_text field, const char *text, char ret[TEXT_MAX])
{
	if (field == CUSTOMER_EMAIL) {
		if (!email_normalise(text, ret))
			ret[0] = '\0';
	} else if (field == CUSTOMER_PHONE || field == CUSTOMER_MOBILE) {
		customer_phone(text, ret, TEXT_MAX);
	} else if (field == CUSTOMER_LANGUAGE) {
		copy_trimmed(strncasecmp(text, "en", 2) == 0 ? "en" : "nl", ret,
			     TEXT_MAX);
	} else {
		copy_trimmed(text, ret, TEXT_MAX);
	}
}

static bool learn_texts(struct customer *customer, const struct invoice_customer *from)
{
	bool changed = false;

	for (int i = 0; i < CUSTOMER_TEXTS; i++) {
		const char *text = said(from, (enum customer_text)i);
		char kept[TEXT_MAX];

		if (!text)
			continue;
		keep_form((enum customer_text)i, text, kept);
		if (!kept[0] ||
		    (customer->texts[i] && strcmp(customer->texts[i], kept) == 0))
			continue;
		mem_free(customer->texts[i]);
		customer->texts[i] = mem_text(kept);
		changed = true;
	}
	return changed;
}

static int kind_of(const struct invoice_customer *from)
{
	if (from->kind)
		return from->kind;
	return from->company && from->company[0] ? 2 : 1;
}

static bool learn_dates(struct customer *customer, const struct invoice *invoice)
{
	bool changed = false;
	bool paid =
		invoice->kind == DOCUMENT_INVOICE && invoice->pay_cents[PAY_CUSTOMER] > 0;

	if (civil_compare(invoice->issue_date, customer->last_invoice) > 0) {
		customer->last_invoice = invoice->issue_date;
		customer->prospect = false;
		changed = true;
	}
	if (paid && civil_compare(invoice->issue_date, customer->last_paid) > 0) {
		customer->last_paid = invoice->issue_date;
		changed = true;
	}
	return changed;
}

bool customer_is_forgotten(const struct customer *customer, struct civil_date issued)
{
	return customer->erased && civil_compare(issued, customer->seen_on) <= 0;
}

void customer_forget(struct customer *customer, struct civil_date today)
{
	customer_done(customer);
	customer->do_not_contact = 0;
	customer->last_invoice = NO_DATE;
	customer->last_paid = NO_DATE;
	customer->seen_on = today;
	customer->erased = true;
}

void customer_retire(struct customer *customer)
{
	customer_done(customer);
	customer->prospect = true;
}

bool customer_learn(struct customer *customer, const struct invoice *invoice)
{
	const struct invoice_customer *from = &invoice->customer;

	if (customer_is_forgotten(customer, invoice->issue_date))
		return false;
	bool changed = learn_dates(customer, invoice);

	if (customer->erased)
		changed = true;
	customer->erased = false;
	if (civil_compare(invoice->issue_date, customer->seen_on) < 0)
		return changed;
	customer->seen_on = invoice->issue_date;
	if (learn_texts(customer, from))
		changed = true;
	if (customer->kind != kind_of(from) ||
	    customer->is_lease_company != from->is_lease_company ||
	    customer->do_not_contact != from->do_not_contact)
		changed = true;
	customer->kind = kind_of(from);
	customer->is_lease_company = from->is_lease_company;
	customer->do_not_contact = from->do_not_contact;
	return changed;
}

static void add_word(char *ret, size_t size, const char *word)
{
	size_t len = strlen(ret);

	if (word && word[0] && len + strlen(word) + 2 < size)
		snprintf(ret + len, size - len, "%s%s", len ? " " : "", word);
}

/* Cuts between characters. */
static void shorten(char *text)
{
	size_t characters = 0;

	for (; *text; text++) {
		bool starts = ((unsigned char)*text & 0xC0) != 0x80;

		if (starts && characters++ == CUSTOMER_NAME_MAX) {
			*text = '\0';
			return;
		}
	}
}

void customer_display(const struct customer *customer, char *ret, size_t size)
{
	char *const *texts = customer->texts;
	const char *first = texts[CUSTOMER_INITIALS] ? texts[CUSTOMER_INITIALS]
						     : texts[CUSTOMER_FIRST_NAME];

	ret[0] = '\0';
	if (texts[CUSTOMER_COMPANY]) {
		add_word(ret, size, texts[CUSTOMER_COMPANY]);
	} else {
		add_word(ret, size, texts[CUSTOMER_TITLE]);
		add_word(ret, size, first);
		add_word(ret, size, texts[CUSTOMER_PARTICLE]);
		add_word(ret, size, texts[CUSTOMER_LAST_NAME]);
	}
	if (!ret[0])
		add_word(ret, size, texts[CUSTOMER_NUMBER]);
	shorten(ret);
}
