/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how shares are rounded and that nothing is divided by nothing.
 */
#include "gateway/domain/funnel.h"

static int64_t permille(int64_t part, int64_t whole)
{
	if (whole <= 0)
		return -1;
	int64_t share = (part * 1000 + whole / 2) / whole;
	return share > 1000 ? 1000 : share;
}

void funnel_fill(struct funnel_stage *stages, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		int64_t before = i > 0 ? stages[i - 1].count : 0;
		stages[i].of_previous_permille = permille(stages[i].count, before);
		stages[i].of_first_permille = permille(stages[i].count, stages[0].count);
	}
}
