/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One campaign at hand: its row, locked, and its message; and what of its plan the SQL
 * side needs. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_CAMPAIGN_EDIT_H
#define BEURT_REMINDER_CAMPAIGN_EDIT_H

#include "gen/campaign_state.h"
#include "reminder/list/desk.h"
#include "reminder/store_campaign.h"
#include "reminder/store_selection.h"

#define CAMPAIGN_PAGE ((int64_t)5000) /* people one transaction looks at */

struct campaign_edit {
	struct campaign_row row;
	struct campaign_state
		*msg; /* what it says; strings put in must outlive the put */
	struct rows *rows;
	char *text;                /* of the row, once it was put */
	char moment[INSTANT_TEXT]; /* tx_now, for fields of msg */
};
#define CAMPAIGN_AUTO __attribute__((cleanup(campaign_done))) struct campaign_edit

MUST_CHECK int campaign_open(struct desk *desk, const struct uuid *id,
			     struct campaign_edit *ret_edit, struct err *err);
/* The same without changing it, beside others who do so. */
MUST_CHECK int campaign_look(struct desk *desk, const struct uuid *id,
			     struct campaign_edit *ret_edit, struct err *err);
/* Next version: row and message. */
MUST_CHECK int campaign_put(struct desk *desk, struct campaign_edit *edit,
			    struct err *err);
/* Only the row: how far it is. */
MUST_CHECK int campaign_keep(struct desk *desk, const struct campaign_edit *edit,
			     struct err *err);
void campaign_done(struct campaign_edit *edit);

/* Semantics that no schema says: a selection that parses, channels, texts, hours. */
MUST_CHECK int campaign_check_plan(const struct wire_campaign_plan *plan,
				   struct err *err);

/* What is asked of the database, for a plan or for one that is being made. */
struct audience_of {
	const char *selection;
	enum wire_campaign_kind kind;
	const enum wire_channel *channels;
	size_t channels_count;
	const char *campaign_id; /* or NULL */
};
MUST_CHECK int campaign_ask_for(const struct desk *desk, const struct audience_of *of,
				struct selection **ret_selection,
				struct selection_asked *ret_asked, struct err *err);
struct audience_of campaign_audience(const struct campaign_state *msg);
int64_t campaign_channel_bit(enum wire_channel channel);
/* "email" for 1; NULL for no single channel's bit. */
const char *campaign_channel_word(int64_t bit);

#endif
