/* SPDX-License-Identifier: Apache-2.0 */
/*
 * JSON text, read once from left to right (RFC 8259), without building a document.
 *
 * The reader asks for one value at a time and says what it wants of it; a message's
 * tables know what comes next, so nothing needs to be kept. Stricter than the RFC: a key
 * stands once in an object, no text holds NUL, nesting ends at MSG_MAX_DEPTH, an object
 * has at most LEX_MAX_KEYS keys the reader does not know. What is wrong is kept in
 * `why`; after that nothing is read any more. Thread: one at a time.
 */
#ifndef BEURT_MSG_LEX_H
#define BEURT_MSG_LEX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

#define LEX_MAX_KEYS 1000

struct lex {
	const char *begin;
	const char *at; /* the next byte */
	const char *end;
	char *texts; /* where the next text goes */
	int depth;
	const char *why; /* NULL while all is well */
};

enum lex_kind {
	LEX_NULL,
	LEX_TRUE,
	LEX_FALSE,
	LEX_WHOLE,    /* a number without fraction and exponent */
	LEX_FRACTION, /* any other number */
	LEX_TEXT,
	LEX_OBJECT, /* its bracket was read; lex_more goes on */
	LEX_LIST,
};

struct lex_value {
	enum lex_kind kind;
	bool fits;         /* LEX_WHOLE: within 64 bits */
	int64_t number;    /* LEX_WHOLE that fits */
	struct slice text; /* LEX_TEXT: lent as long as `texts`, NUL-terminated */
};

/* Keys of one object that have to be compared with each other. */
struct lex_keys {
	struct slice *keys;
	size_t count;
};

#define LEX_KEYS_AUTO __attribute__((cleanup(lex_keys_done))) struct lex_keys

/* Keeps json and texts; texts has room for json.len + 1 bytes. */
struct lex lex_new(struct slice json, char *texts);

/* Functions that return int give -1 when the text is no JSON. */
MUST_CHECK int lex_value(struct lex *lex, struct lex_value *ret_value);
/* Whether another element or key follows in the list or object that ends with `close`,
 * after `count` of them: 1 yes, 0 no, it is closed now. */
MUST_CHECK int lex_more(struct lex *lex, char close, size_t count);
MUST_CHECK int lex_key(struct lex *lex, struct slice *ret_key); /* and the colon */
/* Read what is left of a value and forget it. */
MUST_CHECK int lex_skip(struct lex *lex, const struct lex_value *value);
MUST_CHECK int lex_end(struct lex *lex); /* nothing but white space follows */

MUST_CHECK int lex_keys_add(struct lex *lex, struct lex_keys *keys, struct slice key);
void lex_keys_done(struct lex_keys *keys);

/* Whether all of it is one object or list, by the rules above; texts as for lex_new. */
MUST_CHECK int lex_check(struct slice json, char *texts, struct err *err);
/* Words for a key that stands twice. Always -1. */
int lex_twice(struct lex *lex);
/* "line 3, column 7 of the message: not JSON"; nothing of the text itself. Always -1. */
int lex_refuse(const struct lex *lex, struct err *err);

#endif
