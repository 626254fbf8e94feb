/* SPDX-License-Identifier: Apache-2.0 */
/* One typing error removes itself; a clean series loses nothing (domain.md 3d-2). */
#include "cars.h"
#include "reminder/domain/odometer.h"

#define MOST 6

struct series {
	const char *sentence;
	const char *dates[MOST];
	int64_t km[MOST];
	enum reading_verdict verdicts[MOST];
};

#define Y(year) #year "-03-01"
#define OK      READING_ACCEPTED

/* clang-format off */
static const struct series SERIES[] = {
	{ "a reading too high in the middle",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { 100000, 110000, 1120000, 130000 },
	  { OK, OK, READING_EXTRA_DIGIT, OK } },
	{ "a reading too low in the middle",
	  { Y(2020), Y(2021), Y(2022) }, { 100000, 11000, 120000 },
	  { OK, READING_MISSING_DIGIT, OK } },
	{ "a digit too many at the very end",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { 170000, 180000, 189000, 1999105 },
	  { OK, OK, OK, READING_EXTRA_DIGIT } },
	{ "miles among kilometres",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { 80000, 95000, 68000, 125000 },
	  { OK, OK, READING_MILES, OK } },
	{ "the figure of last year again",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { 80000, 95000, 95000, 125000 },
	  { OK, OK, READING_COPY, OK } },
	{ "two digits exchanged",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { 41000, 56000, 17000, 86000 },
	  { OK, OK, READING_TRANSPOSED, OK } },
	{ "nothing, nought and nines",
	  { Y(2020), Y(2021), Y(2022), Y(2023) }, { -1, 0, 999999, 86000 },
	  { READING_BLANK, READING_PLACEHOLDER, READING_PLACEHOLDER, OK } },
	{ "the same twice on a day is one reading",
	  { Y(2020), Y(2021), Y(2021), Y(2022) }, { 40000, 52000, 52003, 64000 },
	  { OK, OK, OK, OK } },
	{ "written to the hundred, then exactly",
	  { Y(2020), Y(2021), "2021-03-05", Y(2022) }, { 40000, 52000, 51964, 64000 },
	  { OK, OK, OK, OK } },
	{ "a taxi from one day to the next",
	  { Y(2020), Y(2021), "2021-09-01", Y(2022), "2022-09-01", Y(2023) },
	  { 20000, 32000, 72000, 112000, 152000, 192000 }, { OK, OK, OK, OK, OK, OK } },
};
/* clang-format on */

static void each_series_is_judged_as_a_whole(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(SERIES); i++) {
		const struct series *s = &SERIES[i];
		AUTO(history) *h = history_new();
		struct odometer o;

		h->first_admission = on("2015-06-01");
		for (size_t v = 0; v < MOST && s->dates[v]; v++)
			add_visit(h, s->dates[v], s->km[v], WORK_REPAIR);
		odometer_clean(h, &o);
		for (size_t v = 0; v < o.count; v++)
			expect_text(s->sentence,
				    reading_verdict_name(o.readings[v].verdict),
				    reading_verdict_name(s->verdicts[v]));
	}
}

static void the_more_trusted_reading_of_a_day_stays(void **state)
{
	AUTO(history) *h = history_new();
	struct odometer o;

	(void)state;
	add_visit(h, "2024-03-01", 50000, WORK_REPAIR);
	add_visit(h, "2025-03-01", 55000, WORK_REPAIR);
	add_visit(h, "2025-03-01", 62000, WORK_APK);
	odometer_clean(h, &o);
	expect_text("workshop", reading_verdict_name(o.readings[1].verdict), "same_day");
	expect_number("the test's", odometer_last(&o)->km, 62000);
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

/* A car of 8 to 90 km a day, read every 40 to 400 days. */
static void fill_random(struct history *h, uint32_t *seed)
{
	int64_t rate = 8 + next_random(seed) % 82, km = 10 + next_random(seed) % 90000;
	struct visit visit = { .date = on("2016-01-04"), .work = WORK_REPAIR };

	for (int i = 0; i < 12; i++) {
		int32_t days = 40 + (int32_t)(next_random(seed) % 360);

		visit.date = civil_add_days(visit.date, days);
		km += rate * days +
		      rate * days * ((int64_t)(next_random(seed) % 41) - 20) / 100;
		visit.odometer_km = km;
		snprintf(visit.id, sizeof(visit.id), "%036d", i);
		history_add(h, &visit);
	}
}

static void a_clean_series_loses_nothing(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 2000; seed++) {
		AUTO(history) *h = history_new();
		uint32_t random = seed;
		struct odometer o;

		fill_random(h, &random);
		odometer_clean(h, &o);
		if (o.accepted_count != h->visits_count)
			fail_msg("seed %u: %zu of %zu accepted", seed, o.accepted_count,
				 h->visits_count);
	}
}

static void one_digit_too_many_takes_itself_out_alone(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 2000; seed++) {
		AUTO(history) *h = history_new();
		uint32_t random = seed;
		struct odometer o;

		fill_random(h, &random);
		size_t wrong = next_random(&random) % h->visits_count;
		h->visits[wrong].odometer_km = h->visits[wrong].odometer_km * 10 + 3;
		odometer_clean(h, &o);
		if (o.readings[wrong].verdict == READING_ACCEPTED ||
		    o.accepted_count != h->visits_count - 1)
			fail_msg("seed %u: reading %zu %s, %zu accepted", seed, wrong,
				 reading_verdict_name(o.readings[wrong].verdict),
				 o.accepted_count);
	}
}

static void what_is_accepted_never_falls(void **state)
{
	(void)state;
	for (uint32_t seed = 1; seed <= 2000; seed++) {
		AUTO(history) *h = history_new();
		uint32_t random = seed;
		struct odometer o;

		fill_random(h, &random);
		for (int i = 0; i < 5; i++)
			h->visits[next_random(&random) % h->visits_count].odometer_km =
				next_random(&random) % 2000000;
		odometer_clean(h, &o);
		for (size_t i = 1; i < o.accepted_count; i++)
			if (odometer_accepted(&o, i)->km + 100 <
			    odometer_accepted(&o, i - 1)->km)
				fail_msg("seed %u falls at %zu", seed, i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_series_is_judged_as_a_whole),
		cmocka_unit_test(the_more_trusted_reading_of_a_day_stays),
		cmocka_unit_test(a_clean_series_loses_nothing),
		cmocka_unit_test(one_digit_too_many_takes_itself_out_alone),
		cmocka_unit_test(what_is_accepted_never_falls),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
