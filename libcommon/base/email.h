/* SPDX-License-Identifier: Apache-2.0 */
/* Which e-mail addresses we mail to (formats.md 4.3). Thread: any. */
#ifndef BEURT_BASE_EMAIL_H
#define BEURT_BASE_EMAIL_H

#include <stdbool.h>
#include <stddef.h>

#define EMAIL_TEXT 321 /* 64 + '@' + 255 + NUL */

/* No comments, quoted local part or address literal; local part <= 64, domain <= 253. */
bool email_is_mailable(const char *address);
/* Trimmed, domain in lower case, local part as typed. False when not mailable. */
bool email_normalise(const char *address, char ret_text[EMAIL_TEXT]);

#endif
