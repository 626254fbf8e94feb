/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one gate before every contact, whatever the channel: may it leave now, later, or
 * never, and by which channel?
 *
 * The order is that of domain.md 3d-6, the first hit wins: unknown yet, erased, stale,
 * garage not active, no consent by any channel, withdrawn by who asked for it, car gone
 * or with a new holder, blocked at the desk, no or bad address, too early, garage closed,
 * quiet hours, cap, and the lot that leaves some out. Of the channels the first that
 * passes a check goes on to the next one. Judged inside the transaction that claims the
 * message, under the person's lock. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_GATE_H
#define BEURT_NOTIFICATION_GATE_H

#include "base/zone.h"
#include "notification/domain/choose.h"

struct gate_facts {
	/* The message. */
	bool is_marketing;
	enum purpose purpose;
	struct channel_wishes wishes;
	const char *reason_group; /* NULL = none */
	struct civil_date apk_expiry;
	int64_t deferrals; /* weeks it waited for the cap already */
	int64_t ladder;    /* contacts about this reason of this car before */
	struct instant not_before;
	struct instant not_after;
	/* The garage and the person. */
	bool dealer_known;
	bool dealer_active;
	bool customer_known;
	bool customer_erased;
	const char *withdrawn; /* code of what changed since it was asked for, or NULL */
	bool vehicle_gone;     /* "this car is no longer mine" */
	bool holder_changed;   /* the car came into other hands after it was asked for */
	bool blocked;          /* every channel refused at the desk: complaint, credit */
	struct consent_person person;
	struct way ways[CHANNELS];
	struct cap_limits limits;
	struct cap_count contacts;
	struct instant rival_until; /* one that goes first waits until then, or not set */
	struct civil_date closed_from, closed_until; /* the garage's holiday */
	/* The lot. */
	int64_t holdout_per_mille; /* 0 = nobody is left out */
	int lot;                   /* 0..999 */
	/* Now. */
	const struct zone *zone; /* the garage's clock */
	struct civil_date today; /* on it */
	struct instant now;
};

enum gate_verdict { GATE_NONE, GATE_SEND, GATE_WAIT, GATE_SUPPRESS };
enum gate_arm { GATE_NOT_MEASURED, GATE_TREATED, GATE_HELD_OUT };

struct gate_answer {
	enum gate_verdict verdict;
	const char *reason;       /* "NO_CONSENT"; "" when it may be sent */
	enum channel channel;     /* by which it leaves, or would have */
	struct instant until;     /* GATE_WAIT: when to ask again */
	struct instant not_after; /* moved on with a wait that is ours; else as it was */
	bool deferred;            /* the wait is for the cap */
	enum gate_arm arm;
};

struct gate_answer gate_judge(const struct gate_facts *facts);
/* Of one that passed and has not left: why it would not pass any more by this channel, as
 * far as no waiting cures it. NULL = nothing that matters has changed: hours, caps and
 * the lot are not asked again. */
const char *gate_changed(const struct gate_facts *facts, enum channel channel);
/* After a channel has failed: another one that may be tried, or CHANNEL_NONE. */
enum channel gate_next_channel(const struct gate_facts *facts);

#endif
