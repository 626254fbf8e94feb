/* SPDX-License-Identifier: Apache-2.0 */
/* The projector's SQL for costs: cells, which are of no dealer. Thread: loop. */
#ifndef BEURT_GATEWAY_PROJECT_COST_H
#define BEURT_GATEWAY_PROJECT_COST_H

#include "flow/flow.h"

/* Handlers of cost.state, as flow wants them. */
int gateway_on_cost_state(void *service, struct tx *tx, const struct heard *const *in,
			  size_t count, struct outbox *say, struct err *err);
int gateway_on_cost_gone(void *service, struct tx *tx, const struct heard *in,
			 struct outbox *say, struct err *err);

#endif
