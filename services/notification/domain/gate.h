/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one gate before every send: may this letter leave now, later, or never?
 *
 * The order is that of domain.md 3d-6 as far as mail goes, the first hit wins: unknown
 * yet, erased, stale, no consent, suppressed, car gone, no or bad address, too early,
 * cap. Judged inside the transaction that claims the letter. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_GATE_H
#define BEURT_NOTIFICATION_GATE_H

#include "notification/domain/address_health.h"
#include "notification/domain/cap.h"
#include "notification/domain/consent.h"

struct gate_facts {
	bool is_marketing;
	enum purpose purpose;
	enum channel channel;
	bool dealer_known;
	bool dealer_active;
	bool customer_known;
	bool customer_erased;
	bool refuses_channel; /* at the desk: do_not_contact */
	bool has_address;     /* one that can be mailed to */
	bool suppressed;      /* address on the suppression list for this purpose */
	bool vehicle_gone;    /* "this car is no longer mine" */
	bool holder_changed;  /* the car came into other hands after it was asked for */
	struct consent_standing standing;
	struct consent_person person;
	struct address_health health;
	struct cap_count contacts;
	struct civil_date today; /* on the garage's clock */
	struct instant now;
	struct instant not_before;
	struct instant not_after;
	struct instant window_opens; /* now, when it is open */
};

enum gate_verdict { GATE_NONE, GATE_SEND, GATE_WAIT, GATE_SUPPRESS };

struct gate_answer {
	enum gate_verdict verdict;
	const char *reason;   /* "NO_CONSENT"; "" when it may be sent */
	struct instant until; /* GATE_WAIT: when to ask again */
};

struct gate_answer gate_judge(const struct gate_facts *facts);

#endif
