/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May we write to this person, about this, in this way? (domain.md 3d-10)
 *
 * The ledger is a list of events that only grows; what stands today is folded from it.
 * Withdrawing beats granting at the same moment. Without any event a paying customer of
 * the last 36 months may be mailed about the garage's own services (soft opt-in,
 * Tw 11.7), post rests on legitimate interest, and a person is phoned only with consent.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_CONSENT_H
#define BEURT_NOTIFICATION_CONSENT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/civil_date.h"
#include "base/instant.h"

enum purpose {
	PURPOSE_NONE, /* in an event: all of them */
	PURPOSE_REMINDER,
	PURPOSE_SERVICE,
	PURPOSE_PROMOTION,
	PURPOSE_NEWSLETTER,
	PURPOSE_SURVEY,
	PURPOSES,
};

enum channel {
	CHANNEL_NONE, /* in an event: all of them */
	CHANNEL_EMAIL,
	CHANNEL_SMS,
	CHANNEL_PUSH,
	CHANNEL_LETTER,
	CHANNEL_CARD,
	CHANNEL_PHONE,
	CHANNELS,
};

enum consent_action { CONSENT_NONE, CONSENT_GRANT, CONSENT_WITHDRAW, CONSENT_OBJECT };

struct consent_event {
	enum purpose purpose;
	enum channel channel;
	enum consent_action action;
	struct instant at;
};

struct consent_standing {
	enum consent_action last; /* CONSENT_NONE = nothing in the ledger */
	struct instant since;
};

/* What the law needs to know beside the ledger. */
struct consent_person {
	bool is_company;             /* a legal person */
	struct civil_date last_paid; /* newest document paid for; unset: a prospect */
	int soft_months; /* of the soft opt-in after that; 0 = SOFT_OPT_IN_MONTHS */
};

enum consent_basis {
	BASIS_NONE, /* must not be contacted */
	BASIS_CONTRACT,
	BASIS_OPT_IN,
	BASIS_SOFT_OPT_IN,
	BASIS_LEGITIMATE_INTEREST,
};

#define SOFT_OPT_IN_MONTHS 36

/* Whether what is said of one channel holds for another: by post there is one answer, so
 * that a card goes where a letter goes. */
bool channel_concerns(enum channel said, enum channel channel);
/* Events in any order. */
struct consent_standing consent_fold(const struct consent_event *events, size_t count,
				     enum purpose purpose, enum channel channel);
/* On what ground a marketing message may go; service messages rest on the contract. */
enum consent_basis consent_basis(struct consent_standing standing,
				 const struct consent_person *person,
				 enum purpose purpose, enum channel channel,
				 struct civil_date today);
bool consent_is_soft_opt_in(const struct consent_person *person, enum purpose purpose,
			    enum channel channel, struct civil_date today);

/* "OPT_IN"; "" for none. */
const char *consent_basis_name(enum consent_basis basis);
/* Names as the messages and tables have them: "reminder", "email", "grant"; "" for none.
 */
const char *purpose_name(enum purpose purpose);
enum purpose purpose_from(const char *name); /* NULL or unknown gives none */
const char *channel_name(enum channel channel);
enum channel channel_from(const char *name);
const char *consent_action_name(enum consent_action action);
enum consent_action consent_action_from(const char *name);

#endif
