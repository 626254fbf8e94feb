/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Messages: JSON text on one side, plain structs on the other, tables in between.
 *
 * proto/gen/generate.py turns every schema of proto/ into a struct and a struct msg_type;
 * the functions here decode, check, encode, mask and free through that table and know no
 * message by name. In a decoded struct an absent text is NULL, an absent number or truth
 * value has has_x = false, an absent object is NULL, an absent enum is 0, an absent list
 * is empty. Errors are ERR_INVALID and name the place: "/lines/1/kind 'paint' is not one
 * of the allowed values"; the value of a personal field is never in them.
 * Thread: any; a decoded message one at a time.
 */
#ifndef BEURT_MSG_MSG_H
#define BEURT_MSG_MSG_H

#include "base/slice.h"
#include "base/strbuf.h"
#include "msg/shape.h"

#define MSG_KEY_TEXT  640 /* any key and its NUL */
#define MSG_MAX_DEPTH 32  /* arrays and objects inside each other */

/* A field that refuses enters err.code as one of these words. */
#define MSG_TOO_LARGE "MESSAGE_TOO_LARGE"
#define MSG_NOT_JSON  "MESSAGE_NOT_JSON"
#define MSG_NOT_VALID "MESSAGE_NOT_VALID"

/*
 * Read and check a message. *ret_msg points to the struct of `type` and owns everything
 * below it: free with msg_free. Unknown fields are ignored.
 */
MUST_CHECK int msg_decode(const struct msg_type *type, struct slice json, void **ret_msg,
			  struct err *err);
void msg_free(const struct msg_type *type, void *msg); /* NULL is allowed */

/*
 * Check a message and add its JSON text to `out`: fields in the order of the schema, so
 * equal structs give equal bytes. Nobody can write what a reader would refuse. On failure
 * `out` is as it was.
 */
MUST_CHECK int msg_encode(const struct msg_type *type, const void *msg,
			  struct strbuf *out, struct err *err);

/* The record's key: "NL-4711/0190…". ERR_INVALID when a part of it is missing. */
MUST_CHECK int msg_key(const struct msg_type *type, const void *msg,
		       char ret_key[MSG_KEY_TEXT], struct err *err);

/*
 * Add the JSON text to `out` with personal and unknown fields hidden, for logs, dead
 * letters and previews. The document need not be valid, but must be JSON.
 */
MUST_CHECK int msg_mask(const struct msg_type *type, struct slice json,
			struct strbuf *out, struct err *err);

/*
 * Visit every personal field of a type: what an erasure must touch. `path` is like
 * "/customer/email", with "*" for the elements of a list; lent for the call.
 */
typedef void (*msg_visit_fn)(void *arg, const char *path, const struct msg_field *field);
void msg_each_personal(const struct msg_type *type, msg_visit_fn visit, void *arg);

/* The word of an enum value, NULL for 0 or out of range; and back, 0 for an unknown word
 * (or the value of "other" when the enum is open). */
const char *msg_word(const struct msg_words *words, int value);
int msg_word_value(const struct msg_words *words, const char *word);

#endif
