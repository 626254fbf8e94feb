/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Answers to proposals: who may change what until when, and what counts (domain.md 3d-6).
 *
 * Thread: any.
 */
#ifndef BEURT_REMINDER_DECISION_H
#define BEURT_REMINDER_DECISION_H

#include "reminder/domain/plan.h"
#include "reminder/domain/week.h"

enum decision { DECISION_NONE, DECISION_YES, DECISION_NO, DECISION_NEVER };

enum decided_by { DECIDED_NONE, DECIDED_BY_DEFAULT, DECIDED_BY_USER, DECIDED_BY_RULE };

/* How far a proposal is. */
enum stage {
	STAGE_NONE,
	STAGE_OPEN,
	STAGE_REMOVED, /* taken off: came in, withdrew consent, not due any more */
	STAGE_FROZEN,
	STAGE_RELEASED, /* asked to be sent */
	STAGE_SENT,
	STAGE_FAILED,
	STAGE_SUPPRESSED, /* held back at the last check */
	STAGE_VISITED,
	STAGE_STALE, /* its week passed */
};

struct standing {
	enum decision decision;
	enum decided_by source;
	enum stage stage;
	int64_t version;
};

/* What counts while nobody answers, by the garage's settings. */
struct default_decisions {
	enum decision periodic;
	enum decision followup;
};
enum decision decision_default(enum reason_group group,
			       const struct default_decisions *defaults);

/*
 * May this answer be given? ERR_CONFLICT: LIST_FROZEN (received at or after the
 * deadline), ALREADY_RELEASED, VERSION_CONFLICT (somebody answered since; 0 = whatever it
 * is).
 */
MUST_CHECK int decision_allow(const struct standing *now, const struct week_times *times,
			      struct instant received, int64_t expected_version,
			      struct err *err);
/* The standing after an allowed answer: a removed line comes back when it is not "no". */
struct standing decision_apply(const struct standing *now, enum decision decision);
/*
 * The standing at another stage. A yes that is taken off becomes an automatic no; an
 * adviser's no or never stays. What comes back has the default again.
 */
struct standing decision_at_stage(const struct standing *now, enum stage stage,
				  enum decision preset);

/* What one proposal adds to its list's counts. */
struct week_counts {
	int64_t total; /* removed ones not included */
	int64_t yes;
	int64_t no;
	int64_t never;
	int64_t untouched;
	int64_t removed;
};
struct week_counts decision_counts(const struct standing *standing);
struct week_counts counts_change(const struct week_counts *from,
				 const struct week_counts *to);

const char *stage_name(enum stage stage); /* "open" */
enum stage stage_from(const char *name);
const char *decision_name(enum decision decision); /* "yes" */
enum decision decision_from(const char *name);
const char *decided_by_name(enum decided_by source); /* "default", "user", "automatic" */
enum decided_by decided_by_from(const char *name);

#endif
