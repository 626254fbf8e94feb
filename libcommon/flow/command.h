/* SPDX-License-Identifier: Apache-2.0 */
/* Commands: one answer each, kept by command id and said. Inside flow/ only. */
#ifndef BEURT_FLOW_COMMAND_H
#define BEURT_FLOW_COMMAND_H

#include "flow/flow.h"

/* Where a handler runs. */
struct stage {
	void *state; /* the service's */
	struct tx *tx;
	struct outbox *say;
};

/* Runs the route's command, or says again what was answered before. ERR_LATER and
 * ERR_BROKEN are the only failures; every other error of the handler is an answer. */
MUST_CHECK int command_run(const struct stage *on, const struct message_route *route,
			   const struct heard *in, struct err *err);

#endif
