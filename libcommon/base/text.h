/* SPDX-License-Identifier: Apache-2.0 */
/* What text may enter the product: UTF-8 without control characters. Thread: any. */
#ifndef BEURT_BASE_TEXT_H
#define BEURT_BASE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/slice.h"

/* Bytes the first code point takes, and which it is; 0 when there is none or it is
 * malformed. */
size_t text_next(struct slice rest, uint32_t *ret_code);
bool text_is_utf8(struct slice bytes);  /* no overlong forms, no surrogates */
bool text_is_clean(struct slice bytes); /* UTF-8 and no C0/C1 controls but tab, LF, CR */
size_t text_code_points(struct slice bytes);           /* of valid UTF-8 */
/* CR LF, as a form sends the end of a line, becomes LF, as a browser counts it. */
void text_join_ends(char *text);
int text_compare_nocase(const char *a, const char *b); /* ASCII folding only */
bool text_contains_nocase(const char *haystack, const char *needle);
/* FNV-1a, stable for ever: spreads work, no secrets. */
uint64_t text_hash(const char *text);
/* Copies a text that is known to fit; NULL is "". Cut at a code point's start if not. */
void text_copy(char *into, size_t size, const char *text);
/* The last `digits` decimal digits of a value, zeros in front; gives where they end. */
char *text_put_digits(char *at, int digits, unsigned value);

#endif
