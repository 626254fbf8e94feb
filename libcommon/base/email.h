/* SPDX-License-Identifier: Apache-2.0 */
/* Which e-mail addresses we mail to: only those nobody can misread. Thread: any. */
#ifndef BEURT_BASE_EMAIL_H
#define BEURT_BASE_EMAIL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

#define EMAIL_TEXT 321 /* 64 + '@' + 255 + NUL */

/* No comments, quoted local part or address literal; local part <= 64, domain <= 253. */
bool email_is_mailable(const char *address);
bool email_is_mailable_n(struct slice address); /* may hold any bytes */
/* Trimmed, domain in lower case, local part as typed. False when not mailable. */
bool email_normalise(const char *address, char ret_text[EMAIL_TEXT]);

#endif
