/* SPDX-License-Identifier: Apache-2.0 */
/*
 * By which channel a person is reached (domain.md 3d-7): what they asked for, else what
 * brings people in, else the garage's order among what the message may use; each only
 * when it is consented to, has a healthy address, did not fail for this message and is
 * not over its own cap.
 *
 * The gate asks with what is true at that moment, and whoever shows beforehand how a
 * person would be reached asks the same way. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CHOOSE_H
#define BEURT_NOTIFICATION_CHOOSE_H

#include "notification/domain/address_health.h"
#include "notification/domain/cap.h"
#include "notification/domain/consent.h"
#include "notification/domain/learn.h"

#define CHANNEL_LIST_TEXT 48 /* "email,sms,push,letter,card,phone" */

/* Channels in an order, each once. */
struct channel_list {
	enum channel at[CHANNELS];
	size_t count;
};

/* "email,sms"; what is no channel is left out. NULL is none. */
struct channel_list channel_list_read(const char *text);
void channel_list_write(const struct channel_list *list, char text[CHANNEL_LIST_TEXT]);
bool channel_list_has(const struct channel_list *list, enum channel channel);
/* What is said of the list's channels holds for this one. */
bool channel_list_concerns(const struct channel_list *list, enum channel channel);
void channel_list_add(struct channel_list *list, enum channel channel);

/* Which channels come into question, the first one first. */
struct channel_wishes {
	enum channel asked;        /* the message's one channel */
	struct channel_list may;   /* what it may use; none = only `asked` */
	struct channel_list order; /* the garage's */
	enum channel preferred;    /* the person's; CHANNEL_NONE = did not say */
	struct channel_score scores[CHANNELS]; /* of the garage, where there are any */
	uint64_t seed;                         /* of this message */
	bool by_hand; /* a user chose the channels for this message: their order holds */
};
struct channel_list choose_order(const struct channel_wishes *wishes);

/* What is known of one channel to one person. */
struct way {
	bool served;      /* this installation can */
	bool tried;       /* failed for this message */
	bool refused;     /* at the desk: do_not_contact */
	bool has_address; /* that the channel can use */
	struct instant suppressed_at; /* the address said stop; NO_INSTANT: it did not */
	struct address_health health;
	struct consent_standing standing; /* of the ledger */
	struct way_count contacts;
};

/* What the ways are judged for. */
struct way_question {
	bool is_marketing;
	enum purpose purpose;
	struct consent_person person;
	struct civil_date today; /* on the garage's clock */
	struct instant now;
};

/* Each gives a code of why not, or NULL: in the order in which the gate asks. */
const char *way_forbidden(const struct way *way, enum channel channel,
			  const struct way_question *question);
const char *way_unreachable(const struct way *way, const struct way_question *question);
const char *way_worn_out(const struct way *way, enum channel channel,
			 const struct way_question *question);
/* The first hit of all three; NULL: a message would leave by it. */
const char *way_note(const struct way *way, enum channel channel,
		     const struct way_question *question);

#endif
