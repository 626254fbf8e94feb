/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In the order of the rule: erased, consent, never, appointment, visit, APK renewed,
 * holder, owner, address. The facts of later parts (cap, holdout) join at their place.
 */
#include "reminder/domain/recheck.h"

#define JUST_BEEN_DAYS 14

static bool visited(const struct recheck *f)
{
	if (!civil_is_set(f->last_visit))
		return false;
	if (civil_is_set(f->predicted_since) &&
	    civil_compare(f->last_visit, f->predicted_since) > 0)
		return true;
	return !f->follows_visit &&
	       civil_days_between(f->last_visit, f->today) <= JUST_BEEN_DAYS;
}

/* Who has an appointment comes anyway; one that a visit followed is no news. */
static bool booked(const struct recheck *f)
{
	if (!civil_is_set(f->booked) ||
	    (civil_is_set(f->last_visit) && civil_compare(f->booked, f->last_visit) <= 0))
		return false;
	return civil_days_between(f->today, f->booked) <= RECHECK_BOOKED_DAYS &&
	       civil_days_between(f->booked, f->today) <= JUST_BEEN_DAYS;
}

static bool renewed(const struct recheck *f)
{
	return civil_is_set(f->apk_proposed) && civil_is_set(f->apk_now) &&
	       civil_compare(f->apk_now, f->apk_proposed) > 0;
}

const char *recheck_hold(const struct recheck *facts)
{
	if (facts->erased)
		return "ERASED";
	if (facts->consent_withdrawn && !facts->reached_otherwise)
		return "NO_CONSENT";
	if (facts->never || (facts->never_channel && !facts->reached_otherwise))
		return "NEVER";
	if (booked(facts))
		return "BOOKED";
	if (visited(facts))
		return "VISITED";
	if (renewed(facts))
		return facts->apk_elsewhere ? "RENEWED_ELSEWHERE" : "APK_RENEWED";
	if (facts->gone)
		return facts->gone;
	if (facts->other_owner)
		return "NOT_OWNER";
	return facts->reached_otherwise ? NULL : recheck_channel(facts);
}

const char *recheck_channel(const struct recheck *facts)
{
	if (facts->consent_withdrawn)
		return "NO_CONSENT";
	if (facts->do_not_contact || facts->never_channel)
		return "DO_NOT_CONTACT";
	if (!facts->has_address)
		return "NO_ADDRESS";
	return facts->bounces ? "ADDRESS_BOUNCES" : NULL;
}
