/* SPDX-License-Identifier: Apache-2.0 */
/* The table of fields, for path.c and path_value.c alone. Thread: any. */
#ifndef BEURT_INSPECTION_DOMAIN_PATH_RULE_H
#define BEURT_INSPECTION_DOMAIN_PATH_RULE_H

#include <stdint.h>

#include "inspection/domain/path.h"

enum value_form {
	VALUE_FREE,    /* text, at most `max` characters */
	VALUE_WORD,    /* one of `words` */
	VALUE_DATE,    /* 2026-11-22 */
	VALUE_WHOLE,   /* whole number from 0 to `max` */
	VALUE_DECIMAL, /* decimal text, below `max`; not negative when `words` says "+" */
	VALUE_EMAIL,
	VALUE_PLATE,
	VALUE_ID,    /* uuid */
	VALUE_POINT, /* name of a point */
};

struct path_rule {
	enum path_kind kind;
	const char *leaf; /* NULL: any */
	enum value_form form;
	int64_t max;
	const char *words; /* "a b c" */
	bool personal;
};

const struct path_rule *path_rule_find(const struct path *path); /* NULL: no such field */

#endif
