/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Settings as a table: one row parses, validates and documents a knob.
 *
 * Every knob is the environment variable BEURT_<NAME>; a secret may come from the file
 * that BEURT_<NAME>_FILE names. The same table prints --help, serves --check-config and
 * is held against the service's README by a lint. Thread: main, at start.
 *
 *	{ "HTTP_PORT", KNOB_INT, offsetof(struct knobs, port), "8080", "public port",
 *	  .min = 0, .max = 65535 },
 */
#ifndef BEURT_SYS_KNOBS_H
#define BEURT_SYS_KNOBS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/strbuf.h"

enum knob_kind {
	KNOB_TEXT,   /* const char * */
	KNOB_SECRET, /* const char *, never printed */
	KNOB_INT,    /* int64_t, within min..max */
	KNOB_FLAG,   /* bool: true/false/1/0/yes/no */
};

struct knob {
	const char *name;
	enum knob_kind kind;
	size_t offset;       /* in the service's struct knobs */
	const char *preset;  /* default as text; NULL = required */
	const char *meaning; /* one line for people */
	int64_t min;
	int64_t max;
};

/* Fill the struct from the environment; ERR_INVALID names the first bad or missing one.
 * On success the struct owns its texts: knobs_done(). */
MUST_CHECK int knobs_read(const struct knob *table, size_t count, void *ret_knobs,
			  struct err *err);
void knobs_done(const struct knob *table, size_t count, void *knobs);

/* Every bad or missing value, one line each; returns how many. For --check-config. */
size_t knobs_check(const struct knob *table, size_t count, struct strbuf *report);
/* Names of BEURT_ variables no row knows, one line each; returns how many. Worth a
 * warning: most often a typing error. */
size_t knobs_find_unknown(const struct knob *table, size_t count, struct strbuf *names);

/* The rows for --help, and as the table of a service's README. */
void knobs_print_help(const struct knob *table, size_t count, struct strbuf *out);
void knobs_print_markdown(const struct knob *table, size_t count, struct strbuf *out);

#endif
