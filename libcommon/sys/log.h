/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One JSON line per fact, on stderr.
 *
 * An event name is constant and in snake case; values travel in fields. Never a name,
 * address, plate or VIN: ids only. Libraries and domain do not log; flow, http, app and
 * main do, each error once, where it is handled. A failing write never stops the
 * process. Thread: any.
 *
 *	log_event(LOG_INFO, "batch_committed", F_TEXT("topic", topic), F_INT("rows", n));
 */
#ifndef BEURT_SYS_LOG_H
#define BEURT_SYS_LOG_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"

enum log_level { LOG_DEBUG, LOG_INFO, LOG_WARNING, LOG_ERROR };

struct log_field {
	const char *name;
	const char *text; /* NULL: number counts */
	int64_t number;
};

static inline struct log_field log_text_field(const char *name, const char *text)
{
	return (struct log_field){ name, text != NULL ? text : "", 0 };
}

#define F_TEXT(name, value) log_text_field(name, value)
#define F_INT(name, value)  ((struct log_field){ (name), NULL, (int64_t)(value) })

/* Called once, by main, before there are threads. */
void log_start(const char *service, enum log_level least);
/* "debug", "info", "warning" or "error"; ERR_INVALID otherwise. */
MUST_CHECK int log_level_parse(const char *text, enum log_level *ret_level,
			       struct err *err);
/* Skips the first field: use the macro. */
void log_write(enum log_level level, const char *event, const struct log_field *fields,
	       size_t count);
#define log_event(level, event, ...)                                                     \
	log_write(level, event,                                                          \
		  (const struct log_field[]){ F_TEXT("_", ""), ##__VA_ARGS__ },          \
		  sizeof((const struct log_field[]){ F_TEXT("_", ""), ##__VA_ARGS__ }) / \
			  sizeof(struct log_field))

#endif
