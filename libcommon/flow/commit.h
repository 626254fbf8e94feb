/* SPDX-License-Identifier: Apache-2.0 */
/* The end of every transaction of flow/: what was said, then COMMIT. Inside flow/ only.
 */
#ifndef BEURT_FLOW_COMMIT_H
#define BEURT_FLOW_COMMIT_H

#include "flow/inside.h"

/* Labels of the crash points around the commit. */
struct commit_points {
	const char *before;
	const char *after;
};

/* Write what was said, commit, wake the relay. Takes tx, also on failure. */
MUST_CHECK int commit_said(struct flow *flow, struct tx *tx, struct outbox *say,
			   struct commit_points points, struct err *err);

#endif
