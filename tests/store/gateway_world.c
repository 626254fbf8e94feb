/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how one database is met as three roles. */
#include "../store/gateway_world.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/gateway.h"
#include "gateway/timers.h"
#include "unit.h"

extern const struct migration gateway_migrations[];
extern const size_t gateway_migrations_count;

#define CONNINFO 400
#define WORKERS  " TO beurt_gateway, beurt_gateway_projector"

/* As deploy/postgres/roles.sql has it; before the migrations, which take some away. */
static const char *const SCHEMA[] = {
	"DROP SCHEMA IF EXISTS gateway CASCADE",
	"CREATE SCHEMA gateway AUTHORIZATION beurt_gateway_owner",
	"GRANT USAGE ON SCHEMA gateway" WORKERS,
	"ALTER DEFAULT PRIVILEGES FOR ROLE beurt_gateway_owner IN SCHEMA gateway"
	" GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES" WORKERS,
	"ALTER DEFAULT PRIVILEGES FOR ROLE beurt_gateway_owner IN SCHEMA gateway"
	" GRANT USAGE ON SEQUENCES" WORKERS,
};

/* libpq takes the last user it is told. */
static void conninfo_of(const char *role, char ret_text[CONNINFO])
{
	int len = snprintf(ret_text, CONNINFO, "%s user=%s",
			   getenv("BEURT_TEST_DATABASE"), role);

	assert_true(len < CONNINFO);
}

static struct pool *open_pool(struct gateway_world *world, const char *role)
{
	char conninfo[CONNINFO];
	struct pool_request request = { .conninfo = conninfo,
					.schema = world->scratch.schema,
					.application = "test",
					.size = 4,
					.clock = world->scratch.clock };
	struct pool *pool = NULL;
	struct err err = { 0 };

	conninfo_of(role, conninfo);
	must(pool_open(&request, &pool, &err), &err);
	return pool;
}

void gateway_world_open(struct gateway_world *world)
{
	struct scratch *scratch = &world->scratch;
	struct scratch owner = { .schema = "gateway" };
	char conninfo[CONNINFO];
	struct err err = { 0 };

	*scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE"),
				     .schema = "gateway" };
	must(clock_open(NULL, &scratch->clock, &err), &err);
	scratch->pool = open_pool(world, "postgres");
	for (size_t i = 0; i < COUNT_OF(SCHEMA); i++)
		scratch_run(scratch, SCHEMA[i]);
	conninfo_of("beurt_gateway_owner", conninfo);
	owner.conninfo = conninfo;
	scratch_migrate(&owner, gateway_migrations, gateway_migrations_count);
	world->projector = open_pool(world, "beurt_gateway_projector");
	world->portal = open_pool(world, "beurt_gateway");
}

void gateway_world_close(struct gateway_world *world)
{
	pool_close(world->portal);
	pool_close(world->projector);
	pool_close(world->scratch.pool);
	clock_close(world->scratch.clock);
}

struct tx *gateway_world_write(struct gateway_world *world)
{
	struct tx *tx = NULL;
	struct err err = { 0 };

	must(tx_begin(world->projector, &tx, &err), &err);
	return tx;
}

struct tx *gateway_world_ask(struct gateway_world *world, const char *setting,
			     const char *value)
{
	struct tx *tx = NULL;
	struct err err = { 0 };

	must(tx_begin(world->portal, &tx, &err), &err);
	must(tx_set_local(tx, setting, value, &err), &err);
	return tx;
}

void gateway_world_night(struct gateway_world *world)
{
	struct gateway gateway = { .wall = world->scratch.clock };
	struct tx *tx = gateway_world_write(world);
	struct err err = { 0 };

	for (size_t i = 0; i < gateway_timers_count; i++)
		if (strcmp(gateway_timers[i].kind, "forget") == 0)
			must(gateway_timers[i].run(&gateway, tx, "all", tx_now(tx), NULL,
						   &err),
			     &err);
	scratch_commit(tx);
}
