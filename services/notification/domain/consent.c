/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The consent table of domain.md 3d-10 and the fold of the ledger.
 */
#include "notification/domain/consent.h"

#include <string.h>

static const char *const purposes[PURPOSES] = {
	[PURPOSE_NONE] = "",
	[PURPOSE_REMINDER] = "reminder",
	[PURPOSE_SERVICE] = "service",
	[PURPOSE_PROMOTION] = "promotion",
	[PURPOSE_NEWSLETTER] = "newsletter",
	[PURPOSE_SURVEY] = "survey",
};

static const char *const channels[CHANNELS] = {
	[CHANNEL_NONE] = "",       [CHANNEL_EMAIL] = "email",   [CHANNEL_SMS] = "sms",
	[CHANNEL_PUSH] = "push",   [CHANNEL_LETTER] = "letter", [CHANNEL_CARD] = "card",
	[CHANNEL_PHONE] = "phone",
};

static const char *const actions[] = {
	[CONSENT_NONE] = "",
	[CONSENT_GRANT] = "grant",
	[CONSENT_WITHDRAW] = "withdraw",
	[CONSENT_OBJECT] = "object",
};

static size_t find_name(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 1; name && i < count; i++) {
		if (strcmp(names[i], name) == 0)
			return i;
	}
	return 0;
}

const char *purpose_name(enum purpose purpose)
{
	return purposes[purpose];
}

enum purpose purpose_from(const char *name)
{
	return (enum purpose)find_name(purposes, PURPOSES, name);
}

const char *channel_name(enum channel channel)
{
	return channels[channel];
}

enum channel channel_from(const char *name)
{
	return (enum channel)find_name(channels, CHANNELS, name);
}

const char *consent_action_name(enum consent_action action)
{
	return actions[action];
}

enum consent_action consent_action_from(const char *name)
{
	return (enum consent_action)find_name(actions, COUNT_OF(actions), name);
}

static bool is_paper(enum channel channel)
{
	return channel == CHANNEL_LETTER || channel == CHANNEL_CARD;
}

bool channel_concerns(enum channel said, enum channel channel)
{
	return said == channel || (is_paper(said) && is_paper(channel));
}

static bool concerns(const struct consent_event *event, enum purpose purpose,
		     enum channel channel)
{
	if (event->purpose != PURPOSE_NONE && event->purpose != purpose)
		return false;
	return event->channel == CHANNEL_NONE ||
	       channel_concerns(event->channel, channel);
}

/* Later wins; at the same moment objecting beats withdrawing beats granting. */
static bool overrides(const struct consent_event *event,
		      const struct consent_standing *standing)
{
	int later = instant_compare(event->at, standing->since);

	if (standing->last == CONSENT_NONE || later > 0)
		return true;
	return later == 0 && event->action > standing->last;
}

struct consent_standing consent_fold(const struct consent_event *events, size_t count,
				     enum purpose purpose, enum channel channel)
{
	struct consent_standing standing = { CONSENT_NONE, NO_INSTANT };

	for (size_t i = 0; i < count; i++) {
		if (concerns(&events[i], purpose, channel) &&
		    overrides(&events[i], &standing)) {
			standing.last = events[i].action;
			standing.since = events[i].at;
		}
	}
	return standing;
}

/* Own similar services only: a newsletter or survey is none of them. */
static bool is_own_service(enum purpose purpose)
{
	return purpose == PURPOSE_REMINDER || purpose == PURPOSE_SERVICE ||
	       purpose == PURPOSE_PROMOTION;
}

/* domain.md 3d-10: on what ground each channel may be used unasked. */
struct unasked {
	enum consent_basis person;   /* natural; a one-man business too */
	enum consent_basis company;  /* a legal person */
	enum consent_basis prospect; /* who never paid for anything, natural or legal */
};
static const struct unasked unasked[CHANNELS] = {
	[CHANNEL_EMAIL] = { BASIS_SOFT_OPT_IN, BASIS_SOFT_OPT_IN, BASIS_NONE },
	[CHANNEL_SMS] = { BASIS_SOFT_OPT_IN, BASIS_SOFT_OPT_IN, BASIS_NONE },
	[CHANNEL_PUSH] = { BASIS_SOFT_OPT_IN, BASIS_SOFT_OPT_IN, BASIS_NONE },
	[CHANNEL_LETTER] = { BASIS_LEGITIMATE_INTEREST, BASIS_LEGITIMATE_INTEREST,
			     BASIS_LEGITIMATE_INTEREST },
	[CHANNEL_CARD] = { BASIS_LEGITIMATE_INTEREST, BASIS_LEGITIMATE_INTEREST,
			   BASIS_LEGITIMATE_INTEREST },
	[CHANNEL_PHONE] = { BASIS_NONE, BASIS_LEGITIMATE_INTEREST, BASIS_NONE },
};

static enum consent_basis unasked_basis(const struct consent_person *person,
					enum channel channel)
{
	const struct unasked *row = &unasked[channel];

	if (!civil_is_set(person->last_paid))
		return row->prospect;
	return person->is_company ? row->company : row->person;
}

bool consent_is_soft_opt_in(const struct consent_person *person, enum purpose purpose,
			    enum channel channel, struct civil_date today)
{
	if (unasked_basis(person, channel) != BASIS_SOFT_OPT_IN ||
	    !is_own_service(purpose))
		return false;
	int months = person->soft_months > 0 ? person->soft_months : SOFT_OPT_IN_MONTHS;

	return civil_compare(today, civil_add_months(person->last_paid, months)) <= 0;
}

enum consent_basis consent_basis(struct consent_standing standing,
				 const struct consent_person *person,
				 enum purpose purpose, enum channel channel,
				 struct civil_date today)
{
	enum consent_basis basis = unasked_basis(person, channel);

	if (standing.last == CONSENT_WITHDRAW || standing.last == CONSENT_OBJECT)
		return BASIS_NONE;
	if (standing.last == CONSENT_GRANT)
		return BASIS_OPT_IN;
	if (basis == BASIS_SOFT_OPT_IN &&
	    !consent_is_soft_opt_in(person, purpose, channel, today))
		return BASIS_NONE;
	return basis;
}

const char *consent_basis_name(enum consent_basis basis)
{
	static const char *const names[] = {
		[BASIS_NONE] = "",
		[BASIS_CONTRACT] = "CONTRACT",
		[BASIS_OPT_IN] = "OPT_IN",
		[BASIS_SOFT_OPT_IN] = "SOFT_OPT_IN",
		[BASIS_LEGITIMATE_INTEREST] = "LEGITIMATE_INTEREST",
	};

	return names[basis];
}
