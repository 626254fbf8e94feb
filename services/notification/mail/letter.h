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
	bool takes_appointments;  /* through us: its letters carry a booking link */
};

struct letter {
	struct uuid intent;
	struct uuid customer;
	struct uuid consenting; /* the party it goes to, else the customer */
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

/* The template that fits the reasons; NULL when there are none. */
const char *letter_by_reasons(const struct letter *letter);

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
	char *stop_url; /* one click ends such letters; "" = none, or a sample */
};
/* Caller frees with letter_sheet_done. Errors as letter_write. */
MUST_CHECK int letter_show(const struct letter_writer *writer,
			   const struct letter *letter, struct letter_sheet *ret_sheet,
			   struct err *err);
/* The same as it leaves, for somebody else to send: with its links. */
MUST_CHECK int letter_tell(const struct letter_writer *writer,
			   const struct letter *letter, struct letter_sheet *ret_sheet,
			   struct err *err);
void letter_sheet_done(struct letter_sheet *sheet);

/* A letter as paper shows it: lines, an empty one between paragraphs. */
struct letter_paper {
	char *subject;
	char *text;  /* from the greeting to the name under it */
	char *facts; /* "label<TAB>value" a line */
	char *card;  /* the same, short and without the plate */
	char *stop;  /* how to get no more letters */
	char *card_stop;
	char *stop_url;    /* the page for that; "" = none */
	char *book;        /* words beside the code that leads to booking_url */
	char *booking_url; /* where the customer chooses a time; "" = none */
};
/* A sample's links are as long as real ones and open nothing. Caller frees with
 * letter_paper_done. Errors as letter_write. */
MUST_CHECK int letter_on_paper(const struct letter_writer *writer,
			       const struct letter *letter, bool is_sample,
			       struct letter_paper *ret_paper, struct err *err);
void letter_paper_done(struct letter_paper *paper);

/* Append what is said on the telephone about the letter's reasons, with places for facts
 * as in domain/script.h. Errors as letter_write. */
MUST_CHECK int letter_script(const struct letter_writer *writer,
			     const struct letter *letter, struct strbuf *out,
			     struct err *err);

#endif
