/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dutch registration plates (kenteken): normal form, dashes, side code, doubts.
 *
 * Only characters, length and mask make a plate unusable; letters, forbidden groups and
 * special plates give a warning, because an invoice is never refused for its plate
 * but parked for a human. Thread: any.
 *
 * Codes of a refusal: empty, character, length, mask. Codes of a doubt: unused_letter,
 * forbidden_combination, series_not_yet_issued, special_royal_house,
 * special_court_of_justice, special_admission, special_one_day, special_import_export.
 */
#ifndef BEURT_BASE_PLATE_H
#define BEURT_BASE_PLATE_H

#include <stdbool.h>

#include "base/slice.h"

#define PLATE_PLAIN_TEXT 16 /* normalised, with NUL */
#define PLATE_TEXT       32 /* formatted, with NUL */
#define PLATE_WARNINGS   4

struct plate {
	char normalised[PLATE_PLAIN_TEXT]; /* no dashes; "" when it cannot be read */
	char formatted[PLATE_TEXT]; /* "00-HZB-3"; when invalid, grouped for reading */
	int sidecode;               /* 1..14; 0 when no mask fits or a special series */
	bool valid;
	int warnings_count;
	const char *warnings[PLATE_WARNINGS]; /* stable codes, static memory */
};

struct plate plate_read(const char *input);    /* NULL reads as empty */
struct plate plate_read_n(struct slice input); /* may hold any bytes */

#endif
