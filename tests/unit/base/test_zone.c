/* SPDX-License-Identifier: Apache-2.0 */
/* Local clocks, against Python's zoneinfo; damaged zone files are refused. */
#include "base/zone.h"

#include "sys/file.h"
#include "sys/zone_file.h"
#include "unit.h"
#include "zone_vectors.h"

static const struct zone *zone_named(const char *name)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	if (zone_find(name, &zone, &err) < 0)
		fail_msg("%s: %s", name, err.text);
	return zone;
}

static struct instant instant_of(const char *text)
{
	struct instant at = NO_INSTANT;
	struct err err = { 0 };

	if (instant_parse(text, &at, &err) < 0)
		fail_msg("%s: %s", text, err.text);
	return at;
}

static void shows_what_python_shows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ZONE_VECTORS); i++) {
		const struct zone *zone = zone_named(ZONE_VECTORS[i].zone);
		struct local_time local =
			zone_local(zone, instant_of(ZONE_VECTORS[i].utc));
		char text[LOCAL_TEXT];

		expect_text(ZONE_VECTORS[i].zone, local_format(local, text),
			    ZONE_VECTORS[i].local);
	}
}

static void finds_the_moment_of_a_wall_clock(void **state)
{
	static const struct {
		const char *sentence;
		struct civil_date date;
		int minutes;
		const char *utc;
	} CASES[] = {
		{ "an ordinary winter moment",
		  { 2026, 11, 22 },
		  900,
		  "2026-11-22T14:00:00Z" },
		{ "an ordinary summer moment",
		  { 2026, 7, 12 },
		  900,
		  "2026-07-12T13:00:00Z" },
		{ "just before the gap", { 2026, 3, 29 }, 119, "2026-03-29T00:59:00Z" },
		{ "the gap's first minute",
		  { 2026, 3, 29 },
		  120,
		  "2026-03-29T01:00:00Z" },
		{ "inside the gap: the moment after it",
		  { 2026, 3, 29 },
		  150,
		  "2026-03-29T01:00:00Z" },
		{ "just after the gap", { 2026, 3, 29 }, 180, "2026-03-29T01:00:00Z" },
		{ "just before the hour told twice",
		  { 2026, 10, 25 },
		  119,
		  "2026-10-24T23:59:00Z" },
		{ "told twice: the first",
		  { 2026, 10, 25 },
		  150,
		  "2026-10-25T00:30:00Z" },
		{ "just after the hour told twice",
		  { 2026, 10, 25 },
		  180,
		  "2026-10-25T02:00:00Z" },
		{ "a gap far beyond the table",
		  { 2099, 3, 29 },
		  150,
		  "2099-03-29T01:00:00Z" },
	};
	const struct zone *zone = zone_named("Europe/Amsterdam");

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct instant at =
			zone_instant(zone, CASES[i].date, CASES[i].minutes * 60);
		char text[INSTANT_TEXT];

		expect_text(CASES[i].sentence, instant_format(at, text), CASES[i].utc);
	}
}

static void a_day_that_never_was_ends_at_once(void **state)
{
	struct instant at = zone_instant(zone_named("Pacific/Apia"),
					 (struct civil_date){ 2011, 12, 30 }, 43200);
	char text[INSTANT_TEXT];

	(void)state;
	assert_string_equal(instant_format(at, text), "2011-12-30T10:00:00Z");
}

static void every_hour_of_years_goes_there_and_back(void **state)
{
	static const char *const ZONES[] = { "Europe/Amsterdam", "Australia/Lord_Howe",
					     "America/New_York" };

	(void)state;
	for (size_t z = 0; z < COUNT_OF(ZONES); z++) {
		const struct zone *zone = zone_named(ZONES[z]);
		struct instant at = instant_of("2034-01-01T00:00:00.250000Z");

		for (int hour = 0; hour < 24 * 366 * 8; hour++) {
			struct local_time local = zone_local(zone, at);
			struct instant back =
				zone_instant(zone, local.date, local.second_of_day);
			int64_t missed = at.micros - 250000 - back.micros;
			char text[INSTANT_TEXT];

			/* A time told twice gives the first: an hour or half of one
			 * early. */
			if (missed != 0 && missed != 3600 * MICROS_PER_SECOND &&
			    missed != 1800 * MICROS_PER_SECOND)
				fail_msg("%s %s", ZONES[z], instant_format(at, text));
			assert_int_equal(local.micro, 250000);
			at = instant_add_seconds(at, 3600);
		}
	}
}

static void refuses_every_truncation_of_a_file(void **state)
{
	AUTO_TEXT *bytes = NULL;
	struct err err = { 0 };
	size_t len = 0;

	(void)state;
	assert_int_equal(file_read("/usr/share/zoneinfo/Europe/Amsterdam", 65536, &bytes,
				   &len, &err),
			 0);
	for (size_t cut = 0; cut < len; cut++) {
		AUTO_BYTES *part = mem_copy(bytes, cut);
		AUTO(zone) *zone = NULL;

		if (zone_from_tzif("cut", (struct slice){ part, cut }, &zone, &err) == 0)
			fail_msg("the first %zu of %zu bytes were accepted", cut, len);
		assert_int_equal(err.kind, ERR_INVALID);
	}
}

static void survives_every_flipped_byte(void **state)
{
	AUTO_TEXT *bytes = NULL;
	struct err err = { 0 };
	size_t len = 0;

	(void)state;
	assert_int_equal(file_read("/usr/share/zoneinfo/Europe/Amsterdam", 65536, &bytes,
				   &len, &err),
			 0);
	for (size_t i = 0; i < len; i++) {
		AUTO(zone) *zone = NULL;

		bytes[i] = (char)~bytes[i];
		if (zone_from_tzif("flipped", (struct slice){ bytes, len }, &zone,
				   &err) == 0)
			(void)zone_local(zone, instant_of("2026-11-22T14:00:00Z"));
		bytes[i] = (char)~bytes[i];
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(shows_what_python_shows),
		cmocka_unit_test(finds_the_moment_of_a_wall_clock),
		cmocka_unit_test(a_day_that_never_was_ends_at_once),
		cmocka_unit_test(every_hour_of_years_goes_there_and_back),
		cmocka_unit_test(refuses_every_truncation_of_a_file),
		cmocka_unit_test(survives_every_flipped_byte),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
