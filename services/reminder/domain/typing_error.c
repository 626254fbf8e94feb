/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The likeliest slip behind a rejected reading.
 *
 * The accepted readings around it give a window in which the true figure lies. If
 * undoing a common slip (miles, a digit too few or too many, two digits exchanged,
 * the last figure copied) lands in the window, that slip is named. A name is a hint for
 * people; nothing is corrected with it.
 */
#include "reminder/domain/typing_error.h"

#define MOST_KM INT64_C(100000000)

struct window {
	int64_t low;
	int64_t high;
	int64_t previous; /* last accepted km before; -1 = none */
};

static struct window window_at(const struct odometer *o, struct civil_date date,
			       int64_t rate)
{
	struct window w = { 0, MOST_KM, -1 };
	const struct reading *before = NULL, *after = NULL;
	int64_t likely;

	for (size_t i = 0; i < o->accepted_count; i++) {
		const struct reading *r = odometer_accepted(o, i);

		if (civil_compare(r->date, date) <= 0)
			before = r;
		else if (!after)
			after = r;
	}
	if (before) {
		likely = rate * civil_days_between(before->date, date) / 1000;
		w.low = before->km;
		w.high = before->km + 3 * likely + 500;
		w.previous = before->km;
	}
	if (after) {
		likely = rate * civil_days_between(date, after->date) / 1000;
		w.high = after->km;
		if (!before)
			w.low = after->km - 3 * likely - 500;
	}
	return w;
}

static bool fits(const struct window *w, int64_t km)
{
	return km >= w->low && km <= w->high;
}

/* One digit left out, at any place. */
static bool fits_without_a_digit(const struct window *w, int64_t km)
{
	for (int64_t unit = 1; unit <= km; unit *= 10)
		if (fits(w, km / (unit * 10) * unit + km % unit))
			return true;
	return false;
}

/* One digit put in, any digit at any place. */
static bool fits_with_a_digit(const struct window *w, int64_t km)
{
	for (int64_t unit = 1; unit <= km * 10 && unit < MOST_KM; unit *= 10)
		for (int64_t digit = 0; digit <= 9; digit++)
			if (fits(w, (km / unit * 10 + digit) * unit + km % unit))
				return true;
	return false;
}

static bool fits_exchanged(const struct window *w, int64_t km)
{
	for (int64_t unit = 1; unit * 10 <= km; unit *= 10) {
		int64_t right = km / unit % 10, left = km / (unit * 10) % 10;

		if (fits(w, km + (right - left) * unit * 9))
			return true;
	}
	return false;
}

enum reading_verdict typing_error_of(const struct odometer *odometer,
				     const struct reading *rejected, int64_t rate)
{
	struct window w = window_at(odometer, rejected->date, rate);
	int64_t km = rejected->km;

	if (km == w.previous)
		return READING_COPY;
	if (fits_exchanged(&w, km))
		return READING_TRANSPOSED;
	if (km < w.low && fits(&w, km * 1609344 / 1000000))
		return READING_MILES;
	if (km < w.low && fits_with_a_digit(&w, km))
		return READING_MISSING_DIGIT;
	if (km > w.high && fits_without_a_digit(&w, km))
		return READING_EXTRA_DIGIT;
	return km < w.low ? READING_TOO_LOW : READING_TOO_HIGH;
}

static const char *const VERDICT_NAMES[] = {
	[READING_NONE] = "none",
	[READING_ACCEPTED] = "accepted",
	[READING_BLANK] = "blank",
	[READING_PLACEHOLDER] = "placeholder",
	[READING_SAME_DAY] = "same_day",
	[READING_COPY] = "copy_of_previous",
	[READING_MILES] = "miles",
	[READING_MISSING_DIGIT] = "missing_digit",
	[READING_EXTRA_DIGIT] = "extra_digit",
	[READING_TRANSPOSED] = "transposed",
	[READING_TOO_LOW] = "too_low",
	[READING_TOO_HIGH] = "too_high",
};

const char *reading_verdict_name(enum reading_verdict verdict)
{
	return VERDICT_NAMES[verdict];
}
