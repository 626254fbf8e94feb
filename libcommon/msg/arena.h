/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The memory of one decoded message: freed all at once, never piece by piece.
 *
 * The message's struct is the first thing in it, so that a pointer to the struct is a
 * pointer to the arena. Thread: one at a time.
 */
#ifndef BEURT_MSG_ARENA_H
#define BEURT_MSG_ARENA_H

#include <stddef.h>

struct arena;

/* `room` is what will surely be added. */
struct arena *arena_new(size_t first_size, size_t room);
void *arena_first(struct arena *arena); /* first_size zeroed bytes */
struct arena *arena_of_first(void *first);
void *arena_add(struct arena *arena, size_t size); /* zeroed, aligned for anything */
void arena_free(struct arena *arena);              /* NULL is allowed */

#endif
