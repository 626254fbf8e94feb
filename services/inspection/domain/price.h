/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What advices cost, in whole cents including VAT.
 *
 * domain.md 3d-12: a total is the sum of the priced lines; a price that follows is left
 * out of it. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_PRICE_H
#define BEURT_INSPECTION_DOMAIN_PRICE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

/* quantity times price, half a cent up; ERR_INVALID when it is no number or too much. */
MUST_CHECK int price_of_line(const char *quantity, int64_t unit_price_cents,
			     int64_t *ret_cents, struct err *err);

/* The same amount without VAT, half a cent up; NULL means 21 %. */
MUST_CHECK int price_without_vat(int64_t cents, const char *vat_percent,
				 int64_t *ret_cents, struct err *err);

/* A bill of more than 110 % of what was approved (BW 7:752, BOVAG art. 9); both without
 * VAT. Nothing approved: there is nothing to compare with. */
bool price_is_over_estimate(int64_t billed_cents, int64_t approved_cents);

#endif
