/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which step of a car's plan goes onto a list (domain.md 3d-5, 3d-6).
 *
 * At most one a car and week: recall, test, service, tyres, long overdue; a step is
 * proposed once, and one whose time passed gives way to the next; two answers "no" end a
 * test's round. Thread: any.
 */
#ifndef BEURT_REMINDER_PICK_H
#define BEURT_REMINDER_PICK_H

#include "reminder/domain/decision.h"

/* A proposal made before, as far as a new one needs to know. */
struct past_proposal {
	struct uuid id;
	enum reason_group group;
	struct civil_date cycle;
	int step;
	enum stage stage;
	enum decision decision;
	struct iso_week list_week;
	bool passing; /* what took it off says nothing of another week */
};

struct pick_request {
	const struct plan *plan;
	const struct past_proposal *past;
	size_t past_count;
	struct iso_week list_week;
	struct civil_date last_visit; /* NO_DATE = none */
	bool never[GROUPS_COUNT];     /* never again for that reason */
	bool only_recall;             /* no marketing: nothing but safety */
};

/* The step to propose, NULL when there is none. */
const struct plan_step *pick_step(const struct pick_request *request);
/* Whether the plan still holds this round: otherwise its proposal is not due any more. */
bool plan_has_cycle(const struct plan *plan, enum reason_group group,
		    struct civil_date cycle);

#endif
