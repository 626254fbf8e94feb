/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The admin port: /livez, /readyz, /metrics. Inside app/ only.
 *
 * /livez looks at the process alone: restarting it does not bring a database back.
 * Thread: the server's; what it reads is atomic.
 */
#ifndef BEURT_APP_ADMIN_H
#define BEURT_APP_ADMIN_H

#include <stdatomic.h>

#include "app/app.h"

struct admin;

/* What the port tells about; filled in while the process starts. */
struct admin_view {
	const struct app *app;
	struct metrics *metrics;
	const struct clock *clock;
	_Atomic(struct flow *) flow; /* NULL: not running (any more) */
	_Atomic(void *) state;
};

/* Keeps view. Port 0: no server, *ret_admin is NULL. */
MUST_CHECK int admin_start(struct admin_view *view, int port, struct admin **ret_admin,
			   struct err *err);
void admin_stop(struct admin *admin);

#endif
