/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From facts to a letter: words, links and bytes.
 *
 * Which template is decided by its name, or by the reasons when there is no template of
 * that name; dates, plate and make are written as people write them. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_LETTER_H
#define BEURT_NOTIFICATION_LETTER_H

#include "base/strbuf.h"
#include "base/zone.h"
#include "gen/notification_requested.h"
#include "notification/domain/consent.h"
#include "notification/domain/greeting.h"
#include "notification/mail/letter_keys.h"
#include "notification/mail/templates.h"

#define LETTER_REASONS_MAX 10

struct letter_garage {
	const char *dealer; /* code */
	const char *name;
	const char *sender_name;
	const char *sender_email;
	const char *reply_to; /* the rest may be NULL or "" */
	const char *phone;
	const char *street;
	const char *postcode;
	const char *city;
	const char *website;
	const char *public_url;   /* start of links */
	const char *brand_colour; /* "#rrggbb" */
};

struct letter {
	struct uuid intent;
	struct uuid customer;
	struct uuid vehicle;
	const char *name; /* of the template */
	enum greeting_language language;
	enum purpose purpose;
	bool is_marketing; /* has an unsubscribe link */
	struct letter_garage garage;
	struct greeting_person person;
	const char *email;
	const char *plate; /* the rest may be NULL, "" or not set */
	const char *make;
	const char *model;
	const char *reasons[LETTER_REASONS_MAX]; /* "apk", "periodic", … */
	size_t reasons_count;
	struct civil_date due_date;
	struct civil_date apk_expiry;
	struct civil_date last_visit;
	const struct notification_requested_params *form; /* of an inspection */
	const struct zone *zone;                          /* the garage's clock */
	struct civil_date today;                          /* on it */
	struct instant now;
};

struct letter_writer {
	const struct templates *templates;
	const struct letter_keys *keys;
	const char *public_url; /* of garages that have none of their own */
};

/* Whether it is asked for by who knows whose the car is: a "not my car" of the past does
 * not hold it back. */
bool letter_knows_holder(const char *name);

/* Append the message as SMTP takes it. ERR_ABSENT, code TEMPLATE_UNKNOWN; ERR_INVALID
 * when a fact cannot stand in a letter. */
MUST_CHECK int letter_write(const struct letter_writer *writer,
			    const struct letter *letter, struct strbuf *out,
			    struct err *err);

/* A letter as an adviser sees it before it leaves: words only, links without tokens. */
struct letter_sheet {
	char *subject;
	char *text;
	char *html;
};
/* Caller frees with letter_sheet_done. Errors as letter_write. */
MUST_CHECK int letter_show(const struct letter_writer *writer,
			   const struct letter *letter, struct letter_sheet *ret_sheet,
			   struct err *err);
void letter_sheet_done(struct letter_sheet *sheet);

#endif
