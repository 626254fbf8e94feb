/* SPDX-License-Identifier: Apache-2.0 */
/* Rates by the day they began, the newest first. */
#include "base/vat.h"

#include "base/mem.h"

static const struct {
	struct civil_date since;
	int64_t rate;
} rates[] = {
	{ { 2012, 10, 1 }, 2100 },
	{ { 2001, 1, 1 }, 1900 },
	{ { 0, 0, 0 }, 1750 },
};

int64_t vat_standard_rate(struct civil_date day)
{
	for (size_t i = 0; i < COUNT_OF(rates); i++) {
		if (civil_compare(day, rates[i].since) >= 0)
			return rates[i].rate;
	}
	return rates[COUNT_OF(rates) - 1].rate;
}

int64_t vat_of(int64_t net_cents, int64_t rate)
{
	int64_t half = net_cents < 0 ? -VAT_WHOLE / 2 : VAT_WHOLE / 2;

	return (net_cents * rate + half) / VAT_WHOLE;
}

int64_t vat_of_unknown(int64_t net_cents, struct civil_date day)
{
	return vat_of(net_cents, vat_standard_rate(day));
}
