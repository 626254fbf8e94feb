/* SPDX-License-Identifier: Apache-2.0 */
/* The table of elements EN 16931 has no use for, in two files. Thread: any. */
#ifndef BEURT_INVOICE_DOMAIN_RULES_SURPLUS_H
#define BEURT_INVOICE_DOMAIN_RULES_SURPLUS_H

#include <stddef.h>

#include "base/mem.h"

struct surplus {
	const char *group;    /* path from the root; "" = the root itself */
	const char *children; /* "016 CopyIndicator 017 UUID": UBL-CR number and name */
};

extern const struct surplus SURPLUS_HEAD[];
extern const size_t SURPLUS_HEAD_COUNT;
extern const struct surplus SURPLUS_LINES[];
extern const size_t SURPLUS_LINES_COUNT;

#endif
