/* SPDX-License-Identifier: Apache-2.0 */
/* The checks in their order; what is left of the channels goes from one to the next. */
#include "notification/domain/gate.h"

#include <string.h>

#include "notification/domain/window.h"

#define UNKNOWN_WAIT_SECONDS 20
#define WEEK_SECONDS         (INT64_C(7) * 86400)
#define APK_DUE_DAYS         21 /* leaves also while the garage is closed */

static bool is_stale(const struct gate_facts *facts)
{
	return instant_is_set(facts->not_after) &&
	       instant_compare(facts->now, facts->not_after) > 0;
}

static struct gate_answer wait_until(const struct gate_facts *facts, struct instant until,
				     const char *reason)
{
	return (struct gate_answer){ .verdict = GATE_WAIT,
				     .reason = reason,
				     .until = until,
				     .not_after = facts->not_after };
}

static struct gate_answer suppress(const struct gate_facts *facts, const char *reason)
{
	return (struct gate_answer){ .verdict = GATE_SUPPRESS,
				     .reason = reason,
				     .not_after = facts->not_after };
}

/* Dealer and customer come by other topics than the request, perhaps a little later. */
static struct gate_answer judge_unknown(const struct gate_facts *facts)
{
	if (is_stale(facts))
		return suppress(facts, "STALE");
	return wait_until(facts, instant_add_seconds(facts->now, UNKNOWN_WAIT_SECONDS),
			  facts->dealer_known ? "CUSTOMER_UNKNOWN" : "DEALER_UNKNOWN");
}

static struct way_question question_of(const struct gate_facts *facts)
{
	return (struct way_question){ .is_marketing = facts->is_marketing,
				      .purpose = facts->purpose,
				      .person = facts->person,
				      .today = facts->today,
				      .now = facts->now };
}

enum way_check { WAY_FORBIDDEN, WAY_UNREACHABLE, WAY_WORN_OUT };

/* Keep the channels that pass; when none does, why the first one did not. */
static const char *keep_ways(const struct gate_facts *facts, enum way_check check,
			     struct channel_list *left)
{
	const struct way_question question = question_of(facts);
	struct channel_list kept = { .count = 0 };
	const char *first = NULL;

	for (size_t i = 0; i < left->count; i++) {
		enum channel channel = left->at[i];
		const struct way *way = &facts->ways[channel];
		const char *note = check == WAY_FORBIDDEN
					   ? way_forbidden(way, channel, &question)
				   : check == WAY_UNREACHABLE
					   ? way_unreachable(way, &question)
					   : way_worn_out(way, channel, &question);

		if (!note)
			channel_list_add(&kept, channel);
		else if (!first)
			first = note;
	}
	if (kept.count == 0)
		return first ? first : "CHANNEL_NOT_SERVED";
	*left = kept;
	return NULL;
}

/* What no waiting cures, without the end of its life. */
static const char *blocking_reason(const struct gate_facts *facts,
				   struct channel_list *left)
{
	const char *forbidden;

	if (!facts->dealer_active)
		return "DEALER_INACTIVE";
	forbidden = keep_ways(facts, WAY_FORBIDDEN, left);
	if (forbidden)
		return forbidden;
	if (facts->withdrawn)
		return facts->withdrawn;
	if (facts->vehicle_gone)
		return "NOT_OWNER";
	if (facts->is_marketing && facts->holder_changed)
		return "HOLDER_CHANGED";
	if (facts->is_marketing && facts->blocked)
		return "BLOCKED";
	return keep_ways(facts, WAY_UNREACHABLE, left);
}

static const char *suppress_reason(const struct gate_facts *facts,
				   struct channel_list *left)
{
	if (facts->customer_erased)
		return "ERASED";
	if (is_stale(facts))
		return "STALE";
	return blocking_reason(facts, left);
}

const char *gate_changed(const struct gate_facts *facts, enum channel channel)
{
	struct channel_list left = { .at = { channel }, .count = 1 };

	if (facts->customer_erased || !facts->customer_known)
		return "ERASED";
	return blocking_reason(facts, &left);
}

static bool is_recall(const struct gate_facts *facts)
{
	return facts->reason_group && strcmp(facts->reason_group, "recall") == 0;
}

