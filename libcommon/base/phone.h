/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Telephone numbers as people type them, in the one form the world's networks know
 * (E.164: '+' and up to 15 digits), and whether a text message reaches somebody there.
 *
 * Read: spaces, dashes, dots, slashes, brackets, "(0)", "tel:", 0031, 31 without a plus,
 * a missing zero, digits of other scripts. Not read: letters, and two numbers in one
 * field; guessing would write to a stranger. Which numbers are mobile is data from
 * google/libphonenumber; Dutch 66 (pagers) and 970 (machines) are not: no one reads
 * there. Thread: any.
 */
#ifndef BEURT_BASE_PHONE_H
#define BEURT_BASE_PHONE_H

#include <stdbool.h>

#include "base/slice.h"

#define PHONE_TEXT 17 /* '+', 15 digits, NUL */

struct phone {
	char e164[PHONE_TEXT];
	bool is_mobile; /* takes text messages */
};

/* region: "NL", "BE" or "DE", where a number without country is dialled; NULL and others
 * mean "NL". False when it is no number; *ret_phone is then untouched. */
bool phone_read(struct slice text, const char *region, struct phone *ret_phone);

#endif
