/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Typed arguments of statements: tx_run(tx, SQL_X, ARGS(arg_uuid(&id), arg_int(7)), …).
 *
 * What a value points to is borrowed for the call. Thread: any.
 */
#ifndef BEURT_PG_ARG_H
#define BEURT_PG_ARG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil_date.h"
#include "base/instant.h"
#include "base/iso_week.h"
#include "base/uuid.h"

enum arg_kind {
	ARG_NULL,
	ARG_TEXT,
	ARG_INT,
	ARG_BOOL,
	ARG_DATE,
	ARG_INSTANT,
	ARG_WEEK,
	ARG_BYTES,
	ARG_TEXTS, /* text[] ; NULL entries allowed */
	ARG_INTS,  /* bigint[] */
};

struct arg {
	enum arg_kind kind;
	size_t count;
	union {
		const char *text;
		int64_t number;
		struct civil_date date;
		struct instant at;
		struct iso_week week;
		const void *bytes;
		const char *const *texts;
		const int64_t *numbers;
	};
};

/* NULL text, unset dates, instants, weeks and uuids become SQL NULL. */
static inline struct arg arg_text(const char *v)
{
	return (struct arg){ .kind = v ? ARG_TEXT : ARG_NULL, .text = v };
}
static inline struct arg arg_uuid(const struct uuid *v)
{
	return arg_text(uuid_is_set(v) ? v->text : NULL);
}
static inline struct arg arg_int(int64_t v)
{
	return (struct arg){ .kind = ARG_INT, .number = v };
}
static inline struct arg arg_bool(bool v)
{
	return (struct arg){ .kind = ARG_BOOL, .number = v };
}
static inline struct arg arg_null(void)
{
	return (struct arg){ .kind = ARG_NULL };
}
static inline struct arg arg_date(struct civil_date v)
{
	return (struct arg){ .kind = v.year ? ARG_DATE : ARG_NULL, .date = v };
}
static inline struct arg arg_instant(struct instant v)
{
	return (struct arg){ .kind = v.micros ? ARG_INSTANT : ARG_NULL, .at = v };
}
static inline struct arg arg_week(struct iso_week v)
{
	return (struct arg){ .kind = v.year ? ARG_WEEK : ARG_NULL, .week = v };
}
static inline struct arg arg_bytes(const void *v, size_t len)
{
	return (struct arg){ .kind = v ? ARG_BYTES : ARG_NULL, .bytes = v, .count = len };
}
static inline struct arg arg_texts(const char *const *v, size_t count)
{
	return (struct arg){ .kind = ARG_TEXTS, .texts = v, .count = count };
}
static inline struct arg arg_ints(const int64_t *v, size_t count)
{
	return (struct arg){ .kind = ARG_INTS, .numbers = v, .count = count };
}

#define ARGS(...)                                                                        \
	(const struct arg[]){ __VA_ARGS__ },                                             \
		sizeof((const struct arg[]){ __VA_ARGS__ }) / sizeof(struct arg)
#define NO_ARGS NULL, 0

#endif
