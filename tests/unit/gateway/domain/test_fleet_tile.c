/* SPDX-License-Identifier: Apache-2.0 */
/* What of a fleet asks for attention, and what the tiles count. */
#include "gateway/domain/fleet_tile.h"

#include "unit.h"

static const struct civil_date TODAY = { 2026, 11, 24 };

static void a_tile_has_the_cars_that_ask_for_it(void **state)
{
	static const struct {
		const char *what;
		enum fleet_tile tile;
		struct fleet_facts facts;
		bool has;
	} cases[] = {
		{ "every car", FLEET_TILE_NONE, { .has_driver = true }, true },
		{ "APK over", FLEET_TILE_APK, { .apk = { 2026, 11, 1 } }, true },
		{ "APK today", FLEET_TILE_APK, { .apk = { 2026, 11, 24 } }, true },
		{ "APK in 59 days", FLEET_TILE_APK, { .apk = { 2027, 1, 22 } }, true },
		{ "APK in 60 days", FLEET_TILE_APK, { .apk = { 2027, 1, 23 } }, false },
		{ "APK unknown", FLEET_TILE_APK, { .apk = NO_DATE }, false },
		{ "due yesterday",
		  FLEET_TILE_SERVICE,
		  { .service = { 2026, 11, 23 } },
		  true },
		{ "due today",
		  FLEET_TILE_SERVICE,
		  { .service = { 2026, 11, 24 } },
		  false },
		{ "service unknown", FLEET_TILE_SERVICE, { .service = NO_DATE }, false },
		{ "an advice without price", FLEET_TILE_ADVICES, { .advices = 1 }, true },
		{ "no advice", FLEET_TILE_ADVICES, { .advices = 0 }, false },
		{ "no driver", FLEET_TILE_DRIVER, { .has_driver = false }, true },
		{ "a driver", FLEET_TILE_DRIVER, { .has_driver = true }, false },
		{ "costs", FLEET_TILE_COSTS, { .costs_cents = 1 }, true },
		{ "credited more", FLEET_TILE_COSTS, { .costs_cents = -1 }, false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect_number(cases[i].what,
			      fleet_tile_has(cases[i].tile, &cases[i].facts, TODAY),
			      cases[i].has);
}

static void tiles_count_cars_and_add_what_they_cost(void **state)
{
	static const struct fleet_facts cars[] = {
		{ .apk = { 2026, 12, 1 }, .advices = 2, .advices_cents = 30000 },
		{ .service = { 2026, 1, 1 }, .costs_cents = 12345, .has_driver = true },
		{ .advices = 1, .advices_cents = 500, .costs_cents = -45 },
	};
	struct fleet_tiles tiles = { .cars = 0 };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cars); i++)
		fleet_tiles_count(&tiles, &cars[i], TODAY);
	assert_int_equal(tiles.cars, 3);
	assert_int_equal(tiles.with[FLEET_TILE_APK], 1);
	assert_int_equal(tiles.with[FLEET_TILE_SERVICE], 1);
	assert_int_equal(tiles.with[FLEET_TILE_ADVICES], 2);
	assert_int_equal(tiles.with[FLEET_TILE_DRIVER], 2);
	assert_int_equal(tiles.advices_cents, 30500);
	assert_int_equal(tiles.costs_cents, 12300);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_tile_has_the_cars_that_ask_for_it),
		cmocka_unit_test(tiles_count_cars_and_add_what_they_cost),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
