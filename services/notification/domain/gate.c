/* SPDX-License-Identifier: Apache-2.0 */
/* The checks in their order; each is one line of the table in gate_judge(). */
#include "notification/domain/gate.h"

#define UNKNOWN_WAIT_SECONDS 20

static bool lacks_consent(const struct gate_facts *facts)
{
	if (!facts->is_marketing)
		return false;
	if (facts->refuses_channel && facts->standing.last != CONSENT_GRANT)
		return true;
	return consent_basis(facts->standing, &facts->person, facts->purpose,
			     facts->channel, facts->today) == BASIS_NONE;
}

static bool is_stale(const struct gate_facts *facts)
{
	return instant_is_set(facts->not_after) &&
	       instant_compare(facts->now, facts->not_after) > 0;
}

static const char *suppress_reason(const struct gate_facts *facts)
{
	if (facts->customer_erased)
		return "ERASED";
	if (is_stale(facts))
		return "STALE";
	if (!facts->dealer_active)
		return "DEALER_INACTIVE";
	if (lacks_consent(facts))
		return "NO_CONSENT";
	/* Who says yes again means the address that once said no. */
	if (facts->is_marketing && facts->suppressed &&
	    facts->standing.last != CONSENT_GRANT)
		return "SUPPRESSED_ADDRESS";
	if (facts->vehicle_gone)
		return "NOT_OWNER";
	if (facts->is_marketing && facts->holder_changed)
		return "HOLDER_CHANGED";
	if (facts->channel != CHANNEL_EMAIL)
		return "CHANNEL_NOT_SERVED";
	if (!facts->has_address)
		return "NO_ADDRESS";
	if (!address_is_healthy(&facts->health, facts->now))
		return facts->health.hard ? "HARD_BOUNCE" : "PAUSED_ADDRESS";
	return NULL;
}

static struct gate_answer wait_until(struct instant until, const char *reason)
{
	return (struct gate_answer){ GATE_WAIT, reason, until };
}

static struct gate_answer suppress(const char *reason)
{
	return (struct gate_answer){ GATE_SUPPRESS, reason, NO_INSTANT };
}

/* Dealer and customer come by other topics than the request, perhaps a little later. */
static struct gate_answer judge_unknown(const struct gate_facts *facts)
{
	if (is_stale(facts))
		return suppress("STALE");
	return wait_until(instant_add_seconds(facts->now, UNKNOWN_WAIT_SECONDS),
			  facts->dealer_known ? "CUSTOMER_UNKNOWN" : "DEALER_UNKNOWN");
}

struct gate_answer gate_judge(const struct gate_facts *facts)
{
	if (!facts->dealer_known || !facts->customer_known)
		return judge_unknown(facts);
	const char *reason = suppress_reason(facts);

	if (reason)
		return suppress(reason);
	if (instant_compare(facts->now, facts->not_before) < 0)
		return wait_until(facts->not_before, "TOO_EARLY");
	if (facts->is_marketing && instant_compare(facts->now, facts->window_opens) < 0)
		return wait_until(facts->window_opens, "QUIET_HOURS");
	if (facts->is_marketing && !cap_allows_one_more(&facts->contacts))
		return suppress("FREQUENCY_CAP");
	return (struct gate_answer){ GATE_SEND, "", NO_INSTANT };
}
