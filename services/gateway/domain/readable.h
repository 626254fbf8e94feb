/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates, amounts and numbers as customers read them in their language:
 * "3 december 2026", "€ 1.234,50", "61.240"; "3 December 2026", "€1,234.50",
 * "61,240". A slot is told whole, so that it can stand on a button by itself.
 * Thread: any.
 */
#ifndef BEURT_GATEWAY_READABLE_H
#define BEURT_GATEWAY_READABLE_H

#include <stdint.h>

#include "base/civil_date.h"
#include "base/strbuf.h"

enum tongue { TONGUE_NL, TONGUE_EN, TONGUES };

#define READABLE_TEXT 48

/* "" when the date is not set. */
const char *readable_date(struct civil_date date, enum tongue tongue,
			  char ret_text[READABLE_TEXT]);
/* "dinsdag 1 december", "Tuesday 1 December": of a day that is near. */
const char *readable_weekday(struct civil_date date, enum tongue tongue,
			     char ret_text[READABLE_TEXT]);
/* A day and "HH:MM": "dinsdag 1 december, 8.30 uur", "Tuesday 1 December, 8:30". */
const char *readable_slot(struct civil_date date, const char *time, enum tongue tongue,
			  char ret_text[READABLE_TEXT]);
const char *readable_money(int64_t cents, enum tongue tongue,
			   char ret_text[READABLE_TEXT]);
const char *readable_number(int64_t number, enum tongue tongue,
			    char ret_text[READABLE_TEXT]);
/* "3.50" with the language's mark; what is no plain decimal stays as it is. */
const char *readable_decimal(const char *text, enum tongue tongue,
			     char ret_text[READABLE_TEXT]);
/* The date of "YYYY-MM-DD…"; not set when there is none. */
struct civil_date readable_day(const char *text);

#endif
