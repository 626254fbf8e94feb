/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's figures beside those of its formula: own value against quartiles alone, and
 * only of five garages or more of which none has more than 40 % of the volume
 * (domain.md 3d-8). Thread: any.
 */
#ifndef BEURT_REMINDER_BENCHMARK_H
#define BEURT_REMINDER_BENCHMARK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BENCHMARK_METRICS 6

/* What happened to a garage's lists of some weeks. */
struct garage_figures {
	int64_t proposed;
	int64_t approved;
	int64_t reviewed; /* somebody decided */
	int64_t sent;
	int64_t visited;
	int64_t cents; /* of those visits */
	int64_t elsewhere;
	int64_t followups; /* sent, of advices */
	int64_t followups_visited;
};

enum benchmark_metric {
	METRIC_APPROVED,
	METRIC_REVIEWED,
	METRIC_VISITED,
	METRIC_REVENUE,
	METRIC_ELSEWHERE,
	METRIC_ANSWERED_ADVICES,
};

struct benchmark_line {
	enum benchmark_metric metric;
	int64_t own;
	int64_t q1, median, q3;
};

/* Shares in per mille, revenue in cents of a sent invitation; false: of nothing. */
bool benchmark_value(const struct garage_figures *figures, enum benchmark_metric metric,
		     int64_t *ret_value);
/* garages: of the formula, the own one among them. Returns how many lines there are. */
size_t benchmark_lines(const struct garage_figures *own,
		       const struct garage_figures *garages, size_t count,
		       struct benchmark_line ret_lines[BENCHMARK_METRICS]);

#endif
