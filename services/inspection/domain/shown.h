/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which dates stand on a form.
 *
 * ITK 3.0 manual: maintenance, APK and mobility service are shown when they fall within
 * four months of the inspection; without data the row is not there. domain.md 3d-12:
 * strictly before the day four months on, clamped to the month's end; days that are past
 * show too, marked. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_SHOWN_H
#define BEURT_INSPECTION_DOMAIN_SHOWN_H

#include "base/civil_date.h"

enum shown { SHOWN_NOT, SHOWN_COMING, SHOWN_OVERDUE };

/* Without a day of inspection or a date: not. */
enum shown shown_on(struct civil_date inspected, struct civil_date date);

#endif
