/* SPDX-License-Identifier: Apache-2.0 */
/* A stable hash of who, what and when, stirred so that its last digits are even. */
#include "notification/domain/holdout.h"

#include <stdio.h>

#include "base/text.h"

/* The finaliser of MurmurHash3: every bit of FNV-1a's answer reaches every other. */
static uint64_t stir(uint64_t hash)
{
	hash ^= hash >> 33;
	hash *= UINT64_C(0xff51afd7ed558ccd);
	hash ^= hash >> 33;
	hash *= UINT64_C(0xc4ceb9fe1a85ec53);
	return hash ^ hash >> 33;
}

int holdout_lot(const struct holdout *draw)
{
	char text[200];
	int quarter = (draw->day.month - 1) / 3 + 1;

	snprintf(text, sizeof(text), "holdout/%.40s/%.36s/%.60s/%04dQ%d", draw->dealer,
		 draw->person, draw->programme, draw->day.year, quarter);
	return (int)(stir(text_hash(text)) % 1000);
}
