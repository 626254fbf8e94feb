/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How much of a year's driving falls on which days (domain.md 3d-3).
 *
 * Private cars drive an eighth more a day in July and August and the rest of the year a
 * little less; months do not differ otherwise by more than they do by chance (measured,
 * docs/accuracy.md). A driven day is a thousand; a year is a year's worth. Thread: any.
 */
#ifndef BEURT_REMINDER_SEASON_H
#define BEURT_REMINDER_SEASON_H

#include <stdbool.h>

#include "base/civil_date.h"

/* Thousandths of an average day's driving from `from` until `to`; negative backwards.
 * Without seasons every day counts a thousand. */
int64_t season_days(struct civil_date from, struct civil_date to, bool seasons);

#endif
