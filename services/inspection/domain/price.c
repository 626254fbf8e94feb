/* SPDX-License-Identifier: Apache-2.0 */
/* Lines, totals and estimates in exact decimals. */
#include "inspection/domain/price.h"

#include "base/decimal.h"

#define MOST_LINE_CENTS INT64_C(100000000000)
#define USUAL_VAT       "21"
#define OVER_PERCENT    110
#define HUNDRED_PERCENT 100

int price_of_line(const char *quantity, int64_t unit_price_cents, int64_t *ret_cents,
		  struct err *err)
{
	struct decimal number, product;

	if (decimal_parse(quantity, DECIMAL_POINT, &number, err) < 0 ||
	    decimal_multiply(number, (struct decimal){ unit_price_cents, 0 }, &product,
			     err) < 0)
		return -1;
	product = decimal_round(product, 0);
	if (product.digits < 0 || product.digits > MOST_LINE_CENTS)
		return err_set(err, ERR_INVALID,
			       "a line costs more than a form can hold");
	*ret_cents = (int64_t)product.digits;
	return 0;
}

int price_without_vat(int64_t cents, const char *vat_percent, int64_t *ret_cents,
		      struct err *err)
{
	struct decimal vat;
	__int128 part, whole, unit = 1;

	if (decimal_parse(vat_percent ? vat_percent : USUAL_VAT, DECIMAL_POINT, &vat,
			  err) < 0)
		return -1;
	for (int i = 0; i < vat.scale; i++)
		unit *= 10;
	whole = HUNDRED_PERCENT * unit + vat.digits;
	part = (__int128)cents * HUNDRED_PERCENT * unit;
	if (vat.digits < 0 || cents < 0)
		return err_set(err, ERR_INVALID, "an amount below zero has no VAT here");
	*ret_cents = (int64_t)((2 * part + whole) / (2 * whole));
	return 0;
}

bool price_is_over_estimate(int64_t billed_cents, int64_t approved_cents)
{
	return approved_cents > 0 && (__int128)billed_cents * HUNDRED_PERCENT >
					     (__int128)approved_cents * OVER_PERCENT;
}
