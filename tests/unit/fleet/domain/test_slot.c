/* SPDX-License-Identifier: Apache-2.0 */
/* Slots of a day, the days the clocks change, who may book, and what is near. */
#include "fleet/domain/slot.h"
#include "sys/zone_file.h"
#include "unit.h"

static const struct zone *amsterdam(void)
{
	const struct zone *zone = NULL;
	struct err err = { 0 };

	if (zone_find("Europe/Amsterdam", &zone, &err) < 0)
		fail_msg("%s", err.text);
	return zone;
}

static struct instant at(const char *text)
{
	struct instant moment = NO_INSTANT;

	expect_number(text, instant_parse(text, &moment, NULL), 0);
	return moment;
}

/* Tuesdays 8.00 to 12.00 and 13.00 to 15.00, Sundays around the small hours. */
static struct slot_rules rules(void)
{
	return (struct slot_rules){
		.openings = { { 2, 780, 900 }, { 2, 480, 720 }, { 7, 60, 240 } },
		.openings_count = 3,
		.closed = { { 2026, 12, 22 } },
		.closed_count = 1,
		.slot_minutes = 30,
		.capacity = 2,
		.booking_days = 60,
		.notice_hours = 24,
	};
}

static struct slot_day day_of(struct slot_rules rules, struct civil_date date)
{
	struct slot_day day;

	slots_of_day(&rules, amsterdam(), date, &day);
	return day;
}

static void a_day_has_the_slots_of_its_weekday(void **state)
{
	struct slot_day day = day_of(rules(), (struct civil_date){ 2026, 12, 1 });

	(void)state;
	expect_number("eight and four", (int64_t)day.count, 12);
	expect_number("in order", day.slots[0].minute, 480);
	expect_number("until noon", day.slots[7].minute, 690);
	expect_number("and after", day.slots[8].minute, 780);
	expect_number("the last ends by closing time", day.slots[11].minute, 870);
	expect_number("cars", day.slots[0].capacity, 2);
	expect_number("Monday",
		      (int64_t)day_of(rules(), (struct civil_date){ 2026, 11, 30 }).count,
		      0);
	expect_number("a closed day",
		      (int64_t)day_of(rules(), (struct civil_date){ 2026, 12, 22 }).count,
		      0);
}

static void what_is_left_of_a_stretch_is_no_slot(void **state)
{
	struct slot_rules uneven = rules();
	struct slot_day day;

	(void)state;
	uneven.slot_minutes = 50;
	day = day_of(uneven, (struct civil_date){ 2026, 12, 1 });
	expect_number("four and two", (int64_t)day.count, 6);
	expect_number("the last", day.slots[5].minute, 830);
}

/* 29 March 2026: 2.00 becomes 3.00. 25 October 2026: 3.00 becomes 2.00. */
static void clocks_that_change(void **state)
{
	struct slot_day spring = day_of(rules(), (struct civil_date){ 2026, 3, 29 });
	struct slot_day autumn = day_of(rules(), (struct civil_date){ 2026, 10, 25 });

	(void)state;
	expect_number("two are never shown", (int64_t)spring.count, 4);
	expect_number("before", spring.slots[1].minute, 90);
	expect_number("after", spring.slots[2].minute, 180);
	expect_number("none twice", (int64_t)autumn.count, 6);
	expect_true("half past two is the first of two",
		    instant_compare(zone_instant(amsterdam(), autumn.date, 150 * 60),
				    at("2026-10-25T00:30:00Z")) == 0);
}

static void a_car_takes_what_it_overlaps(void **state)
{
	struct slot_day day = day_of(rules(), (struct civil_date){ 2026, 12, 1 });
	struct slot_day same = day;

	(void)state;
	slots_take(&day, 480, 30);
	expect_true("one of two", slot_is_free(&day.slots[0]));
	slots_take(&day, 480, 30);
	expect_true("both", !slot_is_free(&day.slots[0]));
	expect_number("not the next", day.slots[1].taken, 0);
	/* Booked when slots were an hour. */
	slots_take(&day, 525, 60);
	expect_number("begins within", day.slots[1].taken, 1);
	expect_number("goes on", day.slots[2].taken, 1);
	expect_number("ends within", day.slots[3].taken, 1);
	expect_number("no more", day.slots[4].taken, 0);
	expect_true("another day now", !slots_same(&day, &same));
	slots_take(&same, 480, 30);
	slots_take(&same, 480, 30);
	slots_take(&same, 525, 60);
	expect_true("the same", slots_same(&day, &same));
}

