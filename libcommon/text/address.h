/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When two e-mail addresses are the same one.
 *
 * Compared are: without blanks around it, in NFC, the whole address in lower case, the
 * domain as the DNS has it (IDNA 2008). "jan+auto@" is another address than "jan@".
 * Thread: any.
 */
#ifndef BEURT_TEXT_ADDRESS_H
#define BEURT_TEXT_ADDRESS_H

#include "base/email.h"
#include "base/err.h"

struct address {
	char typed[EMAIL_TEXT]; /* without blanks around it */
	char mail[EMAIL_TEXT];  /* to write to: local part as typed, domain in ASCII */
	char key[EMAIL_TEXT];   /* to compare */
};

/* ERR_INVALID, code ADDRESS_INVALID, when nothing can be mailed to it. */
MUST_CHECK int address_read(const char *typed, struct address *ret_address,
			    struct err *err);

/* The key alone. */
MUST_CHECK int address_fold(const char *typed, char ret_key[EMAIL_TEXT], struct err *err);

#endif
