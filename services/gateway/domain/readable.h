/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dates, amounts and numbers as customers read them in their language:
 * "3 december 2026", "€ 1.234,50", "61.240"; "3 December 2026", "€1,234.50", "61,240".
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
