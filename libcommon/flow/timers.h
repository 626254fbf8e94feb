/* SPDX-License-Identifier: Apache-2.0 */
/* Runs what is due. Inside flow/ only; handlers see timer_set() in flow.h. */
#ifndef BEURT_FLOW_TIMERS_H
#define BEURT_FLOW_TIMERS_H

#include "flow/inside.h"

/* The timers' thread. */
void timers_run(void *flow);

#endif
