/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Once a day: what inviting brought beyond what would have come anyway, and how a garage
 * does beside those of its formula. Says effect.state and benchmark.state where they are
 * different from what was said last. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_MEASURE_H
#define BEURT_REMINDER_LIST_MEASURE_H

#include "reminder/list/desk.h"

#define TIMER_MEASURE     "measure"     /* key dealer */
#define TIMER_MEASURE_ALL "measure_all" /* key all */

/* Begin: measure at once and daily from then on; a later start changes nothing. */
MUST_CHECK int measure_daily(struct pool *pool, struct err *err);
/* A timer for each garage, now, and the next round. */
MUST_CHECK int measure_all(struct tx *tx, struct err *err);
MUST_CHECK int measure_garage(struct desk *desk, struct err *err);

/* --- benchmark.c ---------------------------------------------------------------------
 */
MUST_CHECK int benchmark_garage(struct desk *desk, struct err *err);

#endif
