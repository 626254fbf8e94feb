/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Cutting the queues of this service after an erasure.
 *
 * A queue is a topic that is not compacted and that this service alone reads (ingress,
 * commands, requests, answers): what was said of a person lies there until retention
 * ends. Once every service has said person.forgotten nothing of them is on its way any
 * more; then each partition's end is marked, and when all up to there has been heard the
 * broker is told to drop it. Never further: a record that was not heard is not cut. Then
 * person.trimmed is said. All steps may be repeated, so a process that is killed anywhere
 * goes on where it was. Inside flow/ only. Thread: the chores'.
 */
#ifndef BEURT_FLOW_TRIM_H
#define BEURT_FLOW_TRIM_H

#include "flow/inside.h"

struct trimming;

struct trimming *trimming_new(struct flow *flow);
void trimming_free(struct trimming *trimming);
/* The next step, if there is one; what fails is logged and tried again after 5 s. */
void trimming_step(struct trimming *trimming);

#endif
