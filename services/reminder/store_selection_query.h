/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A query while it is composed: constants and parameter numbers, with the parameters
 * beside them. Inside store_selection*.c only. Thread: any.
 */
#ifndef BEURT_REMINDER_STORE_SELECTION_QUERY_H
#define BEURT_REMINDER_STORE_SELECTION_QUERY_H

#include "reminder/store_selection.h"

#define QUERY_ARGS 120

struct selection_query {
	struct strbuf sql;
	struct arg args[QUERY_ARGS];
	size_t count;
	const char *texts[SELECTION_VALUES];
	int64_t numbers[SELECTION_VALUES];
};

/* $1 garage, $2 its today, $3 the campaign, $4 channels. */
struct selection_query *selection_query_new(const char *dealer,
					    const struct selection_asked *asked);
void selection_query_free(struct selection_query *query);
AUTO_FREE(selection_query, selection_query_free)
/* Its number; the arguments of a selection are fewer than there is room for. */
size_t selection_query_arg(struct selection_query *query, struct arg arg);
MUST_CHECK int selection_query_run(struct tx *tx, const struct selection_query *query,
				   struct rows **ret_rows, struct err *err);
/* What is not known is not so, whatever is asked. */
void selection_query_sentence(struct selection_query *query,
			      const struct selection *selection,
			      const struct selection_node *node);
/* A sentence's fact, with the sentence's values. */
void selection_query_fact(struct selection_query *query,
			  const struct selection *selection,
			  const struct selection_node *node);
/* The group at that node, with all that is in it. */
void selection_query_group(struct selection_query *query,
			   const struct selection *selection, size_t at);

#endif
