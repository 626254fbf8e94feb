/* SPDX-License-Identifier: Apache-2.0 */
/* The fixed words of the customer's pages, in plain Dutch and English. Thread: any. */
#ifndef BEURT_GATEWAY_PAGES_WORDS_H
#define BEURT_GATEWAY_PAGES_WORDS_H

#include "gateway/domain/readable.h"
#include "text/value.h"

/* Sets them all as {{t.name}}. */
void page_words_set(struct value *data, enum tongue tongue);
/* "" when there is no such word. */
const char *page_word(enum tongue tongue, const char *name);

#endif
