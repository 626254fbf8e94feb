/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dutch public holidays of any year, computed: those of the Algemene termijnenwet, art. 3
 * (New Year, Good Friday, Easter, King's Day, 5 May, Ascension, Whitsun, Christmas).
 * King's Day is 27 April, or 26 when that is a Sunday; before 2014 the Queen's was 30
 * April, or 29. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_HOLIDAY_H
#define BEURT_NOTIFICATION_HOLIDAY_H

#include "base/civil_date.h"

/* Easter Sunday of the Gregorian calendar, 1583 and later. */
struct civil_date holiday_easter(int year);
/* Dutch name, or NULL when it is none. */
const char *holiday_name(struct civil_date date);

#endif
