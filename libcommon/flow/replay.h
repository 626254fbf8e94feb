/* SPDX-License-Identifier: Apache-2.0 */
/* Answers what operators asked of dead letters. Inside flow/ only. */
#ifndef BEURT_FLOW_REPLAY_H
#define BEURT_FLOW_REPLAY_H

#include "flow/inside.h"

/* One asked letter, if any. *ret_any tells whether there was one. Thread: the chores'. */
MUST_CHECK int replay_next(struct flow *flow, bool *ret_any, struct err *err);

#endif
