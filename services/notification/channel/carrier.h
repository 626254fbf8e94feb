/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a channel takes contacts that have passed the gate. A channel is one of two kinds.
 *
 * Outside (e-mail, SMS, push): the round claims contacts in one transaction, gives them
 * to hand_over() outside any transaction, and records the results in another. A crash
 * between leaves them uncertain: hand over at most once, and say HANDED_UNCERTAIN when
 * the other side may have it. While hand_over() runs the persons are locked: nothing is
 * begun after its first second, and what was begun ends within HAND_OVER_SECONDS_MAX. The
 * rest is HANDED_NOT_TRIED.
 *
 * Inside (letter, card, telephone): take() writes a row of the channel's own in the very
 * transaction that passed the gate, and answers HANDED_HELD; what became of it later is
 * told by contact_settle().
 *
 * In both kinds HANDED_REFUSED goes on to the person's next channel when there is one.
 * Every carrier is listed in channel/carriers.c. Thread: open, hand_over and close those
 * of one sender; take and is_ready any.
 */
#ifndef BEURT_NOTIFICATION_CARRIER_H
#define BEURT_NOTIFICATION_CARRIER_H

#include "flow/flow.h"
#include "notification/channel/contact.h"
#include "notification/notification.h"

/* The most that the knobs of the channels allow one message, its answer included. */
#define HAND_OVER_SECONDS_MAX 45

struct hand_over {
	const struct notification *svc;
	struct contact *contacts; /* set .result of each */
	size_t count;
};

struct carrier {
	enum channel channel;
	/* The settings are there; else its contacts are suppressed CHANNEL_NOT_SERVED. */
	bool (*is_ready)(const struct notification *svc);
	/* Outside: threads that hand over, each with a line of its own. */
	int64_t (*lines)(const struct notification *svc);
	int (*open)(const struct notification *svc, void **ret_line, struct err *err);
	void (*close)(void *line); /* NULL is allowed */
	void (*hand_over)(void *line, const struct hand_over *these);
	/* Inside: sets contact->result. Anything but 0 undoes the whole round. */
	int (*take)(const struct notification *svc, struct tx *tx,
		    struct contact *contact, struct outbox *say, struct err *err);
};

/* NULL: no such channel here, or its settings are missing. */
const struct carrier *carrier_of(const struct notification *svc, enum channel channel);
/* Who carries this contact by that channel: the garage's own system, else ours. */
const struct carrier *carrier_for(const struct notification *svc,
				  const struct contact *contact, enum channel channel);

/* --- round_gate.c --------------------------------------------------------------------
 */
/* A contact that passed and waits in a channel's hands, as it stands now: why it would
 * not pass any more, by gate_changed(); NULL = still fine. Of several cars those that are
 * not written about any more are taken out. ERR_ABSENT. */
MUST_CHECK int contact_changed(const struct notification *svc, struct tx *tx,
			       const struct uuid *intent, struct outbox *say,
			       const char **ret_reason, struct err *err);

/* --- round_settle.c ------------------------------------------------------------------
 */
/* What became of a contact that was handed over: its batch was posted or the call was
 * made (HANDED_TAKEN), it cannot be (HANDED_REFUSED), it goes back and the gate judges it
 * anew (HANDED_NOT_TRIED), or the provider says later that what was sent arrived
 * (HANDED_TAKEN: said as sent once more, with the reason) or did not (HANDED_REFUSED:
 * bounced). Takes the person's locks; says the outcome, releases the reservation of what
 * failed or went back, and goes on to the next channel while it may. ERR_ABSENT when
 * there is no such contact; one that is settled otherwise stays so. */
MUST_CHECK int contact_settle(const struct notification *svc, struct tx *tx,
			      const struct uuid *intent, const struct hand_result *result,
			      struct outbox *say, struct err *err);

#endif
