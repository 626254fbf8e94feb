/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Following up what an inspection form advised (domain.md 3d-6, 3d-12; ITK 3.0,
 * "Uitgebrachte adviezen opvolgen").
 *
 * A form saved in week V is proposed on the list of week V+1, once, whatever versions
 * follow; what was measured to wear is proposed once more near its limit. It waits while
 * its prices are being adjusted, 14 days at most, and is settled when each of its lines
 * was executed or declined. Thread: any.
 */
#ifndef BEURT_REMINDER_FOLLOWUP_H
#define BEURT_REMINDER_FOLLOWUP_H

#include "base/iso_week.h"
#include "base/uuid.h"
#include "reminder/domain/explain.h"
#include "reminder/domain/wear.h"

#define FOLLOWUP_LINES     100
#define FOLLOWUP_WAIT_DAYS 14
#define FOLLOWUP_RULE      "advice-followup@1"
#define FOLLOWUP_WEAR_RULE                                                               \
	"advice-wear@1" /* once more, when what wears is at its limit */

enum advice_price { ADVICE_PRICE_NONE, ADVICE_FIXED, ADVICE_FROM, ADVICE_FOLLOWS };

/* The customer's word, when it still holds. */
enum advice_answer {
	ADVICE_UNANSWERED,
	ADVICE_APPROVED,
	ADVICE_LATER,
	ADVICE_DECLINED,
	ADVICE_CALL,
};

enum advice_urgency {
	ADVICE_URGENCY_NONE,
	ADVICE_NOW,
	ADVICE_WITHIN_3_MONTHS,
	ADVICE_NEXT_VISIT,
};

#define ADVICE_TEXT     1201 /* 300 characters */
#define ADVICE_QUANTITY 13
#define ADVICE_VAT      9

struct advice_line {
	char text[ADVICE_TEXT];
	char quantity[ADVICE_QUANTITY]; /* decimal text; "" = not said */
	char vat_percent[ADVICE_VAT];   /* "21.00"; "" = not said */
	enum advice_price price;
	int64_t cents; /* of the line, including VAT; 0 while the price follows */
	enum advice_urgency urgency;
	enum advice_answer answer;
	bool executed;
	struct wear wear; /* at the place that is at its limit first */
};

struct followup {
	struct uuid inspection;
	struct uuid vehicle;
	struct uuid customer;
	int64_t number;             /* version of the form that the lines are of */
	struct civil_date saved_on; /* the garage's day of the first save */
	bool prices_open;
	size_t count;
	struct advice_line lines[FOLLOWUP_LINES];
};

struct followup *followup_new(void);
void followup_free(struct followup *followup);
AUTO_FREE(followup, followup_free)

/* Neither executed nor declined. */
bool advice_is_open(const struct advice_line *line);

struct followup_sum {
	int open;
	int follows;       /* of these: the price follows */
	int64_t cents;     /* of the others, including VAT */
	int64_t net_cents; /* the same excluding VAT; 21 % where no rate was said */
};
struct followup_sum followup_sum(const struct followup *followup);

bool followup_waits(const struct followup *followup, struct civil_date today);
/* Whether it belongs on this list, unless it was proposed before. */
bool followup_is_due(const struct followup *followup, struct iso_week list_week,
		     struct civil_date today);
/* The Monday of the week its invitation leaves, when it is not late. */
struct civil_date followup_send_day(const struct followup *followup);
/* The day its first open line is at its limit, when that is later; else the above. */
struct when followup_when(const struct followup *followup);
/*
 * The day in whose week it is proposed once more when it was answered with no: 30 days
 * before the first line that is no hurry is at its measured limit, 60 days after the save
 * at the earliest (domain.md 3d-4, 3d-6). NO_DATE when nothing that wears was measured
 * twice, or when the first invitation is of that day already.
 */
struct civil_date followup_again_on(const struct followup *followup);
bool followup_is_due_again(const struct followup *followup, struct iso_week list_week);
/* Later visits than this day are no longer the inspected one: its invoice may be of some
 * days after the form. */
struct civil_date followup_visit_until(const struct followup *followup);

/* "Advies van 12-11-2026: Remblokken voor € 240", open lines only. */
void followup_text(const struct followup *followup, enum explain_language language,
		   struct strbuf *ret_text);

const char *advice_price_name(enum advice_price price); /* "fixed" */
enum advice_price advice_price_from(const char *name);
const char *advice_answer_name(enum advice_answer answer); /* "approve"; "" */
enum advice_answer advice_answer_from(const char *name);
const char *advice_urgency_name(enum advice_urgency urgency); /* "now"; "" */
enum advice_urgency advice_urgency_from(const char *name);

#endif
