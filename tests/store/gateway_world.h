/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gateway's schema, made anew, with its owner and its roles: row-level security and
 * privileges hold here as they do in the house. Without them: scratch_open_gateway().
 */
#ifndef BEURT_TESTS_GATEWAY_WORLD_H
#define BEURT_TESTS_GATEWAY_WORLD_H

#include "../store/scratch.h"

struct gateway_world {
	struct scratch scratch; /* bound by nothing: what is there, whoever may see it */
	struct pool *projector; /* writes for all garages */
	struct pool *portal;    /* sees what its settings say */
};

void gateway_world_open(struct gateway_world *world);
void gateway_world_close(struct gateway_world *world);
/* As the projector; caller ends it with scratch_commit() or tx_rollback(), here and
 * below. */
struct tx *gateway_world_write(struct gateway_world *world);
/* As a request of that garage, holder ("@…") or link: "app.dealer" or "app.link". */
struct tx *gateway_world_ask(struct gateway_world *world, const char *setting,
			     const char *value);
/* As the flow runs the timer `forget`, on the scratch's clock. */
void gateway_world_night(struct gateway_world *world);

#endif
