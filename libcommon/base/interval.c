/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides the formulas. Student's quantile is the expansion around the normal one
 * (Abramowitz and Stegun 26.7.5): within 0.0002 from 10 degrees of freedom on.
 */
#include "base/interval.h"

#include <math.h>

static double square(double x)
{
	return x * x;
}

static double within(double x, double low, double high)
{
	if (x < low)
		return low;
	return x > high ? high : x;
}

struct interval share_interval(struct share share)
{
	double n = (double)share.of;
	double p = (double)share.hits / n;
	double z2 = square(INTERVAL_Z);
	double middle = (p + z2 / (2 * n)) / (1 + z2 / n);
	double half =
		INTERVAL_Z * sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n);

	return (struct interval){ p, within(middle - half, 0, p),
				  within(middle + half, p, 1) };
}

struct interval share_difference(struct share a, struct share b)
{
	struct interval x = share_interval(a);
	struct interval y = share_interval(b);
	double d = x.value - y.value;

	return (struct interval){
		d,
		d - sqrt(square(x.value - x.low) + square(y.high - y.value)),
		d + sqrt(square(x.high - x.value) + square(y.value - y.low)),
	};
}

double student_quantile(double freedom)
{
	static const double COEFFICIENTS[][6] = {
		/* z, z3, z5, z7, z9, divided by */
		{ 1, 1, 0, 0, 0, 4 },
		{ 3, 16, 5, 0, 0, 96 },
		{ -15, 17, 19, 3, 0, 384 },
		{ -945, -1920, 1482, 776, 79, 92160 },
	};
	double z2 = square(INTERVAL_Z);
	double quantile = INTERVAL_Z;
	double power = 1;

	for (int i = 0; i < 4; i++) {
		const double *c = COEFFICIENTS[i];
		double sum = c[0] + z2 * (c[1] + z2 * (c[2] + z2 * (c[3] + z2 * c[4])));

		power *= freedom;
		quantile += INTERVAL_Z * sum / (c[5] * power);
	}
	return quantile;
}

/* Of the mean: the sample's variance over its size. */
static double variance(struct sample sample)
{
	double n = (double)sample.count;
	double v = (sample.squares - square(sample.sum) / n) / (n - 1) / n;

	return v > 0 ? v : 0;
}

struct interval mean_difference(struct sample a, struct sample b)
{
	double d = a.sum / (double)a.count - b.sum / (double)b.count;
	double va = variance(a);
	double vb = variance(b);
	double below =
		square(va) / (double)(a.count - 1) + square(vb) / (double)(b.count - 1);
	double half;

	if (below <= 0)
		return (struct interval){ d, d, d };
	half = student_quantile(square(va + vb) / below) * sqrt(va + vb);
	return (struct interval){ d, d - half, d + half };
}
