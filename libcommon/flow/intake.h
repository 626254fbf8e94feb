/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Records from the topics, decoded, into batches. Inside flow/ only.
 *
 * Thread: intake_run its own; intake_mirror the inbox's.
 */
#ifndef BEURT_FLOW_INTAKE_H
#define BEURT_FLOW_INTAKE_H

#include "flow/inside.h"

struct intake;

MUST_CHECK int intake_new(struct flow *flow, struct intake **ret_intake, struct err *err);
void intake_free(struct intake *intake); /* leaves the group */
AUTO_FREE(intake, intake_free)
void intake_run(void *flow);
/* Tell the group how far we are, for those who watch lag; never waits. */
void intake_mirror(struct intake *intake, const struct record_batch *batch);

#endif
