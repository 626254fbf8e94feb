/* SPDX-License-Identifier: Apache-2.0 */
/* How dates are written to people: "3 december 2026", "3 December 2026". Thread: any. */
#ifndef BEURT_NOTIFICATION_WORDING_H
#define BEURT_NOTIFICATION_WORDING_H

#include "base/civil_date.h"
#include "notification/domain/greeting.h"

#define WORDING_DATE_TEXT 32

/* "" when the date is not set. */
const char *wording_date(struct civil_date date, enum greeting_language language,
			 char ret_text[WORDING_DATE_TEXT]);
/* "december 2026" */
const char *wording_month(struct civil_date date, enum greeting_language language,
			  char ret_text[WORDING_DATE_TEXT]);
/* Makes and models come in capitals from registers: "VOLKSWAGEN" becomes "Volkswagen",
 * "BMW" and "XC60" stay.
 */
void wording_make(const char *make, struct strbuf *out);

#endif
