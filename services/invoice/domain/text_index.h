/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds a number by a text: the place of a row in an array, by its id. Keys are lent and
 * must outlive the index. Thread: one at a time.
 */
#ifndef BEURT_INVOICE_DOMAIN_TEXT_INDEX_H
#define BEURT_INVOICE_DOMAIN_TEXT_INDEX_H

#include <stddef.h>

struct text_index {
	const char **keys;
	size_t *places;
	size_t count;
	size_t room; /* a power of two */
};

#define NOT_INDEXED ((size_t)-1)

void text_index_done(struct text_index *index);
size_t text_index_find(const struct text_index *index, const char *key);
/* Replaces the place of a key that is there. */
void text_index_put(struct text_index *index, const char *key, size_t place);

#endif
