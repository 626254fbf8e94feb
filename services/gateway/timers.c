/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgets what is over, once a day: sessions that ended, answered commands and bulk
 * operations nobody can undo any more, photos whose upload stopped or that no form names,
 * links to sign in with, codes on paper, what connectors were told and told, what people
 * told the helpdesk. The audit log stays.
 */
#include "gateway/timers.h"

#include "gateway/break_glass.h"
#include "gateway/connect/store_connector.h"
#include "gateway/gateway.h"
#include "gateway/store_feedback.h"
#include "gateway/store_lead.h"
#include "gateway/store_paper_code.h"
#include "gateway/store_party.h"
#include "gateway/store_photo.h"

#define DAY_SECONDS   86400
#define COMMAND_DAYS  90
#define PHOTO_DAYS    7
#define LINK_DAYS     1
#define PHOTO_PAGE    500
#define TOLD_DAYS     30 /* longer than what a connector is told of is news */
#define ANSWERED_DAYS 365
#define OPEN_DAYS     730

static int forget_feedback(struct tx *tx, struct err *err)
{
	return store_forget_feedback(
		tx, instant_add_seconds(tx_now(tx), -ANSWERED_DAYS * DAY_SECONDS),
		instant_add_seconds(tx_now(tx), -OPEN_DAYS * DAY_SECONDS), err);
}

static int forget_old(void *service, struct tx *tx, const char *key, struct instant due,
		      struct outbox *say, struct err *err)
{
	const struct gateway *gateway = service;
	struct instant old = instant_add_seconds(tx_now(tx), -COMMAND_DAYS * DAY_SECONDS);
	struct instant stopped =
		instant_add_seconds(tx_now(tx), -PHOTO_DAYS * DAY_SECONDS);
	struct instant told = instant_add_seconds(tx_now(tx), -TOLD_DAYS * DAY_SECONDS);
	struct instant dead = instant_add_seconds(tx_now(tx), -LINK_DAYS * DAY_SECONDS);
	bool more;
	(void)due;
	(void)say;
	if (store_forget_sessions(tx, clock_now(gateway->wall), err) < 0 ||
	    store_forget_commands(tx, old, err) < 0 ||
	    store_forget_photos(tx, stopped, err) < 0 ||
	    store_forget_loose_photos(tx, old, PHOTO_PAGE, &more, err) < 0 ||
	    store_connect_forget(tx, told, err) < 0 ||
	    store_forget_lead_requests(tx, err) < 0 ||
	    store_forget_paper_codes(tx, tx_now(tx), err) < 0 ||
	    forget_feedback(tx, err) < 0 ||
	    store_forget_login_links(tx, dead, err) < 0)
		return -1;
	return timer_set(tx, "forget", key,
			 instant_add_seconds(tx_now(tx), more ? 0 : DAY_SECONDS), err);
}

const struct timer_route gateway_timers[] = {
	{ "forget", forget_old },
	{ TIMER_LETTERS, timers_letters },
	{ TIMER_NEWS, timers_news },
	{ TIMER_BREAK_GLASS, break_glass_begin },
};
const size_t gateway_timers_count = COUNT_OF(gateway_timers);

int timers_start(struct pool *pool, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(pool, &tx, err) < 0 ||
	    timer_set(tx, "forget", "all", tx_now(tx), err) < 0 ||
	    timer_set(tx, TIMER_LETTERS, "all", tx_now(tx), err) < 0 ||
	    timer_set(tx, TIMER_NEWS, "all", tx_now(tx), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}
