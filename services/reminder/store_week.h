/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: weekly lists; which visit is owed to which invitation.
 *
 * Functions that load say ERR_ABSENT when there is nothing; those that take a state row
 * answer through ret_changed whether its version was news. No policy here. Thread: that
 * of the tx.
 */
#ifndef BEURT_REMINDER_STORE_WEEK_H
#define BEURT_REMINDER_STORE_WEEK_H

#include "pg/pg.h"
#include "reminder/domain/conversion.h"
#include "reminder/domain/decision.h"
#include "reminder/store_proposal.h"

struct week_row {
	struct iso_week week;
	int64_t version;
	bool closed;
	enum list_kind kind;
	struct instant opens_at;
	struct instant deadline_at;
	struct instant generated_at;
	struct instant closed_at;
	struct week_counts counts;
};
MUST_CHECK int store_week_add(struct tx *tx, const char *dealer,
			      const struct week_row *row, bool *ret_added,
			      struct err *err);
MUST_CHECK int store_week_load(struct tx *tx, const char *dealer, struct iso_week week,
			       struct week_row *ret_row, struct err *err);
MUST_CHECK int store_week_lock(struct tx *tx, const char *dealer, struct iso_week week,
			       struct week_row *ret_row, struct err *err);
struct week_change {
	struct iso_week week;
	struct week_counts counts; /* added */
};
MUST_CHECK int store_week_count(struct tx *tx, const char *dealer,
				const struct week_change *change,
				struct week_row *ret_row, struct err *err);
struct week_moment {
	struct iso_week week;
	struct instant at;
};
MUST_CHECK int store_week_generated(struct tx *tx, const char *dealer,
				    const struct week_moment *moment,
				    struct week_row *ret_row, struct err *err);
/* ret_closed: false when it was closed already, and ret_row is not filled. */
MUST_CHECK int store_week_close(struct tx *tx, const char *dealer,
				const struct week_moment *moment, bool *ret_closed,
				struct week_row *ret_row, struct err *err);
MUST_CHECK int store_week_any(struct tx *tx, const char *dealer, bool *ret_any,
			      struct err *err);

struct conversion_row {
	struct uuid visit;
	struct uuid id;
	int64_t version;
	struct uuid proposal;
	enum conversion_kind kind;
	int64_t value_cents;
	bool flagged;
	bool voided;
	struct civil_date came_on; /* not set of one that was kept before days were */
	char channel[CHANNEL_TEXT];
	struct uuid campaign; /* then `proposal` is the request's own id */
	char variant[VARIANT_TEXT];
};
/* ERR_ABSENT when the visit credits nothing. */
MUST_CHECK int store_conversion_load(struct tx *tx, const char *dealer,
				     const struct uuid *visit,
				     struct conversion_row *ret_row, struct err *err);
MUST_CHECK int store_conversion_save(struct tx *tx, const char *dealer,
				     const struct conversion_row *row, struct err *err);

#endif
