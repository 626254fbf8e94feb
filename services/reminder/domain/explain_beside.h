/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences of what does not hang on the test or the service: recall, seasonal tyres,
 * long overdue, and a part that comes along. Thread: any.
 */
#ifndef BEURT_REMINDER_EXPLAIN_BESIDE_H
#define BEURT_REMINDER_EXPLAIN_BESIDE_H

#include "reminder/domain/explain.h"

/* The sentence of such a group's line; nothing for the others. */
void explain_beside(const struct prediction *prediction, enum reason_group group,
		    enum explain_language language, struct strbuf *ret_text);
/* "; mobiliteitsservice tot 25-03-2027 (inspectieformulier van 25-03-2026)", when it ends
 * near that visit. */
void explain_mobility(const struct prediction *prediction, enum explain_language language,
		      struct strbuf *ret_text);
/* "; remvloeistof vervangen 12-03-2024, elke 24 mnd: 12-03-2026", when one is due. */
void explain_part(const struct prediction *prediction, enum explain_language language,
		  struct strbuf *ret_text);

#endif
