/* SPDX-License-Identifier: Apache-2.0 */
/* Which cars of a customer are invited in one message. */
#include "cars.h"
#include "reminder/domain/household.h"

#define MOST 10

static const char *const IDS[MOST] = {
	"00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002",
	"00000000-0000-4000-8000-000000000003", "00000000-0000-4000-8000-000000000004",
	"00000000-0000-4000-8000-000000000005", "00000000-0000-4000-8000-000000000006",
	"00000000-0000-4000-8000-000000000007", "00000000-0000-4000-8000-000000000008",
	"00000000-0000-4000-8000-000000000009", "00000000-0000-4000-8000-00000000000a",
};

static struct household_car car(int i, enum reason_group group, const char *due)
{
	return (struct household_car){
		.vehicle = uuid_from(IDS[i]),
		.reader = uuid_from(IDS[0]),
		.group = group,
		.step = 1,
		.due = due ? on(due) : NO_DATE,
	};
}

/* The messages as "1,0 2": cars by their place, in the order they are due. */
static void expect_messages(const char *label, const struct household_car *cars,
			    size_t count, const char *expected)
{
	bool taken[MOST] = { false };
	size_t members[HOUSEHOLD_MOST], n;
	char text[200] = "";
	size_t len = 0;

	while ((n = household_next(cars, count, taken, members)) > 0)
		for (size_t i = 0; i < n; i++)
			len += (size_t)snprintf(text + len, sizeof(text) - len, "%s%zu",
						i > 0 ? "," : len > 0 ? " " : "",
						members[i]);
	if (strcmp(text, expected) != 0)
		fail_msg("%s: %s instead of %s", label, text, expected);
}

static void two_cars_within_fourteen_days_are_one_message(void **state)
{
	struct household_car cars[2] = { car(0, GROUP_APK, "2026-12-15"),
					 car(1, GROUP_SERVICE, "2026-12-01") };

	(void)state;
	expect_messages("the fourteenth day", cars, 2, "1,0");
	cars[0].due = on("2026-12-16");
	expect_messages("the fifteenth", cars, 2, "1 0");
	cars[0].due = NO_DATE;
	expect_messages("no day is known", cars, 2, "1 0");
}

static void all_cars_of_a_message_are_within_fourteen_days_of_the_first(void **state)
{
	struct household_car cars[3] = { car(0, GROUP_SERVICE, "2026-12-01"),
					 car(1, GROUP_SERVICE, "2026-12-12"),
					 car(2, GROUP_SERVICE, "2026-12-23") };

	(void)state;
	expect_messages("no chain", cars, 3, "0,1 2");
}

static void what_is_no_plan_of_ours_leaves_alone(void **state)
{
	static const enum reason_group ALONE[] = { GROUP_ADVICE, GROUP_RECALL,
						   GROUP_DORMANT };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(ALONE); i++) {
		struct household_car cars[2] = { car(0, ALONE[i], "2026-12-01"),
						 car(1, GROUP_APK, "2026-12-01") };

		expect_messages(reason_group_name(ALONE[i]), cars, 2, "0 1");
	}
	struct household_car last[2] = { car(0, GROUP_APK, "2026-12-01"),
					 car(1, GROUP_APK, "2026-12-01") };

	expect_messages("two tests", last, 2, "0,1");
	last[0].step = APK_SHORT_STEP;
	expect_messages("the last word before a test ends", last, 2, "0 1");
}

static void one_line_a_car_and_one_person_a_message(void **state)
{
	struct household_car cars[3] = { car(0, GROUP_APK, "2026-12-01"),
					 car(0, GROUP_TYRES, "2026-12-02"),
					 car(1, GROUP_TYRES, "2026-12-03") };

	(void)state;
	expect_messages("two lines of a car", cars, 3, "0,2 1");
	cars[2].reader = uuid_from(IDS[9]);
	expect_messages("its driver is somebody else", cars, 3, "0 1 2");
}

static void no_message_is_about_more_than_six(void **state)
{
	struct household_car cars[8];

	(void)state;
	for (int i = 0; i < 8; i++)
		cars[i] = car(i, GROUP_SERVICE, "2026-12-01");
	expect_messages("eight", cars, 8, "0,1,2,3,4,5 6,7");
	expect_messages("none", cars, 0, "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_cars_within_fourteen_days_are_one_message),
		cmocka_unit_test(
			all_cars_of_a_message_are_within_fourteen_days_of_the_first),
		cmocka_unit_test(what_is_no_plan_of_ours_leaves_alone),
		cmocka_unit_test(one_line_a_car_and_one_person_a_message),
		cmocka_unit_test(no_message_is_about_more_than_six),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
