/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The customer's pages as HTML, from messages: the report with its choices, the check of
 * the answers, the registration of a car, short messages. They work without scripts, and
 * whatever anybody typed is escaped. Private notes are not shown. Thread: any.
 */
#ifndef BEURT_GATEWAY_PAGES_H
#define BEURT_GATEWAY_PAGES_H

#include "gateway/pages/templates.h"
#include "gateway/report/words.h"
#include "gen/dealer_state.h"
#include "gen/inspection_state.h"
#include "gen/registration_state.h"

#define PAGE_REASON_TEXT 1210 /* 300 characters and NUL */
#define PAGE_CHOICES_MAX 100

/* What every page has. */
struct page_frame {
	const struct page_templates *templates;
	const struct dealer_state
		*dealer; /* NULL: a page that may not tell whose it is */
	enum tongue tongue;
	const char *token; /* of the link; NULL: signed in */
	const char
		*base; /* what the page's own addresses begin with; NULL: of the link */
	const char *home;    /* page of the car; NULL: none */
	const char *said;    /* name of a word, or NULL */
	const char *problem; /* the same */
	bool signed_in;      /* the pages of one's own cars are within reach */
};

struct page_choice {
	char advice_id[40];
	enum wire_line_answer answer;
	char reason[PAGE_REASON_TEXT];
};

struct page_choices {
	struct page_choice items[PAGE_CHOICES_MAX];
	size_t count;
};

struct page_slots;
struct appointment_state;

/* What a report's page says of appointments when the garage takes them through us. */
struct page_booking {
	const struct page_slots *slots;
	const struct appointment_state *booked; /* the one to come; NULL: none */
	const char *key; /* names the appointment: pressing twice is once */
	bool open;       /* somebody is choosing */
};

/* What somebody who came without a link may see and do. */
struct page_reader {
	bool before;         /* made before their own days: no prices, no answers */
	bool drives;         /* somebody else's car: prices of what is advised now */
	int64_t limit_cents; /* they approve no line above it; below 0: all */
};

struct page_report {
	const struct inspection_version_state *version; /* the newest */
	const struct inspection_version_state
		*read; /* what was answered; NULL: the same */
	const struct inspection_state *form;
	const struct page_choices *choices; /* made just now; NULL: none */
	const struct page_reader *reader;   /* NULL: by link */
	const char *days;      /* typed just now, of the appointment; NULL: not */
	const char *complaint; /* what the appointment is wished for; NULL: not said */
	const struct page_booking *booking; /* NULL: an appointment is only wished for */
};

/* Whether this line may not be answered as it was read: dearer, or another text, quantity
 * or kind of price. A lower price holds. */
bool page_line_changed(const struct wire_advice_line *now,
		       const struct inspection_version_state *read);
const struct wire_advice_line *page_find_line(const struct inspection_version_state *in,
					      const char *advice_id);

MUST_CHECK int page_report_write(const struct page_frame *frame,
				 const struct page_report *report, struct strbuf *out,
				 struct err *err);
/* `key` names the confirmation: pressing twice is once. */
MUST_CHECK int page_check_write(const struct page_frame *frame,
				const struct page_report *report, const char *key,
				struct strbuf *out, struct err *err);

struct page_car {
	char plate[40];
	char make[80];
	char model[100];
	char email[330]; /* as known, or as just typed */
	char mobile[45];
	char remarks[2410]; /* 600 characters and NUL */
};
MUST_CHECK int page_register_write(const struct page_frame *frame,
				   const struct registration_state *registration,
				   const struct page_car *car, struct strbuf *out,
				   struct err *err);

enum page_message {
	PAGE_NO_LINK,
	PAGE_LATER,
	PAGE_NOT_SAVED,
	PAGE_REFUSED,
	PAGE_NOT_KEPT,
};
MUST_CHECK int page_message_write(const struct page_frame *frame,
				  enum page_message message, struct strbuf *out,
				  struct err *err);

#endif
