/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: plates the register is asked for, in batches that are claimed, and its answers.
 * Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_REGISTER_H
#define BEURT_FLEET_STORE_REGISTER_H

#include "pg/pg.h"

/* Plates that are not known yet wait to be asked. */
MUST_CHECK int store_register_hear(struct tx *tx, const char *const *plates, size_t count,
				   struct err *err);

struct register_claim {
	int64_t id; /* random, never 0 */
	size_t most;
	struct instant until; /* then it is anybody's again */
};
/* Columns: plate, version, state; sorted by plate. No rows: nothing waits, or the
 * register asked us to stay away. */
MUST_CHECK int store_register_claim(struct tx *tx, const struct register_claim *claim,
				    struct rows **ret_rows, struct err *err);

/* One plate's answer; state NULL = as it was. */
struct register_answer {
	const char *plate;
	int64_t version;
	const char *state;
};
/* ERR_CONFLICT when a plate of it is no longer this claim's: nothing is to be said. */
MUST_CHECK int store_register_answered(struct tx *tx, int64_t claim,
				       const struct register_answer *list, size_t count,
				       struct err *err);
/* The question failed: its plates wait a minute, two, four … six hours. */
MUST_CHECK int store_register_failed(struct tx *tx, int64_t claim, struct err *err);
/* The same plates may be asked at once: nobody asked for them. */
MUST_CHECK int store_register_give_back(struct tx *tx, int64_t claim, struct err *err);
MUST_CHECK int store_register_stay_away(struct tx *tx, struct instant until,
					struct err *err);

/* All plates are to be asked again. */
MUST_CHECK int store_register_night(struct tx *tx, struct err *err);
/* NO_INSTANT-like (1970) before the first night. */
MUST_CHECK int store_register_last_night(struct tx *tx, struct instant *ret_started,
					 struct err *err);
/* How many plates wait for an answer. */
MUST_CHECK int store_register_waiting(struct tx *tx, int64_t *ret_plates,
				      struct err *err);
/* Plates no car of any garage has any more, at most `most`: they are deleted. Columns:
 * plate, whether something was said of it. */
MUST_CHECK int store_register_forget(struct tx *tx, int64_t most, struct rows **ret_rows,
				     struct err *err);

#endif
