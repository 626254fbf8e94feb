/* SPDX-License-Identifier: Apache-2.0 */
/* A moment on the time line: microseconds since 1970-01-01T00:00:00Z. Thread: any. */
#ifndef BEURT_BASE_INSTANT_H
#define BEURT_BASE_INSTANT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct instant {
	int64_t micros; /* 0 = not set */
};

#define NO_INSTANT        ((struct instant){ 0 })
#define INSTANT_TEXT      28 /* "2026-11-22T14:00:00.000000Z" and its NUL */
#define MICROS_PER_SECOND INT64_C(1000000)

bool instant_is_set(struct instant at);
int instant_compare(struct instant a, struct instant b);
struct instant instant_add_seconds(struct instant at, int64_t seconds);
/* RFC 3339 with Z or an offset, up to 6 digits of fraction; ERR_INVALID otherwise. */
MUST_CHECK int instant_parse(const char *text, struct instant *ret_at, struct err *err);
/* UTC with Z; no fraction when it is zero, six digits otherwise. */
const char *instant_format(struct instant at, char ret_text[INSTANT_TEXT]);

#endif
