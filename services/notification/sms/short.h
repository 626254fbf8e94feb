/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a text message or a push message says: one or two sentences instead of a letter.
 *
 * No name stands in it: a greeting costs room, and one ë in it doubles the price. A text
 * message ends in the garage's name and how to stop; a push message has the garage as its
 * title and is switched off where it was switched on. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_SMS_SHORT_H
#define BEURT_NOTIFICATION_SMS_SHORT_H

#include "notification/mail/letter.h"

#define SHORT_MAX ((size_t)4000)

enum short_kind { SHORT_SMS, SHORT_PUSH };

struct short_request {
	enum short_kind kind;
	const char *sender; /* of a text message: a number can be answered, a name not */
	bool is_sample;     /* for an adviser's eyes: links lead nowhere */
	bool without_booking; /* it would be too long with that link */
};

/* Appends the text. ERR_ABSENT, code TEMPLATE_UNKNOWN, when there is no short form of
 * this letter. */
MUST_CHECK int short_write(const struct letter_writer *writer,
			   const struct letter *letter,
			   const struct short_request *request, struct strbuf *out,
			   struct err *err);

/* The code in a text message's link: the end of the request's id. */
#define SHORT_CODE_TEXT 13
void short_code(const struct uuid *intent, char ret_code[SHORT_CODE_TEXT]);
bool short_code_is(const char *token);

/* Whether messages from it can be answered. */
bool short_sender_is_number(const char *sender);

#endif
