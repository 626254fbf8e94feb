/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The one place that calls the C library's allocator.
 *
 * Running out of memory ends the process here: every buffer has a maximum, so it means
 * that a limit is wrong, and no caller could do anything useful.
 */
#include "base/mem.h"

#include <stdlib.h>
#include <string.h>

static void *checked(void *ptr)
{
	if (ptr == NULL)
		abort();
	return ptr;
}

void *mem_alloc(size_t size)
{
	return checked(calloc(1, size > 0 ? size : 1));
}

void *mem_grow(void *old, size_t size)
{
	return checked(realloc(old, size > 0 ? size : 1));
}

char *mem_text(const char *text)
{
	return text == NULL ? NULL : mem_text_n(text, strlen(text));
}

char *mem_text_n(const char *text, size_t len)
{
	char *copy = checked(malloc(len + 1));

	if (len > 0)
		memcpy(copy, text, len);
	copy[len] = '\0';
	return copy;
}

void *mem_copy(const void *bytes, size_t len)
{
	void *copy = checked(malloc(len > 0 ? len : 1));

	if (len > 0)
		memcpy(copy, bytes, len);
	return copy;
}

void mem_free(void *ptr)
{
	free(ptr);
}
