/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where the vehicle register is asked: one way of asking, two who answer (RDW's SODA
 * interface over HTTPS, a folder of files in the same form).
 *
 * A question is a data set and the keys that are wanted; the answer comes row by row.
 * What is not a list of rows is an error and never "no rows". Nobody here tries again by
 * itself: the caller is told how long to stay away. Thread: one at a time.
 */
#ifndef BEURT_FLEET_REGISTER_SOURCE_H
#define BEURT_FLEET_REGISTER_SOURCE_H

#include "base/err.h"
#include "base/slice.h"
#include "fleet/domain/register_facts.h"

#define REGISTER_KEYS_MAX 2000 /* keys in one question of a folder; of RDW fewer */

struct register_query {
	const char *dataset;     /* "m9d7-ebf2" */
	const char *field;       /* "kenteken" or "referentiecode_rdw" */
	const char *const *keys; /* sorted; letters, digits, / - _ . only */
	size_t count;
};

/* Who hears the rows whose key was asked for; `nth` is the key's place in the question.
 */
struct register_hearer {
	int (*row)(void *context, size_t nth, const struct register_row *row,
		   struct err *err);
	void *context;
};

struct register_source;

struct register_source_kind {
	int (*ask)(struct register_source *source, const struct register_query *query,
		   const struct register_hearer *hearer, struct err *err);
	void (*close)(struct register_source *source);
};

struct register_source {
	const struct register_source_kind *kind;
	size_t keys_most;  /* in one question */
	int64_t stay_away; /* seconds the last answer asked for; 0 = none */
	int64_t strange;   /* rows that nobody asked for, so far */
};

/*
 * ERR_ABSENT: there is no such data set (any more). ERR_LATER: no answer, part of one, or
 * too many questions (code REGISTER_BUSY, see stay_away). ERR_DENIED: the token is
 * refused. ERR_INVALID: an answer that is not what the register's answers are.
 */
MUST_CHECK int register_ask(struct register_source *source,
			    const struct register_query *query,
			    const struct register_hearer *hearer, struct err *err);
void register_source_close(struct register_source *source); /* NULL is allowed */
AUTO_FREE(register_source, register_source_close)

struct register_soda {
	const char *url;   /* "https://opendata.rdw.nl/resource"; borrowed for the call */
	const char *token; /* X-App-Token; NULL or empty = none */
	int64_t page_rows; /* $limit; 0 = 1,000 */
};

MUST_CHECK int register_soda_open(const struct register_soda *how,
				  struct register_source **ret_source, struct err *err);
/* A folder with <dataset>.json (one list) or <dataset>.jsonl (a row a line). */
MUST_CHECK int register_folder_open(const char *folder,
				    struct register_source **ret_source, struct err *err);

/* --- for those who answer ------------------------------------------------------------
 */
struct json_line;

/* The key's place in the question; false when it was not asked for. */
bool register_key_place(const struct register_query *query, struct slice key,
			size_t *ret_nth);
/* Hand a row on when its key was asked for; else it counts as strange. */
MUST_CHECK int register_hand_on(struct register_source *source,
				const struct register_query *query,
				const struct json_line *row,
				const struct register_hearer *hearer, struct err *err);
/* The text of a list: all its rows, which are counted. ERR_INVALID when it is none. */
struct register_list {
	struct slice text;
	size_t rows;
};
MUST_CHECK int register_hand_list(struct register_source *source,
				  const struct register_query *query,
				  struct register_list *list,
				  const struct register_hearer *hearer, struct err *err);

#endif
