/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A release and news of the cars it lets go, at the same moment in two transactions: one
 * waits for the other, whichever came first.
 */
#include <stdio.h>

#include "../store/garage_world.h"
#include "flow/outbox.h"
#include "reminder/list/cycle.h"
#include "reminder/store_hold.h"
#include "unit.h"

static struct garage_world world;

/* The list is frozen and the first invitations are about to leave. */
static int open_world(void **state)
{
	(void)state;
	garage_world_open_regulars(&world, "release", 3);
	garage_world_at(&world, "2026-11-29T14:00:02Z");
	garage_world_run_timers(&world);
	garage_world_at(&world, "2026-12-02T11:00:00Z");
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	garage_world_close(&world);
	return 0;
}

static struct tx *begin(void)
{
	struct err err = { .kind = ERR_NONE };
	struct tx *tx = NULL;

	must(tx_begin(world.pool, &tx, &err), &err);
	must(tx_set_local(tx, "lock_timeout", "200ms", &err), &err);
	return tx;
}

static bool holds(struct tx *tx, int n)
{
	struct err err = { .kind = ERR_NONE };
	const char *id = car_id(n);

	return store_vehicles_lock(tx, GARAGE, &id, 1, &err) == 0;
}

/* All lines of that car's slot; false: it would wait. */
static bool releases(struct tx *tx, int n)
{
	AUTO(outbox) *say = outbox_new("reminder");
	struct desk_request request = { &world.svc, tx, say, GARAGE };
	struct err err = { .kind = ERR_NONE };
	struct desk desk;
	char sql[200];

	snprintf(sql, sizeof(sql),
		 "SELECT release_slot FROM proposal WHERE vehicle_id = '%s'", car_id(n));
	int slot = (int)garage_world_number(&world, sql);

	must(desk_open(&request, &desk, &err), &err);
	outbox_because_of(say, "release", NULL);
	return release_slot(&desk, (struct iso_week){ 2026, 48 }, slot, &err) == 0 &&
	       desk_close(&desk, &err) == 0 && outbox_write(say, tx, &err) == 0;
}

static void it_waits_for_news_of_a_car(void **state)
{
	struct tx *news = begin(), *release = begin();
	struct err err = { .kind = ERR_NONE };

	(void)state;
	expect_true("there is news of the car", holds(news, 2));
	expect_true("so nothing of it leaves", !releases(release, 2));
	tx_rollback(release);
	must(tx_commit(news, &err), &err);
	release = begin();
	expect_true("until that is kept", releases(release, 2));
	must(tx_commit(release, &err), &err);
	garage_world_expect_line(&world, "then it does", 2, "released yes -");
}

static void news_of_a_car_waits_for_it(void **state)
{
	struct tx *release = begin(), *news = begin();
	struct err err = { .kind = ERR_NONE };

	(void)state;
	expect_true("it leaves", releases(release, 2));
	expect_true("and whoever has news of it", !holds(news, 2));
	tx_rollback(news);
	must(tx_commit(release, &err), &err);
	garage_world_visit(&world, &(struct world_visit){ .car = 2,
							  .nth = 50,
							  .date = "2026-12-01",
							  .km = 84000,
							  .classes = SERVICE_AND_TEST,
							  .cents = 41000 });
	garage_world_expect(&world, "sees that it left, and takes it back",
			    "SELECT value::json ->> 'reason' FROM outbox WHERE topic"
			    " LIKE 'notification.withdraw%' OR record_type LIKE"
			    " '%notification.withdraw%'",
			    "VISITED");
}

#define TEST(fn) cmocka_unit_test_setup_teardown(fn, open_world, close_world)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(it_waits_for_news_of_a_car),
		TEST(news_of_a_car_waits_for_it),
	};

	if (!scratch_is_there("test_release"))
		return 0;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
