/* SPDX-License-Identifier: Apache-2.0 */
/* A letter while it is written. Shared by letter.c and letter_links.c only. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_INSIDE_H
#define BEURT_NOTIFICATION_LETTER_INSIDE_H

#include "notification/mail/letter.h"
#include "text/value.h"

#define URL_TEXT 500

/* The parts of one letter while it is written. */
struct draft {
	const struct letter_writer *writer;
	const struct letter *letter;
	bool is_sample; /* for an adviser's eyes: links lead nowhere */
	bool on_paper;
	const char *name; /* of the template that was chosen */
	struct value *data;
	char unsubscribe[URL_TEXT]; /* "" = no link */
	struct strbuf text;
	struct strbuf html;
};

/* --- letter_links.c ------------------------------------------------------------------
 */
/* Booking, no more letters, and "this car is not mine", one a car. */
MUST_CHECK int letter_set_links(struct draft *draft, struct err *err);
/* Pages of ours that the request leads to. ERR_INVALID, code LINK_INVALID. */
MUST_CHECK int letter_set_own_pages(struct draft *draft, struct err *err);

#endif
