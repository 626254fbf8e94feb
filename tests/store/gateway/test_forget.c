/* SPDX-License-Identifier: Apache-2.0 */
/* What goes by itself, once its time is over, and not before. */
#include "../gateway_world.h"
#include "unit.h"

#include <stdio.h>

static struct gateway_world world;

static int open_world(void **state)
{
	(void)state;
	gateway_world_open(&world);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	gateway_world_close(&world);
	return 0;
}

static void link_ended(const char *hash, const char *ago)
{
	char sql[300];

	snprintf(sql, sizeof(sql),
		 "INSERT INTO gateway.login_link (hash, browser, created_at, expires_at)"
		 " VALUES ('%s', 'b', now() - interval '%s' - interval '10 minutes',"
		 " now() - interval '%s')",
		 hash, ago, ago);
	scratch_run(&world.scratch, sql);
}

/* Anybody can ask for links to addresses of nobody's, and each is a row. */
static void a_link_to_sign_in_with_goes_a_day_after_it_ended(void **state)
{
	(void)state;
	link_ended("long ago", "89 days");
	link_ended("over", "25 hours");
	link_ended("young", "23 hours");
	link_ended("holds", "-5 minutes");
	gateway_world_night(&world);
	expect_number("those of today are left",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM gateway.login_link"
				     " WHERE hash IN ('young', 'holds')"),
		      2);
	expect_number("and no other",
		      scratch_number(&world.scratch,
				     "SELECT count(*) FROM gateway.login_link"),
		      2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_to_sign_in_with_goes_a_day_after_it_ended),
	};

	if (!scratch_is_there("store/gateway/forget"))
		return 0;
	return cmocka_run_group_tests_name("store/gateway/forget", tests, open_world,
					   close_world);
}
