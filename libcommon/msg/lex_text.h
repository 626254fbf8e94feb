/* SPDX-License-Identifier: Apache-2.0 */
/* What lex.c is made of: single characters, and texts. Thread: one at a time. */
#ifndef BEURT_MSG_LEX_TEXT_H
#define BEURT_MSG_LEX_TEXT_H

#include "msg/lex.h"

#define LEX_NOT_JSON  "not JSON"
#define LEX_EARLY_END "an early end"

/* Keep why reading stops; "not JSON" at the end is an early end. Always -1. */
int lex_wrong(struct lex *lex, const char *why);
/* Whether the next character is c; then it is read. */
bool lex_take(struct lex *lex, char c);
/* After the opening quote, up to and with the closing one. -1 when malformed. */
MUST_CHECK int lex_text(struct lex *lex, struct slice *ret_text);

#endif
