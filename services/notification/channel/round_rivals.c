/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what the contacts of a round that go first mean for the others of their person.
 */
#include <string.h>

#include "notification/channel/round.h"

static bool same_text(const char *a, const char *b)
{
	return a && b && strcmp(a, b) == 0;
}

/* What a contact of this round that goes first means for another of the same person. */
static void count_before(const struct contact *first, struct contact *next)
{
	struct gate_facts *facts = &next->facts;
	bool on_paper = channel_concerns(first->channel, CHANNEL_LETTER);
	struct way *way = &facts->ways[first->channel];
	bool queued = strcmp(first->state, "queued") == 0;

	if (strcmp(first->state, "suppressed") == 0 ||
	    strcmp(first->state, "failed") == 0)
		return;
	if (queued) {
		/* It waits for hours, or another channel's round has it next. */
		if (!first->reason || strcmp(first->reason, "QUIET_HOURS") == 0 ||
		    strcmp(first->reason, "OUTRANKED") == 0)
			facts->rival_until = instant_add_seconds(first->due, 1);
		return;
	}
	facts->contacts.days_7++;
	facts->contacts.days_30++;
	facts->contacts.days_365++;
	way->contacts.days_30++;
	facts->ways[CHANNEL_LETTER].contacts.days_365 += on_paper;
	facts->ways[CHANNEL_CARD].contacts.days_365 += on_paper;
	facts->ladder += same_text(first->facts.reason_group, facts->reason_group) &&
			 same_text(first->letter.vehicle.text, next->letter.vehicle.text);
}

void round_count_rivals(const struct round *round, size_t at)
{
	struct contact *contact = &round->contacts[at];

	for (size_t i = at; contact->facts.is_marketing && i-- > 0;) {
		const struct contact *first = &round->contacts[i];

		if (!first->facts.is_marketing ||
		    strcmp(first->person.text, contact->person.text) != 0 ||
		    strcmp(first->letter.garage.dealer, contact->letter.garage.dealer) !=
			    0)
			return;
		count_before(first, contact);
	}
}
