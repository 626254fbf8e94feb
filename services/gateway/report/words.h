/* SPDX-License-Identifier: Apache-2.0 */
/* The words of reports, on paper and on the customer's page, in plain Dutch and English.
 * Thread: any. */
#ifndef BEURT_GATEWAY_REPORT_WORDS_H
#define BEURT_GATEWAY_REPORT_WORDS_H

#include "gateway/domain/readable.h"
#include "gen/inspection_version_state.h"

enum word {
	WORD_TITLE,
	WORD_PAGE_OF,
	WORD_VERSION,
	WORD_CONFIRMED,
	WORD_STILL_OPEN,
	WORD_VEHICLE,
	WORD_PLATE,
	WORD_MAKE,
	WORD_VIN,
	WORD_ODOMETER,
	WORD_ADMISSION,
	WORD_INSPECTOR,
	WORD_DATE,
	WORD_CUSTOMER,
	WORD_NAME,
	WORD_COMPANY,
	WORD_ADDRESS,
	WORD_EMAIL,
	WORD_PHONE,
	WORD_MOBILE,
	WORD_NUMBER,
	WORD_SOURCE,
	WORD_SHOWN,
	WORD_OVERDUE,
	WORD_RECALL,
	WORD_ADVICES,
	WORD_ADVICE,
	WORD_WHEN,
	WORD_QUANTITY,
	WORD_PRICE,
	WORD_AMOUNT,
	WORD_FOLLOWS,
	WORD_FROM,
	WORD_TOTAL,
	WORD_PLUS_FOLLOWS,
	WORD_WITH_VAT,
	WORD_VALID_UNTIL,
	WORD_EXECUTED,
	WORD_WORKS,
	WORD_REMARKS,
	WORD_POINTS,
	WORD_STATUS,
	WORD_POINT,
	WORD_MEASURED,
	WORD_LAST_TIME,
	WORD_PREFILLED,
	WORD_PHOTOS,
	WORD_PHOTO,
	WORD_NO_PHOTO,
	WORD_NO_ADVICE,
	WORDS,
};

const char *report_word(enum tongue tongue, enum word word);
const char *report_status_word(enum tongue tongue, enum wire_point_status status);
const char *report_severity_word(enum tongue tongue, enum wire_advice_severity severity);
const char *report_urgency_word(enum tongue tongue, enum wire_urgency urgency);
const char *report_shown_word(enum tongue tongue,
			      enum inspection_version_state_form_shown_kind kind);
const char *report_source_word(enum tongue tongue,
			       enum inspection_version_state_form_customer_source source);
/* "Uw auto is in orde, 2 punten om over na te denken." */
void report_summary(const struct inspection_version_state_form *form, enum tongue tongue,
		    struct strbuf *out);
enum tongue report_tongue(const struct inspection_version_state_form *form,
			  enum wire_language preset);
/* "LV 3,5 · RV 3,6 mm"; with `last_time` also "(vorige keer 5,2)". */
enum report_last_time { REPORT_WITHOUT_LAST_TIME, REPORT_WITH_LAST_TIME };
void report_measures(const struct inspection_version_state_form_point *point,
		     enum tongue tongue, enum report_last_time last_time,
		     struct strbuf *out);
/* "€ 289,00", "vanaf € 289,00", "prijs volgt". */
void report_price(const struct wire_advice_line *line, enum tongue tongue,
		  struct strbuf *out);

/* "%lld of %lld" filled in. */
void report_fill_counts(const char *pattern, int64_t one, int64_t two,
			struct strbuf *out);

#endif
