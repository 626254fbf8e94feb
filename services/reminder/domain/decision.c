/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The freeze is a fact of the answer's own time of receipt, not of when a timer ran: an
 * answer received before the deadline counts even when it is handled after it, as long
 * as nothing has left; one received at the deadline is refused however early it is
 * handled.
 */
#include "reminder/domain/decision.h"

#include <string.h>

enum decision decision_default(enum reason_group group,
			       const struct default_decisions *defaults)
{
	if (group == GROUP_NONE)
		return DECISION_NO;
	if (group == GROUP_RECALL)
		return DECISION_YES; /* safety: whatever the garage's default is */
	/* "Deze opvolgvoorstellen staan standaard op 'Nee'" (ITK 3.0), unless the garage
	 * has it otherwise. */
	return group == GROUP_ADVICE ? defaults->followup : defaults->periodic;
}

int decision_allow(const struct standing *now, const struct week_times *times,
		   struct instant received, int64_t expected_version, struct err *err)
{
	char week[WEEK_TEXT];

	if (!week_takes_answers(times, received))
		return err_set_code(err, ERR_CONFLICT, "LIST_FROZEN",
				    "the list of %s is closed since Sunday 15:00",
				    week_format(times->list_week, week));
	if (now->stage != STAGE_OPEN && now->stage != STAGE_FROZEN &&
	    now->stage != STAGE_REMOVED)
		return err_set_code(err, ERR_CONFLICT, "ALREADY_RELEASED",
				    "the proposal is %s already", stage_name(now->stage));
	if (expected_version != 0 && expected_version != now->version)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "answered %s meanwhile, version %lld",
				    decision_name(now->decision),
				    (long long)now->version);
	return 0;
}

struct standing decision_apply(const struct standing *now, enum decision decision)
{
	struct standing next = *now;

	next.decision = decision;
	next.source = DECIDED_BY_USER;
	next.version = now->version + 1;
	if (now->stage == STAGE_REMOVED && decision != DECISION_NO)
		next.stage = STAGE_OPEN;
	return next;
}

struct standing decision_at_stage(const struct standing *now, enum stage stage,
				  enum decision preset)
{
	struct standing next = *now;

	next.stage = stage;
	if (stage == STAGE_REMOVED && now->decision == DECISION_YES) {
		next.decision = DECISION_NO;
		next.source = DECIDED_BY_RULE;
	}
	if (stage == STAGE_OPEN && now->source == DECIDED_BY_RULE) {
		next.decision = preset;
		next.source = DECIDED_BY_DEFAULT;
	}
	return next;
}

struct week_counts decision_counts(const struct standing *standing)
{
	struct week_counts counts = { .total = 1 };

	if (standing->stage == STAGE_REMOVED)
		return (struct week_counts){ .removed = 1 };
	counts.yes = standing->decision == DECISION_YES;
	counts.no = standing->decision == DECISION_NO;
	counts.never = standing->decision == DECISION_NEVER;
	counts.untouched = standing->source == DECIDED_BY_DEFAULT;
	return counts;
}

struct week_counts counts_change(const struct week_counts *from,
				 const struct week_counts *to)
{
	return (struct week_counts){
		.total = to->total - from->total,
		.yes = to->yes - from->yes,
		.no = to->no - from->no,
		.never = to->never - from->never,
		.untouched = to->untouched - from->untouched,
		.removed = to->removed - from->removed,
	};
}

static const char *const STAGES[] = {
	"none", "open",   "removed",    "frozen",  "released",
	"sent", "failed", "suppressed", "visited", "stale",
};
static const char *const DECISIONS[] = { "none", "yes", "no", "never" };
static const char *const SOURCES[] = { "none", "default", "user", "automatic" };

static int index_of(const char *name, const char *const *names, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return (int)i;
	return 0;
}

const char *stage_name(enum stage stage)
{
	return STAGES[stage];
}

enum stage stage_from(const char *name)
{
	return (enum stage)index_of(name, STAGES, COUNT_OF(STAGES));
}

const char *decision_name(enum decision decision)
{
	return DECISIONS[decision];
}

enum decision decision_from(const char *name)
{
	return (enum decision)index_of(name, DECISIONS, COUNT_OF(DECISIONS));
}

const char *decided_by_name(enum decided_by source)
{
	return SOURCES[source];
}

enum decided_by decided_by_from(const char *name)
{
	return (enum decided_by)index_of(name, SOURCES, COUNT_OF(SOURCES));
}
