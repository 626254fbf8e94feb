/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cuts an uploaded JSON file into its invoices without reading them: one object, an
 * array of objects, or an object a line. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_JSON_SPLIT_H
#define BEURT_INVOICE_INTAKE_JSON_SPLIT_H

#include <stdbool.h>

#include "base/slice.h"

struct json_split {
	struct slice rest;
};

struct json_split json_split_of(struct slice text);
/* The next piece; false at the end. A piece may be no JSON: its reader will say so. */
bool json_split_next(struct json_split *split, struct slice *ret_piece);

#endif
