/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Identifiers as text: 36 lower-case characters, RFC 9562. Thread: any.
 *
 * Names make ids here (version 5), so the same fact has the same id wherever it is
 * seen; sys/uuid_new.h makes new ones (version 7).
 */
#ifndef BEURT_BASE_UUID_H
#define BEURT_BASE_UUID_H

#include <stdbool.h>

#define UUID_TEXT 37

struct uuid {
	char text[UUID_TEXT]; /* "" = none */
};

bool uuid_is_valid(const char *text);
bool uuid_is_set(const struct uuid *id);
struct uuid uuid_from(const char *text); /* NULL or malformed gives none */
struct uuid uuid_of_bytes(const unsigned char bytes[static 16]);
/* Version 5 of the parts joined with '/', in the namespace of this product; a '/' inside
 * a part counts as "~1", a '~' as "~0". NULL ends. */
struct uuid uuid_named(const char *kind, ...) __attribute__((sentinel));

#endif
