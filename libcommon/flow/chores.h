/* SPDX-License-Identifier: Apache-2.0 */
/* What has to be looked at now and then. Inside flow/ only. */
#ifndef BEURT_FLOW_CHORES_H
#define BEURT_FLOW_CHORES_H

#include "flow/inside.h"

/* The chores' thread: asked dead letters, gauges, forgetting what is old. */
void chores_run(void *flow);

#endif
