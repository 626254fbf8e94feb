/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Each metric is a cell of its own: garages that cannot have a value do not count in it.
 * A cell of fewer than five, or of one that is most of it, is not shown.
 */
#include "reminder/domain/benchmark.h"

#include <stdlib.h>

#include "base/mem.h"
#include "reminder/domain/effect.h"

struct ratio {
	int64_t of;
	int64_t hits;
	int64_t unit;
};

static struct ratio ratio_of(const struct garage_figures *in,
			     enum benchmark_metric metric)
{
	switch (metric) {
	case METRIC_APPROVED:
		return (struct ratio){ in->proposed, in->approved, 1000 };
	case METRIC_REVIEWED:
		return (struct ratio){ in->proposed, in->reviewed, 1000 };
	case METRIC_VISITED:
		return (struct ratio){ in->sent, in->visited, 1000 };
	case METRIC_REVENUE:
		return (struct ratio){ in->sent, in->cents, 1 };
	case METRIC_ELSEWHERE:
		return (struct ratio){ in->sent, in->elsewhere, 1000 };
	case METRIC_ANSWERED_ADVICES:
		break;
	}
	return (struct ratio){ in->followups, in->followups_visited, 1000 };
}

bool benchmark_value(const struct garage_figures *figures, enum benchmark_metric metric,
		     int64_t *ret_value)
{
	struct ratio ratio = ratio_of(figures, metric);

	if (ratio.of <= 0)
		return false;
	*ret_value = (ratio.hits * ratio.unit + ratio.of / 2) / ratio.of;
	return true;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

/* Between the two nearest values, as spreadsheets do. */
static int64_t quantile(const int64_t *sorted, size_t count, size_t quarters)
{
	size_t place = quarters * (count - 1);
	int64_t below = sorted[place / 4];
	int64_t above = place % 4 ? sorted[place / 4 + 1] : below;

	return below + (above - below) * (int64_t)(place % 4) / 4;
}

static bool fill_line(const struct garage_figures *garages, size_t count,
		      struct benchmark_line *line)
{
	AUTO_BYTES *memory = mem_alloc(2 * count * sizeof(int64_t));
	int64_t *values = memory;
	int64_t *volumes = values + count;
	size_t used = 0;

	for (size_t i = 0; i < count; i++) {
		if (!benchmark_value(&garages[i], line->metric, &values[used]))
			continue;
		volumes[used++] = ratio_of(&garages[i], line->metric).of;
	}
	if (!effect_may_compare(volumes, used))
		return false;
	qsort(values, used, sizeof(*values), by_size);
	line->q1 = quantile(values, used, 1);
	line->median = quantile(values, used, 2);
	line->q3 = quantile(values, used, 3);
	return true;
}

size_t benchmark_lines(const struct garage_figures *own,
		       const struct garage_figures *garages, size_t count,
		       struct benchmark_line ret_lines[BENCHMARK_METRICS])
{
	size_t lines = 0;

	for (int i = 0; i < BENCHMARK_METRICS; i++) {
		struct benchmark_line line = { .metric = (enum benchmark_metric)i };

		if (count > 0 && benchmark_value(own, line.metric, &line.own) &&
		    fill_line(garages, count, &line))
			ret_lines[lines++] = line;
	}
	return lines;
}
