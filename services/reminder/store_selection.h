/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: selections compiled to queries. Every value of a selection travels as a parameter;
 * the text is made of the constants in store_selection_fields.c alone. Who is selected is
 * judged in the same query: why a person would not get it, and by which channel they
 * would. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_SELECTION_H
#define BEURT_REMINDER_STORE_SELECTION_H

#include "base/strbuf.h"
#include "pg/pg.h"
#include "reminder/domain/selection.h"

#define CHANNEL_BITS      6
#define SELECTION_LOTS    1000
#define SELECTION_EXAMPLE 10
#define SELECTION_CAR     4 /* column of store_selection_page: plate, make … */
#define SELECTION_MUTED   11 /* "never" of e-mail */

enum audience {
	AUDIENCE_MARKETING, /* consent, caps and the weekly list hold people back */
	AUDIENCE_SAFETY,    /* a recall: only who cannot be reached is left out */
};

struct selection_asked {
	const struct selection *selection; /* NULL: whoever is named, see `customers` */
	enum audience audience;
	int64_t channels[CHANNEL_BITS]; /* bits as in consent.reach_mask, best first */
	size_t channels_count;
	struct civil_date today; /* on the garage's calendar */
	const char *campaign;    /* its own messages do not count as contacts; or NULL */
};

/* Which customers are looked at: one share, one stretch of ids, or those named. */
struct selection_scope {
	int lots;          /* 1 to SELECTION_LOTS; 0: see the next */
	struct uuid after; /* ids above this one … */
	struct uuid until; /* … up to and with this one */
};

/* Is the number of customers above `limit`? */
MUST_CHECK int store_selection_crowd(struct tx *tx, const char *dealer, int lots,
				     int64_t *ret_count, struct err *err);
/* The id that ends a stretch of `count` customers after that one; none at the end. */
MUST_CHECK int store_selection_stretch(struct tx *tx, const char *dealer,
				       const struct uuid *after, int64_t count,
				       struct uuid *ret_until, struct err *err);
/* Columns: hold ("" = reachable), channel bit, number of people. */
MUST_CHECK int store_selection_count(struct tx *tx, const char *dealer,
				     const struct selection_asked *asked, int lots,
				     struct rows **ret_rows, struct err *err);
/* Columns: customer, vehicle, hold, channel bit, and what a message says: plate, make,
 * model, language of who gets it, e-mail and name of who drives the car where its
 * passport says so; in the order of customers. */
MUST_CHECK int store_selection_page(struct tx *tx, const char *dealer,
				    const struct selection_asked *asked,
				    const struct selection_scope *scope,
				    struct rows **ret_rows, struct err *err);
/* The first four columns; some who get it first, then some for each reason not to. */
MUST_CHECK int store_selection_sample(struct tx *tx, const char *dealer,
				      const struct selection_asked *asked, int lots,
				      struct rows **ret_rows, struct err *err);
/* All these columns, for pairs that are fixed, whatever the selection says. */
struct selection_pairs {
	const char *const *customers;
	const char *const *vehicles;
	size_t count;
};
MUST_CHECK int store_selection_judge(struct tx *tx, const char *dealer,
				     const struct selection_asked *asked,
				     const struct selection_pairs *pairs,
				     struct rows **ret_rows, struct err *err);
/* Columns: customer, then for each sentence in order whether it holds and the fact it
 * rests on. */
MUST_CHECK int store_selection_why(struct tx *tx, const char *dealer,
				   const struct selection_asked *asked,
				   const struct selection_pairs *pairs,
				   struct rows **ret_rows, struct err *err);
/* Statements of this transaction give up after that long; 0 ends it. */
MUST_CHECK int store_selection_hurry(struct tx *tx, int millis, struct err *err);

/* --- store_selection_fields.c: what a field is in SQL ----------------------------------
 * Aliases: c customer, k consent, v vehicle, r register, x visit. $1 is the garage, $2
 * its today. {v} stands for the value, {m} for the months. */
const char *selection_sql_of(enum selection_field_id field, enum selection_operator op);
const char *selection_fact_sql(enum selection_field_id field);
#define SQL_REACH                                                                        \
	"coalesce(k.reach_mask, CASE WHEN c.has_email AND NOT c.no_email"                \
	" AND NOT coalesce(k.withdrawn, false) AND NOT coalesce(k.bounces, false)"       \
	" THEN 1 ELSE 0 END + CASE WHEN c.has_post THEN 24 & ~c.refused_mask"            \
	" ELSE 0 END)"

#endif
