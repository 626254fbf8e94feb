/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How sure a share or a difference is: 95 % intervals.
 *
 * Shares after Wilson (score interval), their difference after Newcombe (Statist. Med.
 * 17, 1998, 873-890, method 10: from the two score intervals, no continuity correction),
 * means after Welch. Only + - * / and square roots, so that equal numbers give equal
 * bits on every machine. Thread: any.
 */
#ifndef BEURT_BASE_INTERVAL_H
#define BEURT_BASE_INTERVAL_H

#include <stdint.h>

#define INTERVAL_Z 1.959963984540054 /* 97.5 % of a normal distribution */

struct share {
	int64_t hits;
	int64_t of; /* more than 0 */
};

/* Sums of a figure over persons. */
struct sample {
	int64_t count; /* more than 1 */
	double sum;
	double squares; /* sum of the squares */
};

struct interval {
	double value;
	double low;
	double high;
};

/* Of a share, between 0 and 1. */
struct interval share_interval(struct share share);
/* a - b, between -1 and 1. */
struct interval share_difference(struct share a, struct share b);
/* Mean of a - mean of b, in the figure's unit. */
struct interval mean_difference(struct sample a, struct sample b);
/* 97.5 % of Student's distribution; freedom of 3 and more. */
double student_quantile(double freedom);

#endif
