/* SPDX-License-Identifier: Apache-2.0 */
/* What the gateway does by the calendar. Thread: loop. */
#ifndef BEURT_GATEWAY_TIMERS_H
#define BEURT_GATEWAY_TIMERS_H

#include "flow/flow.h"

extern const struct timer_route gateway_timers[];
extern const size_t gateway_timers_count;

/* --- timers_letters.c --------------------------------------------------------------- */
#define TIMER_LETTERS "letters" /* key all */
int timers_letters(void *service, struct tx *tx, const char *key, struct instant due,
		   struct outbox *say, struct err *err);

/* --- timers_news.c ------------------------------------------------------------------ */
#define TIMER_NEWS "news" /* key all */
int timers_news(void *service, struct tx *tx, const char *key, struct instant due,
		struct outbox *say, struct err *err);

/* --- timers.c ----------------------------------------------------------------------- */
/* Sets the first ones; at start. */
MUST_CHECK int timers_start(struct pool *pool, struct err *err);

#endif
