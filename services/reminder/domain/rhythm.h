/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How an owner keeps to due dates: promptly, slackly, or hardly.
 *
 * What somebody did before says what they will do: past days late weigh four kinds of
 * owner against each other, and the mixture gives the chance of coming by any day. With
 * no past the mixture is that of all owners. Weights in ppm. Thread: any.
 */
#ifndef BEURT_REMINDER_RHYTHM_H
#define BEURT_REMINDER_RHYTHM_H

#include <stddef.h>

#include "reminder/domain/spread.h"

enum owner { OWNER_PROMPT, OWNER_SLACK, OWNER_NEGLECTFUL, OWNER_ERRATIC, OWNER_KINDS };

#define RHYTHM_MEMORY 6 /* past due dates that count */

struct rhythm {
	int64_t weight[OWNER_KINDS]; /* ppm, together PPM */
	size_t past;                 /* due dates it was learned from */
};

/* days_late[i] = day they came minus day it was due, oldest first. */
struct rhythm rhythm_learn(const int32_t *days_late, size_t count);
/* Chance, in ppm, of having come by `days` after the due date. */
int64_t rhythm_until(const struct rhythm *rhythm, int64_t days);
enum owner rhythm_likeliest(const struct rhythm *rhythm);
const char *owner_name(enum owner owner);

#endif
