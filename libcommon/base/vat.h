/* SPDX-License-Identifier: Apache-2.0 */
/*
 * VAT of the Netherlands: the standard rate of a day, and how an amount of it is rounded.
 *
 * Rates are hundredths of a percent: 2100 is 21 %. Thread: any.
 */
#ifndef BEURT_BASE_VAT_H
#define BEURT_BASE_VAT_H

#include <stdint.h>

#include "base/civil_date.h"

#define VAT_WHOLE 10000 /* 100 % */

/* The standard rate on that day (Wet op de omzetbelasting 1968, art. 9): 21 % since
 * 2012-10-01, 19 % since 2001-01-01, before that 17.5 %. */
int64_t vat_standard_rate(struct civil_date day);

/* The VAT of an amount without, in cents, half a cent away from zero (EN 16931,
 * BR-CO-17). Up to 9e14 cents. */
int64_t vat_of(int64_t net_cents, int64_t rate);

/* The rule where nobody says what the VAT of an amount is: the standard rate of its
 * day. */
int64_t vat_of_unknown(int64_t net_cents, struct civil_date day);

#endif
