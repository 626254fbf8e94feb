/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a request's head must be before anybody looks at it (RFC 9112, 9110).
 *
 * The parser underneath accepts two Hosts, two different Content-Lengths, Content-Length
 * beside Transfer-Encoding, and encodings it does not know: each is a way to smuggle a
 * request past a proxy, so each is refused. Pure. Thread: any.
 */
#ifndef BEURT_HTTP_HEAD_H
#define BEURT_HTTP_HEAD_H

#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

#define HEAD_FIELDS_MAX 64
#define HEAD_URL_MAX    2048

struct head_field {
	struct slice name;
	struct slice value;
};

struct head {
	const char *method;
	const char *url;     /* path, decoded */
	const char *version; /* "HTTP/1.1" */
	struct head_field fields[HEAD_FIELDS_MAX];
	size_t fields_count;
};

/* ERR_INVALID (400) naming the field; URI_TOO_LONG, TOO_MANY_FIELDS. On success the
 * body's announced length, -1 when it comes in chunks, 0 when there is none. */
MUST_CHECK int head_check(const struct head *head, int64_t *ret_length, struct err *err);

/* Percent-decoding in place, for paths and queries; "%00" stays as it is written. */
size_t url_decode(char *text);

/* Value of `name` in a Cookie header; false when absent or longer than size - 1. */
bool cookie_find(const char *header, const char *name, char *ret_value, size_t size);
/* Value of `name` in an x-www-form-urlencoded body; false likewise. */
bool form_find(struct slice body, const char *name, char *ret_value, size_t size);
bool form_has(struct slice body, const char *name);
/* "00-<32 hex>-<16 hex>-<2 hex>" gives the 32 hex digits; false otherwise. */
bool trace_read(const char *traceparent, char ret_trace[33]);
/* True when the client takes gzip (RFC 9110 12.5.3; q=0 refuses). */
bool accepts_gzip(const char *accept_encoding);

#endif