/* The garage's holiday holds all but recalls and tests that are due. */
static bool is_held_closed(const struct gate_facts *facts)
{
	if (!facts->is_marketing || is_recall(facts) ||
	    !civil_is_set(facts->closed_from) || !civil_is_set(facts->closed_until) ||
	    civil_compare(facts->today, facts->closed_from) < 0 ||
	    civil_compare(facts->today, facts->closed_until) > 0)
		return false;
	return !civil_is_set(facts->apk_expiry) || !facts->reason_group ||
	       strcmp(facts->reason_group, "apk") != 0 ||
	       civil_days_between(facts->today, facts->apk_expiry) > APK_DUE_DAYS;
}

/* As long as it lived when the wait began, it lives when it ends. */
static struct gate_answer wait_ours(const struct gate_facts *facts, struct instant until,
				    const char *reason)
{
	struct gate_answer answer = wait_until(facts, until, reason);

	if (instant_is_set(facts->not_after))
		answer.not_after = (struct instant){ facts->not_after.micros +
						     until.micros - facts->now.micros };
	return answer;
}

static struct gate_answer judge_hours(const struct gate_facts *facts,
				      enum channel channel)
{
	struct instant opens = facts->now;

	if (instant_compare(facts->now, facts->not_before) < 0)
		return wait_until(facts, facts->not_before, "TOO_EARLY");
	if (is_held_closed(facts))
		return wait_ours(facts,
				 zone_instant(facts->zone,
					      civil_add_days(facts->closed_until, 1), 0),
				 "GARAGE_CLOSED");
	if (facts->is_marketing)
		opens = window_next(channel, facts->zone, facts->now);
	if (instant_compare(facts->now, opens) < 0)
		return wait_until(facts, opens, "QUIET_HOURS");
	return (struct gate_answer){ .verdict = GATE_SEND, .reason = "" };
}

/* Too much for this person: next week once, then not at all. */
static struct gate_answer judge_over_cap(const struct gate_facts *facts,
					 const char *reason)
{
	if (facts->deferrals > 0)
		return suppress(facts, reason);
	struct gate_answer answer =
		wait_ours(facts, instant_add_seconds(facts->now, WEEK_SECONDS), reason);

	answer.deferred = true;
	return answer;
}

static struct gate_answer judge_caps(const struct gate_facts *facts, const char *worn_out)
{
	if (facts->is_marketing && facts->reason_group &&
	    facts->ladder >= cap_ladder(facts->reason_group))
		return suppress(facts, "LADDER_DONE");
	if (facts->is_marketing && instant_is_set(facts->rival_until))
		return wait_until(facts, facts->rival_until, "OUTRANKED");
	if (facts->is_marketing && !cap_allows_one_more(&facts->contacts, &facts->limits))
		return judge_over_cap(facts, "FREQUENCY_CAP");
	if (worn_out)
		return judge_over_cap(facts, worn_out);
	return (struct gate_answer){ .verdict = GATE_SEND, .reason = "" };
}

/* Last, so that only who would have been contacted draws. */
static struct gate_answer judge_lot(const struct gate_facts *facts)
{
	struct gate_answer answer = { .verdict = GATE_SEND,
				      .reason = "",
				      .not_after = facts->not_after };

	if (!facts->is_marketing || is_recall(facts) || facts->holdout_per_mille <= 0)
		return answer;
	answer.arm = GATE_TREATED;
	if (facts->lot < facts->holdout_per_mille) {
		answer = suppress(facts, "HOLDOUT");
		answer.arm = GATE_HELD_OUT;
	}
	return answer;
}

static struct gate_answer judge_ways(const struct gate_facts *facts,
				     struct channel_list *left)
{
	const char *reason = suppress_reason(facts, left);
	const char *worn_out;
	struct gate_answer answer;

	if (reason)
		return suppress(facts, reason);
	worn_out = keep_ways(facts, WAY_WORN_OUT, left);
	answer = judge_hours(facts, left->at[0]);
	if (answer.verdict == GATE_SEND)
		answer = judge_caps(facts, worn_out);
	return answer.verdict == GATE_SEND ? judge_lot(facts) : answer;
}

struct gate_answer gate_judge(const struct gate_facts *facts)
{
	struct channel_list left = choose_order(&facts->wishes);
	struct gate_answer answer;

	if (!facts->dealer_known || !facts->customer_known)
		answer = judge_unknown(facts);
	else
		answer = judge_ways(facts, &left);
	answer.channel = left.at[0];
	return answer;
}

enum channel gate_next_channel(const struct gate_facts *facts)
{
	struct channel_list left = choose_order(&facts->wishes);

	if (is_stale(facts) || keep_ways(facts, WAY_FORBIDDEN, &left) ||
	    keep_ways(facts, WAY_UNREACHABLE, &left))
		return CHANNEL_NONE;
	return left.at[0];
}
