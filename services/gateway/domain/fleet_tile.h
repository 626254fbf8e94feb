/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What of a fleet asks for its manager's attention: the tiles that filter the list of
 * cars, and what they count. Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_FLEET_TILE_H
#define BEURT_GATEWAY_DOMAIN_FLEET_TILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/civil_date.h"

enum fleet_tile {
	FLEET_TILE_NONE,    /* every car */
	FLEET_TILE_APK,     /* ends within 60 days, or has ended */
	FLEET_TILE_SERVICE, /* due before today */
	FLEET_TILE_ADVICES, /* some that nobody accepted or refused */
	FLEET_TILE_DRIVER,  /* has none */
	FLEET_TILE_COSTS,   /* some in twelve months */
};

/* As they stand in a query, FLEET_TILE_APK first. */
extern const char *const fleet_tile_words[];
#define FLEET_TILE_WORDS 5

struct fleet_facts {
	struct civil_date apk;     /* unset: unknown */
	struct civil_date service; /* unset: unknown */
	int64_t advices;
	int64_t advices_cents; /* including VAT */
	int64_t costs_cents;   /* of twelve months, excluding VAT */
	bool has_driver;
};

struct fleet_tiles {
	int64_t cars;
	int64_t with[FLEET_TILE_COSTS + 1]; /* cars, by tile */
	int64_t advices_cents;
	int64_t costs_cents;
};

bool fleet_tile_has(enum fleet_tile tile, const struct fleet_facts *facts,
		    struct civil_date today);
/* Adds a car. */
void fleet_tiles_count(struct fleet_tiles *tiles, const struct fleet_facts *facts,
		       struct civil_date today);

#endif
