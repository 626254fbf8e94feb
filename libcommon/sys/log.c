/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One JSON line per fact: built in a buffer, written by one write(2), so that lines of
 * several threads and processes do not mix.
 *
 * Who writes and from which level on is set once by main(), before threads start. A line
 * that grows too long is replaced by its event name alone.
 */
#include "sys/log.h"

#include <stdio.h>
#include <unistd.h>

#include "base/json_out.h"
#include "sys/clock.h"

enum { MAX_LINE = 16384, MAX_SERVICE = 40 };

static char service_name[MAX_SERVICE] = "beurt";
static enum log_level least_level = LOG_INFO;

void log_start(const char *service, enum log_level least)
{
	(void)snprintf(service_name, sizeof(service_name), "%s", service);
	least_level = least;
}

static const char *level_name(enum log_level level)
{
	switch (level) {
	case LOG_DEBUG:
		return "debug";
	case LOG_INFO:
		return "info";
	case LOG_WARNING:
		return "warning";
	case LOG_ERROR:
		return "error";
	}
	return "error";
}

static void write_line(struct strbuf *line, enum log_level level, const char *event,
		       const struct log_field *fields, size_t count)
{
	struct json_out out = json_out_into(line);
	char at[INSTANT_TEXT];

	json_out_open_object(&out, NULL);
	json_out_text(&out, "at", instant_format(clock_real(), at));
	json_out_text(&out, "level", level_name(level));
	json_out_text(&out, "service", service_name);
	json_out_text(&out, "event", event);
	for (size_t i = 0; i < count; i++) {
		if (fields[i].text != NULL)
			json_out_text(&out, fields[i].name, fields[i].text);
		else
			json_out_int(&out, fields[i].name, fields[i].number);
	}
	json_out_close_object(&out);
	strbuf_add_char(line, '\n');
}

void log_write(enum log_level level, const char *event, const struct log_field *fields,
	       size_t count)
{
	STRBUF_AUTO line = strbuf_new(MAX_LINE);
	ssize_t ignored;

	if (level < least_level)
		return;
	/* The macro's first field is only there so that the list is never empty. */
	write_line(&line, level, event, fields + 1, count - 1);
	if (strbuf_check(&line, NULL) < 0) {
		strbuf_clear(&line);
		write_line(&line, level, event, NULL, 0);
	}
	ignored = write(STDERR_FILENO, line.text, line.len);
	(void)ignored;
}

int log_level_parse(const char *text, enum log_level *ret_level, struct err *err)
{
	for (enum log_level level = LOG_DEBUG; level <= LOG_ERROR; level++) {
		if (slice_is(slice_of(text), level_name(level))) {
			*ret_level = level;
			return 0;
		}
	}
	return err_set(err, ERR_INVALID,
		       "log level must be debug, info, warning or error");
}
