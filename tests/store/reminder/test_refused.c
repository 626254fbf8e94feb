/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody refused is refused everywhere; what they did not is still there.
 */
#include <stdio.h>

#include "../store/outside_world.h"
#include "unit.h"

static struct garage_world world;

/* A Tuesday; three regulars who are due, and whose lines are not made yet. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open(&world, "refused", "2026-11-24T09:00:00Z");
	garage_world_has_garage(&world);
	for (int n = 1; n <= 3; n++)
		garage_world_has_regular(&world, n);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

/* email: the state of reminders by e-mail; reach: how they are reached. */
static void consents(int n, int version, const char *email, const char *reach)
{
	garage_world_hear(&world, "consent.state",
			  "{\"dealer\":\"" GARAGE "\",\"customer_id\":\"%s\","
			  "\"version\":%d,\"email_health\":\"ok\",\"entries\":["
			  "{\"purpose\":\"reminder\",\"channel\":\"email\",\"state\":"
			  "\"%s\",\"since\":\"2026-11-01T09:00:00Z\"}],\"reach\":[%s]}",
			  customer_id(n), version, email, reach);
}

#define REACH(channel, usable)                                                           \
	"{\"channel\":\"" channel "\",\"usable\":" usable ",\"note\":\"NO_CONSENT\"}"

static void lists_are_made(void)
{
	garage_world_at(&world, "2026-11-24T09:00:05Z");
	garage_world_run_timers(&world);
}

static void expect_channel(const char *sentence, int n, const char *wanted)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "SELECT concat_ws(' ', status, reason, state::json ->> 'channel')"
		 " FROM proposal WHERE vehicle_id = '%s'",
		 car_id(n));
	garage_world_expect(&world, sentence, sql, wanted);
}

static void who_stopped_e_mail_alone_is_written_to_by_letter(void **state)
{
	(void)state;
	consents(1, 1, "withdrawn", REACH("email", "false") "," REACH("letter", "true"));
	consents(2, 1, "objected", REACH("email", "false") "," REACH("letter", "false"));
	lists_are_made();
	expect_channel("by letter", 1, "open letter");
	expect_channel("objected to everything", 2, "(none)");
	expect_channel("nothing was refused", 3, "open email");
	consents(1, 2, "objected", REACH("email", "false") "," REACH("letter", "false"));
	garage_world_expect_line(&world, "and now to letters too", 1,
				 "removed no NO_CONSENT");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(who_stopped_e_mail_alone_is_written_to_by_letter),
	};

	if (!scratch_is_there("test_refused"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