static const struct {
	const char *sentence, *now;
	bool is_garage;
	struct civil_date date;
	int minute;
	const char *code; /* "" = fine */
} ASKERS[] = {
	{ "in time", "2026-11-30T07:00:00Z", false, { 2026, 12, 1 }, 480, "" },
	{ "a second late",
	  "2026-11-30T07:00:01Z",
	  false,
	  { 2026, 12, 1 },
	  480,
	  "SLOT_TOO_SOON" },
	{ "the garage itself", "2026-12-01T06:59:59Z", true, { 2026, 12, 1 }, 480, "" },
	{ "but no past",
	  "2026-12-01T07:00:01Z",
	  true,
	  { 2026, 12, 1 },
	  480,
	  "SLOT_TOO_SOON" },
	{ "the last day", "2026-10-02T22:00:00Z", false, { 2026, 12, 1 }, 480, "" },
	{ "a day more",
	  "2026-10-01T21:59:59Z",
	  false,
	  { 2026, 12, 1 },
	  480,
	  "SLOT_TOO_FAR" },
	{ "between slots",
	  "2026-11-20T07:00:00Z",
	  false,
	  { 2026, 12, 1 },
	  481,
	  "NO_SLOT" },
	{ "lunch", "2026-11-20T07:00:00Z", false, { 2026, 12, 1 }, 720, "NO_SLOT" },
	{ "closed", "2026-11-20T07:00:00Z", true, { 2026, 12, 22 }, 480, "NO_SLOT" },
	{ "never shown", "2026-03-20T07:00:00Z", false, { 2026, 3, 29 }, 120, "NO_SLOT" },
};

static void who_may_book_when(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(ASKERS); i++) {
		struct slot_rules some = rules();
		struct slot_asker asker = { amsterdam(), at(ASKERS[i].now),
					    ASKERS[i].is_garage };
		struct slot_day day = day_of(some, ASKERS[i].date);
		struct err err = { 0 };

		expect_number(ASKERS[i].sentence,
			      slot_check(&some, &asker, &day, ASKERS[i].minute, &err),
			      ASKERS[i].code[0] ? -1 : 0);
		expect_text(ASKERS[i].sentence, err.code, ASKERS[i].code);
	}
}

static void the_nearest_three_are_offered(void **state)
{
	struct slot_rules some = rules();
	struct slot_asker asker = { amsterdam(), at("2026-11-22T12:00:00Z"), false };
	struct nearest nearest = { .wish = at("2026-12-01T08:30:00Z") };
	struct slot_day days[2] = { day_of(some, (struct civil_date){ 2026, 12, 1 }),
				    day_of(some, (struct civil_date){ 2026, 12, 8 }) };

	(void)state;
	nearest_add(&nearest, &some, &asker, &days[1]);
	expect_number("another week", nearest.list[0].date.day, 8);
	for (int i = 0; i < 2; i++)
		slots_take(&days[0], 570, 30); /* 9.30, what was wished */
	nearest_add(&nearest, &some, &asker, &days[0]);
	expect_number("three", (int64_t)nearest.count, 3);
	expect_number("the earlier of two as far", nearest.list[0].minute, 510);
	expect_number("of that day", nearest.list[0].date.day, 1);
	expect_number("before", nearest.list[1].minute, 540);
	expect_number("after", nearest.list[2].minute, 600);
	nearest = (struct nearest){ .wish = at("2026-12-01T08:30:00Z") };
	asker.now = at("2026-12-01T08:30:00Z");
	nearest_add(&nearest, &some, &asker, &days[0]);
	expect_number("nothing that is too soon", (int64_t)nearest.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_day_has_the_slots_of_its_weekday),
		cmocka_unit_test(what_is_left_of_a_stretch_is_no_slot),
		cmocka_unit_test(clocks_that_change),
		cmocka_unit_test(a_car_takes_what_it_overlaps),
		cmocka_unit_test(who_may_book_when),
		cmocka_unit_test(the_nearest_three_are_offered),
	};

	return cmocka_run_group_tests_name("fleet/domain/slot", tests, NULL, NULL);
}
