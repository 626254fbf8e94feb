/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: the lanes of a campaign that runs. No policy here. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_STORE_LANE_H
#define BEURT_REMINDER_STORE_LANE_H

#include "pg/pg.h"

struct lane_row {
	struct uuid campaign;
	int lane;
	struct uuid cursor; /* the last customer looked at */
	struct uuid until;  /* the last one to be looked at; none: to the end */
};
MUST_CHECK int store_lane_add(struct tx *tx, const char *dealer,
			      const struct lane_row *row, struct err *err);
/* By campaign and lane, locked. */
MUST_CHECK int store_lane_load(struct tx *tx, const char *dealer, struct lane_row *row,
			       bool *ret_found, struct err *err);
MUST_CHECK int store_lane_save(struct tx *tx, const char *dealer,
			       const struct lane_row *row, struct err *err);
MUST_CHECK int store_lane_end(struct tx *tx, const char *dealer,
			      const struct lane_row *row, struct err *err);
MUST_CHECK int store_lanes_left(struct tx *tx, const char *dealer,
				const struct uuid *campaign, int64_t *ret_count,
				struct err *err);

#endif
