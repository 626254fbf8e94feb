/* SPDX-License-Identifier: Apache-2.0 */
/* The steps of the back-off. */
#include "notification/domain/retry.h"

#include <stddef.h>

#include "base/mem.h"

struct instant retry_after(int attempts, struct instant now, uint64_t seed)
{
	static const int64_t minutes[] = { 1, 5, 15, 60, 120, 240 };
	size_t last = COUNT_OF(minutes) - 1;
	size_t step = attempts < 1 ? 0 : (size_t)attempts - 1;
	int64_t wait = minutes[step < last ? step : last] * 60 * MICROS_PER_SECOND;
	/* 90.0 % to 110.0 % */
	int64_t spread = wait / 1000 * (int64_t)(seed % 201) - wait / 10;

	return (struct instant){ now.micros + wait + spread };
}
