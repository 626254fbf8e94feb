/* SPDX-License-Identifier: Apache-2.0 */
/* What may be done with an appointment, and when its letter and link are due. */
#include "fleet/domain/booked.h"
#include "sys/zone_file.h"
#include "unit.h"

static struct instant at(const char *text)
{
	struct instant moment = NO_INSTANT;

	if (text[0])
		expect_number(text, instant_parse(text, &moment, NULL), 0);
	return moment;
}

static void steps(void **state)
{
	static const struct {
		const char *sentence, *status, *now;
		bool is_garage;
		enum booked_step step;
		bool allowed;
	} cases[] = {
		{ "moved", "booked", "2026-12-01T07:29:59Z", false, BOOKED_MOVE, true },
		{ "begun", "booked", "2026-12-01T07:30:00Z", false, BOOKED_MOVE, false },
		{ "begun", "booked", "2026-12-01T07:30:00Z", false, BOOKED_CANCEL,
		  false },
		{ "the garage", "booked", "2026-12-02T07:30:00Z", true, BOOKED_CANCEL,
		  true },
		{ "came", "booked", "2026-12-01T07:20:00Z", true, BOOKED_CLOSE, true },
		{ "put right", "missed", "2026-12-03T07:20:00Z", true, BOOKED_CLOSE,
		  true },
		{ "over", "came", "2026-12-01T07:20:00Z", true, BOOKED_MOVE, false },
		{ "gone", "cancelled", "2026-11-01T07:20:00Z", true, BOOKED_CLOSE,
		  false },
		{ "gone", "cancelled", "2026-11-01T07:20:00Z", false, BOOKED_MOVE,
		  false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct booked_now booked = {
			.status = cases[i].status,
			.starts = at("2026-12-01T07:30:00Z"),
			.now = at(cases[i].now),
			.is_garage = cases[i].is_garage,
		};
		struct err err = { 0 };

		expect_number(cases[i].sentence,
			      booked_check(&booked, cases[i].step, &err),
			      cases[i].allowed ? 0 : -1);
		expect_text(cases[i].sentence, err.code,
			    cases[i].allowed ? "" : "APPOINTMENT_OVER");
	}
}

static void deadlines(void **state)
{
	static const struct {
		const char *sentence;
		struct civil_date date;
		const char *now, *reminder, *end;
	} cases[] = {
		{ "winter",
		  { 2026, 12, 1 },
		  "2026-11-22T12:00:00Z",
		  "2026-11-30T09:00:00Z",
		  "2026-12-02T23:00:00Z" },
		{ "the day the clocks go forward",
		  { 2026, 3, 29 },
		  "2026-03-20T12:00:00Z",
		  "2026-03-28T09:00:00Z",
		  "2026-03-30T22:00:00Z" },
		{ "the day after they went back",
		  { 2026, 10, 26 },
		  "2026-10-20T12:00:00Z",
		  "2026-10-25T09:00:00Z",
		  "2026-10-27T23:00:00Z" },
		{ "booked too late for one",
		  { 2026, 12, 1 },
		  "2026-11-30T09:00:00Z",
		  "",
		  "2026-12-02T23:00:00Z" },
	};
	const struct zone *zone = NULL;

	(void)state;
	expect_number("zone", zone_find("Europe/Amsterdam", &zone, NULL), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct instant due =
			booked_reminder(zone, cases[i].date, at(cases[i].now));

		expect_number(cases[i].sentence, due.micros,
			      at(cases[i].reminder).micros);
		expect_number(cases[i].sentence,
			      booked_link_end(zone, cases[i].date).micros,
			      at(cases[i].end).micros);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(steps),
		cmocka_unit_test(deadlines),
	};

	return cmocka_run_group_tests_name("fleet/domain/booked", tests, NULL, NULL);
}
