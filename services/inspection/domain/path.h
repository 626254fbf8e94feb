/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names of a form's fields, and which values they take.
 *
 *	head/<name>  customer/<name>  vehicle/<name>
 *	point/<id>/status  point/<id>/note  point/<id>/private
 *	point/<id>/measure/<position>  point/<id>/photo/<sha256>
 *	advice/<uuid>/<name>  work/<uuid>/<name>
 *
 * An empty value clears any field. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_PATH_H
#define BEURT_INSPECTION_DOMAIN_PATH_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define PATH_TEXT  161  /* any path and its NUL */
#define PATH_ID    61   /* name of a point, advice or work, and its NUL */
#define PATH_LEAF  65   /* last part, and its NUL */
#define VALUE_TEXT 8001 /* 2,000 characters of four bytes and the NUL */

enum path_kind {
	PATH_NONE,
	PATH_HEAD,
	PATH_CUSTOMER,
	PATH_VEHICLE,
	PATH_STATUS,
	PATH_MEASURE,
	PATH_NOTE,
	PATH_PRIVATE,
	PATH_PHOTO,
	PATH_ADVICE,
	PATH_WORK,
};

struct path {
	enum path_kind kind;
	char id[PATH_ID];     /* of the point, advice or work; else "" */
	char leaf[PATH_LEAF]; /* name of the field, position, or name of the picture */
};

/* ERR_INVALID, code FIELD_UNKNOWN, when there is no such field. */
MUST_CHECK int path_read(const char *text, struct path *ret_path, struct err *err);

/*
 * The value as it is kept: dates and words checked, decimals with a point, plates and
 * addresses in normal form. ERR_INVALID, code FIELD_INVALID, names field and cure, and
 * never a personal value.
 */
MUST_CHECK int path_value(const struct path *path, const char *value,
			  char ret_value[VALUE_TEXT], struct err *err);

/* Tells who the customer is, or whose car: an erasure empties it. */
bool path_is_personal(const struct path *path);

/* Letters a point's name may have: they are part of paths. */
bool path_id_is_valid(const char *id);

#endif
