/* SPDX-License-Identifier: Apache-2.0 */
/* Open addressing with linear probing, at most half full; nothing is ever taken out. */
#include "invoice/domain/text_index.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

void text_index_done(struct text_index *index)
{
	mem_free(index->keys);
	mem_free(index->places);
	*index = (struct text_index){ NULL, NULL, 0, 0 };
}

static size_t slot_of(const struct text_index *index, const char *key)
{
	size_t slot = (size_t)text_hash(key) & (index->room - 1);

	while (index->keys[slot] && strcmp(index->keys[slot], key) != 0)
		slot = (slot + 1) & (index->room - 1);
	return slot;
}

size_t text_index_find(const struct text_index *index, const char *key)
{
	if (index->room == 0)
		return NOT_INDEXED;
	size_t slot = slot_of(index, key);

	return index->keys[slot] ? index->places[slot] : NOT_INDEXED;
}

static void grow(struct text_index *index)
{
	struct text_index old = *index;

	index->room = old.room ? old.room * 2 : 64;
	index->keys = mem_alloc(index->room * sizeof(*index->keys));
	index->places = mem_alloc(index->room * sizeof(*index->places));
	for (size_t i = 0; i < old.room; i++) {
		if (!old.keys[i])
			continue;
		size_t slot = slot_of(index, old.keys[i]);

		index->keys[slot] = old.keys[i];
		index->places[slot] = old.places[i];
	}
	mem_free(old.keys);
	mem_free(old.places);
}

void text_index_put(struct text_index *index, const char *key, size_t place)
{
	if ((index->count + 1) * 2 > index->room)
		grow(index);
	size_t slot = slot_of(index, key);

	if (!index->keys[slot])
		index->count++;
	index->keys[slot] = key;
	index->places[slot] = place;
}
