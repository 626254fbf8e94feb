/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where in a message we are, and how a refusal says so.
 *
 * Places are a chain of locals on the stack, so that naming them costs nothing until
 * something is refused. Thread: one at a time.
 */
#ifndef BEURT_MSG_PLACE_H
#define BEURT_MSG_PLACE_H

#include "base/err.h"
#include "msg/shape.h"

#define PLACE_LIST_NONE ((size_t)-1)

struct place {
	const struct place *parent; /* NULL at the message itself */
	const char *name;           /* of a field; NULL for an element of a list */
	size_t index;               /* of an element */
	bool personal;              /* this place or one above it is personal */
};

struct place place_field(const struct place *parent, const struct msg_field *field);
struct place place_element(const struct place *parent, const struct msg_field *element,
			   size_t index);
/* "/lines/1/kind" + " " + the words. Always -1. */
int place_refuse(const struct place *at, struct err *err, const char *fmt, ...)
	PRINTF_LIKE(3, 4);
/* The same with the value in front of the words, unless the place is personal. */
int place_refuse_value(const struct place *at, struct err *err, const char *value,
		       const char *words);

#endif
