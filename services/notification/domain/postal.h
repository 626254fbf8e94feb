/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How an address is written on an envelope in the Netherlands: name, street and number,
 * postcode and town on one line, the country when it is another (NEN 5825, UPU S42).
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_POSTAL_H
#define BEURT_NOTIFICATION_POSTAL_H

#include <stdbool.h>
#include <stddef.h>

#include "base/strbuf.h"

#define POSTAL_LINES 4

/* As a DMS has it; any may be NULL or "". */
struct postal_address {
	const char *name;
	const char *street;
	const char *house_number;
	const char *addition;
	const char *postcode;
	const char *city;
	const char *country; /* ISO 3166-1, two letters; "" = the Netherlands */
};

/* Whether the post can deliver: street, town, and a postcode where there are any. */
bool postal_is_complete(const struct postal_address *address);
/* Append the lines, each with its line end; at most POSTAL_LINES. */
void postal_write(const struct postal_address *address, struct strbuf *out);
/* "2801ab" becomes "2801 AB"; what is no Dutch postcode stays as it is. */
void postal_write_postcode(const char *typed, struct strbuf *out);

#endif
