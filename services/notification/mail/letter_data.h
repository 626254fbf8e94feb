/* SPDX-License-Identifier: Apache-2.0 */
/* The facts of a letter as the tree its templates are filled with. Inner header of the
 * mail room. Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_DATA_H
#define BEURT_NOTIFICATION_LETTER_DATA_H

#include "notification/mail/letter.h"
#include "text/value.h"

const char *letter_language(const struct letter *letter); /* "nl", "en" */
bool letter_has_reason(const struct letter *letter, const char *kind);

/* Everything but links, subject and heading. */
MUST_CHECK int letter_data(const struct templates *templates, const struct letter *letter,
			   struct value *data, struct err *err);
/* Its days, as facts and by name; why it is written, as words and by name. */
void letter_set_dates(struct value *data, struct value *facts,
		      const struct letter *letter);
void letter_set_reasons(struct value *data, const struct letter *letter);
/* A line of the facts, flagged by what it tells; nothing when there is no text. */
void letter_add_fact(struct value *facts, const char *flag, const char *text);
/* Fill a template of one line and put it among the data. */
MUST_CHECK int letter_set_line(const struct templates *templates, struct value *data,
			       const char *name, const char *file, struct err *err);

#endif
