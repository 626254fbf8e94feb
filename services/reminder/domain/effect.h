/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What inviting brought beyond what would have come anyway (domain.md 3d-8).
 *
 * Intention to treat: everybody counts in the arm they were drawn into, whatever became
 * of their message. An estimate is given with 200 persons or more in each arm; a garage
 * with fewer gets that of its formula, if five garages or more measured together and
 * none has more than 40 % of the persons. Else there is none: never a made-up number.
 * Thread: any.
 */
#ifndef BEURT_REMINDER_EFFECT_H
#define BEURT_REMINDER_EFFECT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EFFECT_PERSONS  200 /* in each arm */
#define EFFECT_GARAGES  5
#define EFFECT_PER_CENT 40 /* of the persons, one garage at most */
#define EFFECT_DAYS     90 /* after the draw in which a visit counts */
#define EFFECT_PARTS    10000

struct effect_arm {
	int64_t persons;
	int64_t visited;
	int64_t revenue_cents;
	double revenue_squares; /* sum over persons, in cents */
};

struct effect_group {
	struct effect_arm treated;
	struct effect_arm held_out;
};

enum effect_basis { EFFECT_TOO_FEW, EFFECT_OWN, EFFECT_NETWORK };

struct effect_range {
	int64_t difference;
	int64_t low;
	int64_t high;
};

struct effect {
	enum effect_basis basis;
	struct effect_range visits;  /* ten thousandths of the persons */
	struct effect_range revenue; /* cents of a person */
	int64_t extra_visits;        /* own basis alone: of all who were treated */
	int64_t extra_cents;
	size_t garages; /* network basis alone */
};

/* network: the garages of the formula, this one among them. */
struct effect effect_judge(const struct effect_group *own,
			   const struct effect_group *network, size_t count);
/* May figures of these garages be shown beside one another, by their volumes? */
bool effect_may_compare(const int64_t *volumes, size_t count);

#endif
