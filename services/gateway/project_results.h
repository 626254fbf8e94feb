/* SPDX-License-Identifier: Apache-2.0 */
/* The projections of effect.state and benchmark.state. Thread: loop. */
#ifndef BEURT_GATEWAY_PROJECT_RESULTS_H
#define BEURT_GATEWAY_PROJECT_RESULTS_H

#include "flow/flow.h"

MUST_CHECK int gateway_on_effect_state(void *service, struct tx *tx,
				       const struct heard *const *in, size_t count,
				       struct outbox *say, struct err *err);
MUST_CHECK int gateway_on_benchmark_state(void *service, struct tx *tx,
					  const struct heard *const *in, size_t count,
					  struct outbox *say, struct err *err);

#endif
