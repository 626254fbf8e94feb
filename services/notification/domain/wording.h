/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How dates, amounts and makes are written to people: "3 december 2026", "€ 1.289,00";
 * "3 December 2026", "€1,289.00". Thread: any.
 */
#ifndef BEURT_NOTIFICATION_WORDING_H
#define BEURT_NOTIFICATION_WORDING_H

#include "base/civil_date.h"
#include "base/zone.h"
#include "notification/domain/greeting.h"

#define WORDING_DATE_TEXT     32
#define WORDING_MOMENT_TEXT   48
#define WORDING_MONEY_TEXT    40
#define WORDING_QUANTITY_TEXT 40

/* "" when the date is not set. */
const char *wording_date(struct civil_date date, enum greeting_language language,
			 char ret_text[WORDING_DATE_TEXT]);
/* "donderdag 3 december 2026" */
const char *wording_day(struct civil_date date, enum greeting_language language,
			char ret_text[WORDING_MOMENT_TEXT]);
/* "december 2026" */
const char *wording_month(struct civil_date date, enum greeting_language language,
			  char ret_text[WORDING_DATE_TEXT]);
/* "22 november 2026 om 14:05", "22 November 2026 at 14:05". */
const char *wording_moment(struct local_time at, enum greeting_language language,
			   char ret_text[WORDING_MOMENT_TEXT]);
/* Cents, of euros. */
const char *wording_money(int64_t cents, enum greeting_language language,
			  char ret_text[WORDING_MONEY_TEXT]);
/* "1.50" becomes "1,5" in Dutch; "" for one, for none, and for what is no number. */
const char *wording_quantity(const char *decimal, enum greeting_language language,
			     char ret_text[WORDING_QUANTITY_TEXT]);
/* "j***@klant.example": enough to recognise an address that one knows. */
void wording_masked_address(const char *address, struct strbuf *out);
/* Makes and models come in capitals from registers: "VOLKSWAGEN" becomes "Volkswagen",
 * "BMW" and "XC60" stay.
 */
void wording_make(const char *make, struct strbuf *out);

#endif
