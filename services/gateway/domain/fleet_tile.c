/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a car of a fleet asks for attention: an APK that ends within 60 days,
 * service that is late, advices that wait, no driver to reach.
 */
#include "gateway/domain/fleet_tile.h"

#define APK_DAYS 60

const char *const fleet_tile_words[FLEET_TILE_WORDS] = { "apk", "service", "advices",
							 "driver", "costs" };

static bool ends_within(struct civil_date date, struct civil_date today, int64_t days)
{
	return civil_is_set(date) && civil_days_between(today, date) < days;
}

bool fleet_tile_has(enum fleet_tile tile, const struct fleet_facts *facts,
		    struct civil_date today)
{
	switch (tile) {
	case FLEET_TILE_NONE:
		return true;
	case FLEET_TILE_APK:
		return ends_within(facts->apk, today, APK_DAYS);
	case FLEET_TILE_SERVICE:
		return ends_within(facts->service, today, 0);
	case FLEET_TILE_ADVICES:
		return facts->advices > 0;
	case FLEET_TILE_DRIVER:
		return !facts->has_driver;
	case FLEET_TILE_COSTS:
		return facts->costs_cents > 0;
	}
	return false;
}

void fleet_tiles_count(struct fleet_tiles *tiles, const struct fleet_facts *facts,
		       struct civil_date today)
{
	tiles->cars++;
	for (int tile = FLEET_TILE_APK; tile <= FLEET_TILE_COSTS; tile++)
		tiles->with[tile] += fleet_tile_has((enum fleet_tile)tile, facts, today);
	tiles->advices_cents += facts->advices_cents;
	tiles->costs_cents += facts->costs_cents;
}
