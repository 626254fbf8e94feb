/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Memory that cannot fail, and cleanup by declaration.
 *
 * The allocators never return NULL: out of memory is a bug of the limits and ends the
 * process. AUTO(type) frees a local when it leaves scope; TAKE hands it over instead.
 * Thread: any.
 */
#ifndef BEURT_BASE_MEM_H
#define BEURT_BASE_MEM_H

#include <stddef.h>

#define MUST_CHECK              __attribute__((warn_unused_result))
#define PRINTF_LIKE(fmt, first) __attribute__((format(printf, fmt, first)))

void *mem_alloc(size_t size);                   /* zeroed */
void *mem_grow(void *old, size_t size);         /* takes old; new bytes are not zeroed */
char *mem_text(const char *text);               /* copy; NULL stays NULL */
char *mem_text_n(const char *text, size_t len); /* copy of len bytes, NUL added */
void *mem_copy(const void *bytes, size_t len);
void mem_free(void *ptr);

/* A type t takes part by naming `static inline void auto_free_t(struct t **p)`. */
#define AUTO(t)    __attribute__((cleanup(auto_free_##t))) struct t
#define AUTO_TEXT  __attribute__((cleanup(auto_free_text))) char
#define AUTO_BYTES __attribute__((cleanup(auto_free_bytes))) void

static inline void auto_free_text(char **p)
{
	mem_free(*p);
}

static inline void auto_free_bytes(void **p)
{
	mem_free(*p);
}

/* Declares the cleanup of `AUTO(name) *local` to be `free_fn(local)`. */
#define AUTO_FREE(name, free_fn)                                                         \
	static inline void auto_free_##name(struct name **p)                             \
	{                                                                                \
		free_fn(*p);                                                             \
	}

#define TAKE(p)                                                                          \
	({                                                                               \
		__typeof__(p) taken_ = (p);                                              \
		(p) = NULL;                                                              \
		taken_;                                                                  \
	})

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
