/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settings from the environment: the only reader of it.
 *
 * A variable that is set but empty counts as not set, as compose files and units write
 * it. Values of secrets are never part of a message.
 */
#include "sys/knobs.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/slice.h"
#include "base/text.h"
#include "sys/file.h"

extern char **environ;

enum { MAX_NAME = 80, MAX_VALUE = 65536 };

static const char PREFIX[] = "BEURT_";

static const char *variable_name(const struct knob *knob, const char *suffix,
				 char ret_name[MAX_NAME])
{
	(void)snprintf(ret_name, MAX_NAME, "%s%s%s", PREFIX, knob->name, suffix);
	return ret_name;
}

static const char *environment(const char *name)
{
	const char *value = getenv(name);

	return value != NULL && *value != '\0' ? value : NULL;
}

/* The content of the file BEURT_<NAME>_FILE names, without its last newline. */
static int read_secret_file(const char *variable, const char *path, char **ret_value,
			    struct err *err)
{
	AUTO_TEXT *bytes = NULL;
	struct slice value;
	size_t len;

	if (file_read(path, MAX_VALUE, &bytes, &len, err) < 0)
		return err_prefix(err, "%s: ", variable);
	value = slice_trim((struct slice){ bytes, len });
	if (memchr(value.at, '\0', value.len) != NULL)
		return err_set(err, ERR_INVALID, "%s: file holds a NUL byte", variable);
	*ret_value = mem_text_n(value.at, value.len);
	return 0;
}

/* The knob's value as text, wherever it comes from; caller frees. */
static int find_value(const struct knob *knob, char **ret_value, struct err *err)
{
	char name[MAX_NAME];
	char file_name[MAX_NAME];
	const char *value = environment(variable_name(knob, "", name));
	const char *path = environment(variable_name(knob, "_FILE", file_name));

	if (knob->kind == KNOB_SECRET && path != NULL && value != NULL)
		return err_set(err, ERR_INVALID, "%s and %s are both set; keep one", name,
			       file_name);
	if (knob->kind == KNOB_SECRET && path != NULL)
		return read_secret_file(file_name, path, ret_value, err);
	if (value == NULL)
		value = knob->preset;
	if (value == NULL)
		return err_set(err, ERR_INVALID, "%s is not set: %s", name,
			       knob->meaning);
	*ret_value = mem_text(value);
	return 0;
}

static int parse_int(const struct knob *knob, const char *text, int64_t *ret_number,
		     struct err *err)
{
	char *end = NULL;
	long long number;

	errno = 0;
	number = strtoll(text, &end, 10);
	if (errno != 0 || end == text || *end != '\0' || number < knob->min ||
	    number > knob->max)
		return err_set(err, ERR_INVALID,
			       "%s%s: %.40s is not a number within %" PRId64 "..%" PRId64,
			       PREFIX, knob->name, text, knob->min, knob->max);
	*ret_number = number;
	return 0;
}

static int parse_flag(const struct knob *knob, const char *text, bool *ret_flag,
		      struct err *err)
{
	static const char *const WORDS[] = { "false", "true", "0", "1", "no", "yes" };

	for (size_t i = 0; i < COUNT_OF(WORDS); i++) {
		if (text_compare_nocase(text, WORDS[i]) == 0) {
			*ret_flag = i % 2 == 1;
			return 0;
		}
	}
	return err_set(err, ERR_INVALID, "%s%s: %.40s is not true or false", PREFIX,
		       knob->name, text);
}

static int read_knob(const struct knob *knob, char *into, struct err *err)
{
	AUTO_TEXT *value = NULL;
	int64_t number = 0;
	bool flag = false;

	if (find_value(knob, &value, err) < 0)
		return -1;
	switch (knob->kind) {
	case KNOB_INT:
		if (parse_int(knob, value, &number, err) < 0)
			return -1;
		memcpy(into + knob->offset, &number, sizeof(number));
		return 0;
	case KNOB_FLAG:
		if (parse_flag(knob, value, &flag, err) < 0)
			return -1;
		memcpy(into + knob->offset, &flag, sizeof(flag));
		return 0;
	case KNOB_TEXT:
	case KNOB_SECRET:
		break;
	}
	memcpy(into + knob->offset, &value, sizeof(value));
	value = NULL; /* handed over */
	return 0;
}

static bool holds_text(const struct knob *knob)
{
	return knob->kind == KNOB_TEXT || knob->kind == KNOB_SECRET;
}

void knobs_done(const struct knob *table, size_t count, void *knobs)
{
	for (size_t i = 0; i < count; i++) {
		char *value;

		if (!holds_text(&table[i]))
			continue;
		memcpy(&value, (char *)knobs + table[i].offset, sizeof(value));
		mem_free(value);
		value = NULL;
		memcpy((char *)knobs + table[i].offset, &value, sizeof(value));
	}
}

int knobs_read(const struct knob *table, size_t count, void *ret_knobs, struct err *err)
{
	for (size_t i = 0; i < count; i++) {
		if (read_knob(&table[i], ret_knobs, err) < 0) {
			knobs_done(table, i, ret_knobs);
			return -1;
		}
	}
	return 0;
}

/* Whether BEURT_<NAME> or BEURT_<NAME>_FILE is this variable ("NAME=value"). */
static bool is_variable_of(const struct knob *knob, const char *variable)
{
	size_t len = strlen(knob->name);

	if (strncmp(variable, knob->name, len) != 0)
		return false;
	if (knob->kind == KNOB_SECRET && strncmp(variable + len, "_FILE=", 6) == 0)
		return true;
	return variable[len] == '=';
}

static bool is_known(const struct knob *table, size_t count, const char *variable)
{
	for (size_t i = 0; i < count; i++) {
		if (is_variable_of(&table[i], variable))
			return true;
	}
	return false;
}

size_t knobs_find_unknown(const struct knob *table, size_t count, struct strbuf *names)
{
	size_t prefix = sizeof(PREFIX) - 1;
	size_t found = 0;

	for (char **variable = environ; *variable != NULL; variable++) {
		if (strncmp(*variable, PREFIX, prefix) != 0 ||
		    is_known(table, count, *variable + prefix))
			continue;
		found++;
		strbuf_addf(names, "%.*s\n", (int)strcspn(*variable, "="), *variable);
	}
	return found;
}

size_t knobs_check(const struct knob *table, size_t count, struct strbuf *report)
{
	size_t problems = 0;

	for (size_t i = 0; i < count; i++) {
		/* Large enough for the one field read_knob() writes. */
		union {
			int64_t number;
			char *text;
			bool flag;
		} value = { .number = 0 };
		struct knob knob = table[i];
		struct err err = { 0 };

		knob.offset = 0;
		if (read_knob(&knob, (char *)&value, &err) < 0) {
			problems++;
			strbuf_addf(report, "%s\n", err.text);
		} else {
			knobs_done(&knob, 1, &value);
		}
	}
	return problems;
}
