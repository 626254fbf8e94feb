/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The keys whose records must wait behind a parked one. Inside flow/ only.
 *
 * Loaded per batch, and only when something is parked at all. Thread: one at a time.
 */
#ifndef BEURT_FLOW_QUARANTINE_H
#define BEURT_FLOW_QUARANTINE_H

#include "flow/batch.h"

struct quarantine;

struct quarantine *quarantine_new(void);
void quarantine_free(struct quarantine *quarantine);
AUTO_FREE(quarantine, quarantine_free)
/* Records of this key after `offset` wait. Lends topic and key. */
void quarantine_add(struct quarantine *quarantine, const char *topic, const char *key,
		    int64_t offset);
bool quarantine_holds(const struct quarantine *quarantine, const struct heard *heard);
/* The parked keys among the batch's, their heads locked against release. */
MUST_CHECK int quarantine_load(struct quarantine *quarantine, struct tx *tx,
			       const struct record_batch *batch, struct err *err);

#endif
