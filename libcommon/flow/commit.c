/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how the relay learns that there is something to publish: within the process by
 * itself, across processes by NOTIFY in the same transaction.
 *
 * NOTIFY takes a lock of the whole database at commit, so it is left out when the active
 * relay is our own; its 200 ms poll is the net when that changes in between.
 */
#include "flow/commit.h"

#include "flow/relay.h"
#include "sys/crash_point.h"

static const char SQL_NOTIFY[] = "SELECT pg_notify('outbox/' || current_schema(), '')";

static int write_said(struct flow *flow, struct tx *tx, struct outbox *say,
		      struct err *err)
{
	if (outbox_count(say) == 0)
		return 0;
	if (outbox_write(say, tx, err) < 0)
		return -1;
	if (relay_is_active(flow->relay))
		return 0;
	return tx_run(tx, SQL_NOTIFY, NO_ARGS, NULL, err);
}

int commit_said(struct flow *flow, struct tx *tx, struct outbox *say,
		struct commit_points points, struct err *err)
{
	bool any = outbox_count(say) > 0;
	if (write_said(flow, tx, say, err) < 0) {
		tx_rollback(tx);
		return -1;
	}
	crash_point(points.before);
	if (tx_commit(tx, err) < 0)
		return -1;
	crash_point(points.after);
	if (any)
		relay_wake(flow->relay);
	return 0;
}
