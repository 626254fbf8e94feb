/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Exact decimal numbers, as amounts and quantities are written on invoices.
 *
 * value = digits * 10^-scale, in 128 bits and below 10^18, so that sums and products of
 * invoice lines are exact; money inside the product is int64 cents. Thread: any.
 */
#ifndef BEURT_BASE_DECIMAL_H
#define BEURT_BASE_DECIMAL_H

#include <stdint.h>

#include "base/err.h"

struct decimal {
	__int128 digits;
	int scale; /* 0..12 */
};

enum decimal_mark { DECIMAL_POINT, DECIMAL_COMMA };

/* "1.234,56" with DECIMAL_COMMA, "1234.56" with DECIMAL_POINT; a sign may lead; at most
 * 18 digits before and 12 after the mark; dots part thousands only beside a comma.
 * ERR_INVALID otherwise. */
MUST_CHECK int decimal_parse(const char *text, enum decimal_mark mark,
			     struct decimal *ret_value, struct err *err);
struct decimal decimal_from_cents(int64_t cents);
struct decimal decimal_add(struct decimal a, struct decimal b);
struct decimal decimal_subtract(struct decimal a, struct decimal b);
/* ERR_INVALID when the product does not fit. */
MUST_CHECK int decimal_multiply(struct decimal a, struct decimal b,
				struct decimal *ret_value, struct err *err);
int decimal_compare(struct decimal a, struct decimal b);
struct decimal decimal_round(struct decimal value, int scale); /* half away from zero */
/* Exactly: ERR_INVALID for more than two decimals, round first; or beyond 64 bits. */
MUST_CHECK int decimal_to_cents(struct decimal value, int64_t *ret_cents,
				struct err *err);

#define DECIMAL_TEXT 48
/* With as many decimals as the scale: "-12.50". */
const char *decimal_format(struct decimal value, char ret_text[DECIMAL_TEXT]);

#endif
