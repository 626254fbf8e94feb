/* SPDX-License-Identifier: Apache-2.0 */
/* The calendar file of a letter about an appointment. Inner header of the mail room.
 * Thread: any. */
#ifndef BEURT_NOTIFICATION_LETTER_CALENDAR_H
#define BEURT_NOTIFICATION_LETTER_CALENDAR_H

#include "notification/mail/letter.h"
#include "text/mail.h"

/* Append the mail, with its calendar file when the letter is about an appointment. Errors
 * as mail_write; ERR_INVALID when a fact cannot stand in a calendar. */
MUST_CHECK int letter_calendar_mail(const struct letter *letter, const struct value *data,
				    struct mail *mail, struct strbuf *out,
				    struct err *err);

#endif
