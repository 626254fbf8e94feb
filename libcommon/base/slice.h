/* SPDX-License-Identifier: Apache-2.0 */
/* Bytes somebody else owns, with their length. Thread: any. */
#ifndef BEURT_BASE_SLICE_H
#define BEURT_BASE_SLICE_H

#include <stdbool.h>
#include <stddef.h>

struct slice {
	const char *at;
	size_t len;
};

struct slice slice_of(const char *text); /* NULL gives the empty slice */
bool slice_is(struct slice s, const char *text);
struct slice slice_trim(struct slice s); /* ASCII space, tab, CR, LF */

#endif
