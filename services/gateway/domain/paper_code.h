/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A code that stands on paper and is typed by hand: 80 random bits as sixteen signs in
 * four groups. No sign looks like another on paper: no 0 and O, no 1 and I.
 * Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_PAPER_CODE_H
#define BEURT_GATEWAY_DOMAIN_PAPER_CODE_H

#include <stdbool.h>

#define PAPER_CODE_BYTES 10
#define PAPER_CODE_TEXT  20 /* "ABCD-EFGH-JKLM-NPQR" and the NUL */

void paper_code_write(const unsigned char bytes[PAPER_CODE_BYTES],
		      char ret_text[PAPER_CODE_TEXT]);
/* What somebody typed, as it was printed: capitals, spaces and dashes do not matter.
 * False when it cannot be a code. */
bool paper_code_read(const char *typed, char ret_text[PAPER_CODE_TEXT]);

#endif
