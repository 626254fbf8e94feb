/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The thread that asks the register, round after round: plates heard for the first time
 * within seconds, all of them once a night.
 *
 * Off unless an address or a folder is set: everything else works without. Thread: start
 * and stop main.
 */
#ifndef BEURT_FLEET_REGISTER_REFRESH_H
#define BEURT_FLEET_REGISTER_REFRESH_H

#include "app/app.h"

struct register_knobs {
	const char *url;    /* of RDW's open data; empty = not asked */
	const char *token;  /* X-App-Token; empty = none */
	const char *folder; /* files instead of RDW; empty = none */
	int64_t hour;       /* of the night, in Amsterdam */
};

struct register_refresh;

/* *ret_refresh is NULL when the register is off. ERR_BROKEN when both are set, or the
 * folder is none. Keeps knobs. */
MUST_CHECK int register_start(const struct register_knobs *knobs,
			      const struct app_running *with,
			      struct register_refresh **ret_refresh, struct err *err);
/* Waits for the round that is under way. NULL is allowed. */
void register_stop(struct register_refresh *refresh);

/* The timer of kind "register": a new night begins. */
MUST_CHECK int register_night(struct tx *tx, const struct register_knobs *knobs,
			      struct outbox *say, struct err *err);
/* Plates that are no car's any more are forgotten, and said to be gone. */
MUST_CHECK int register_forget(struct tx *tx, struct outbox *say, struct err *err);

#endif
