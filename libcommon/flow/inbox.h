/* SPDX-License-Identifier: Apache-2.0 */
/* Batches into the database, exactly once. Inside flow/ only. */
#ifndef BEURT_FLOW_INBOX_H
#define BEURT_FLOW_INBOX_H

#include "flow/inside.h"

/* The inbox's thread: takes batches until the handoff is stopped. */
void inbox_run(void *flow);

#endif
