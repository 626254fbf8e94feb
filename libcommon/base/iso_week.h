/* SPDX-License-Identifier: Apache-2.0 */
/*
 * ISO weeks and the weekly list's times.
 *
 * The list of week W opens Monday 00:00 of W, closes Sunday 15:00:00.000 of W, dealer
 * time, strictly before, and its invitations leave in W+1 (ITK 3.0 manual, "Frequentie":
 * "zondag vóór 15.00 uur"). All computed from calendar fields, never by adding
 * 604,800 s. Thread: any.
 */
#ifndef BEURT_BASE_ISO_WEEK_H
#define BEURT_BASE_ISO_WEEK_H

#include "base/zone.h"

struct iso_week {
	int year; /* 0 = none */
	int week; /* 1..53 */
};

#define WEEK_TEXT 9 /* "2026-W53" */

struct iso_week week_of(struct civil_date date);
struct civil_date week_monday(struct iso_week week);
struct iso_week week_add(struct iso_week week, int weeks);
int week_compare(struct iso_week a, struct iso_week b);
bool week_is_valid(struct iso_week week);
MUST_CHECK int week_parse(const char *text, struct iso_week *ret_week, struct err *err);
const char *week_format(struct iso_week week, char ret_text[WEEK_TEXT]);

struct instant week_opens(struct iso_week week, const struct zone *zone);
struct instant week_deadline(struct iso_week week, const struct zone *zone);

#endif
