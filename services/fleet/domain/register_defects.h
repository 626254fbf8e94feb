/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What periodic inspections found on a car, as the register's reports say, and the codes
 * of the register that we have words of our own for.
 *
 * Rules: RDW's description of the data sets a34c-vvps (found), hx2c-gt7k (what a code
 * means, from a day to a day) and 9ihi-jgpf (dangers). A code that nobody knows stays a
 * code. Thread: any.
 */
#ifndef BEURT_FLEET_REGISTER_DEFECTS_H
#define BEURT_FLEET_REGISTER_DEFECTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil_date.h"

#define REGISTER_WORD_TEXT    41
#define REGISTER_MEANING_TEXT 201 /* bytes of a code's meaning, as register_word.json */
#define REGISTER_TIME_TEXT    6   /* "09:15" */
#define REGISTER_DEFECTS_MAX  40  /* of a plate, as register.state carries */
#define REGISTER_MEANINGS_MAX 4   /* of a code, one after the other */

struct register_row;

struct register_defect {
	char code[REGISTER_WORD_TEXT];
	struct civil_date found_on;
	char found_at[REGISTER_TIME_TEXT]; /* empty = not told */
	int64_t count;                     /* at least 1 */
};

/* The newest first; of one report by code. */
struct register_defects {
	struct register_defect list[REGISTER_DEFECTS_MAX];
	size_t count;
};

/* A row of a34c-vvps. False: there are more than fit, and the oldest is left out. */
bool register_add_defect(struct register_defects *defects,
			 const struct register_row *row);

struct register_meaning {
	char text[REGISTER_MEANING_TEXT];
	char article[REGISTER_WORD_TEXT];
	struct civil_date from, until; /* NO_DATE = always */
};

struct register_meanings {
	struct register_meaning list[REGISTER_MEANINGS_MAX];
	size_t count;
};

/* A row of hx2c-gt7k. False: more than fit. */
bool register_add_meaning(struct register_meanings *meanings,
			  const struct register_row *row);
/* What the code meant on that day, else what it means at all; NULL when nobody says. */
const struct register_meaning *register_meaning_on(const struct register_meanings *all,
						   struct civil_date day);

/* An advice, for which no car is refused (AC1–AC5, RA1–RA8 in hx2c-gt7k). */
bool register_is_advice(const char *code);
/* A danger, or a way of telling owners, whose code RDW's description names. */
bool register_knows_danger(const char *code);
bool register_knows_telling(const char *code);

/* "915" is "09:15"; empty for what is no time. */
void register_time(const char *text, char into[REGISTER_TIME_TEXT]);

#endif
