/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What one text, number or word must satisfy: the same when reading and when writing,
 * so that nothing can be written that would not be read. Thread: any.
 */
#ifndef BEURT_MSG_VALUE_H
#define BEURT_MSG_VALUE_H

#include "base/slice.h"
#include "msg/place.h"

/* A MSG_TEXT, MSG_UUID, MSG_DATE, MSG_INSTANT, or an unknown word of an open MSG_ENUM. */
MUST_CHECK int value_check_text(const struct msg_field *field, struct slice text,
				const struct place *at, struct err *err);
MUST_CHECK int value_check_int(const struct msg_field *field, int64_t number,
			       const struct place *at, struct err *err);
MUST_CHECK int value_check_count(const struct msg_field *field, size_t count,
				 const struct place *at, struct err *err);
/* Bytes one element of a list takes in memory. */
size_t value_size(const struct msg_field *element);

#endif
