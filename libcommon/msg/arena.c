/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Blocks in a chain. The first block holds the bookkeeping and the message's own struct
 * with some room for what it points to; most messages need no second one.
 */
#include "msg/arena.h"

#include <stdalign.h>

#include "base/mem.h"

enum { ROOM = 512, BLOCK = 8192, ALIGN = alignof(max_align_t) };

struct block {
	struct block *next;
	size_t used;
	size_t size;
	alignas(max_align_t) char bytes[];
};

struct arena {
	struct block *blocks; /* newest first; the one to add to */
	alignas(max_align_t) struct block first;
};

static size_t rounded(size_t size)
{
	return (size + ALIGN - 1) / ALIGN * ALIGN;
}

struct arena *arena_new(size_t first_size, size_t room)
{
	size_t size = rounded(first_size) + rounded(room) + ROOM;
	struct arena *arena = mem_alloc(sizeof *arena + size);
	arena->first.size = size;
	arena->first.used = rounded(first_size);
	arena->blocks = &arena->first;
	return arena;
}

void *arena_first(struct arena *arena)
{
	return arena->first.bytes;
}

struct arena *arena_of_first(void *first)
{
	size_t before = offsetof(struct arena, first) + offsetof(struct block, bytes);
	return (struct arena *)(void *)((char *)first - before);
}

void *arena_add(struct arena *arena, size_t size)
{
	size_t need = rounded(size);
	struct block *block = arena->blocks;
	if (block->size - block->used < need) {
		size_t room = need > BLOCK ? need : BLOCK;
		block = mem_alloc(sizeof *block + room);
		block->size = room;
		block->next = arena->blocks;
		arena->blocks = block;
	}
	void *made = block->bytes + block->used;
	block->used += need;
	return made;
}

void arena_free(struct arena *arena)
{
	if (!arena)
		return;
	while (arena->blocks != &arena->first) {
		struct block *gone = arena->blocks;
		arena->blocks = gone->next;
		mem_free(gone);
	}
	mem_free(arena);
}
