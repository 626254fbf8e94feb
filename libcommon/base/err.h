/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What went wrong, said as what the caller can do about it.
 *
 * Functions that can fail return 0 or -1 and fill a struct err that the caller passed.
 * The kind decides park, refuse, retry or stop (one table in flow/ and one in http/);
 * the code is the stable word a client may test for; the text is one lower-case line
 * that names the thing and the value, never personal data. Thread: any.
 */
#ifndef BEURT_BASE_ERR_H
#define BEURT_BASE_ERR_H

#include "base/mem.h"

enum err_kind {
	ERR_NONE,
	ERR_INVALID,  /* never retry: the input is wrong */
	ERR_DENIED,   /* never retry: not allowed */
	ERR_ABSENT,   /* the thing is not there */
	ERR_CONFLICT, /* someone was first; read again */
	ERR_LATER,    /* retry with back-off */
	ERR_BROKEN,   /* stop the process */
};

struct err {
	enum err_kind kind;
	char code[40]; /* "LIST_FROZEN"; empty when nothing more than the kind is known */
	char text[200];
};

/* Fill err (NULL is allowed) and return -1, so that `return err_set(…)` reads well. */
int err_set(struct err *err, enum err_kind kind, const char *fmt, ...) PRINTF_LIKE(3, 4);
int err_set_code(struct err *err, enum err_kind kind, const char *code, const char *fmt,
		 ...) PRINTF_LIKE(4, 5);
/* Put words before the text that is there: "line 3: " + "no amount". Returns -1. */
int err_prefix(struct err *err, const char *fmt, ...) PRINTF_LIKE(2, 3);
void err_clear(struct err *err);
const char *err_kind_name(enum err_kind kind); /* "invalid", "denied", … */

#endif
