/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters and cards by the clock: a batch is closed, handed over, looked after until it
 * is posted, and told. The key of every timer is the batch.
 */
#include "notification/domain/workday.h"
#include "notification/events.h"
#include "notification/print/print.h"

#define LOOK_EVERY_SECONDS 60
#define HOUSE_NOON         (12 * 3600)
#define PRINT_HOUSE_DAYS   1 /* working days from job to post */

static int say_later(struct tx *tx, const struct uuid *batch, const char *kind,
		     int64_t seconds, struct err *err)
{
	return timer_set(tx, kind, batch->text, instant_add_seconds(tx_now(tx), seconds),
			 err);
}

int notification_at_print_tell(void *service, struct tx *tx, const char *key,
			       struct instant due, struct outbox *say, struct err *err)
{
	struct uuid batch = uuid_from(key);

	(void)service;
	(void)due;
	return print_say(tx, &batch, say, NULL, err);
}

int notification_at_print_close(void *service, struct tx *tx, const char *key,
				struct instant due, struct outbox *say, struct err *err)
{
	struct uuid batch = uuid_from(key);
	bool more;

	(void)due;
	if (print_close(service, tx, &batch, say, &more, err) < 0)
		return -1;
	if (more && say_later(tx, &batch, "print_close", 0, err) < 0)
		return -1;
	return print_say(tx, &batch, say, NULL, err);
}

/* A print house posts by itself: the first working day after it got the job. */
int notification_at_print_hand_over(void *service, struct tx *tx, const char *key,
				    struct instant due, struct outbox *say,
				    struct err *err)
{
	struct uuid batch = uuid_from(key);
	const struct zone *zone = NULL;
	struct print_batch facts;
	AUTO(rows) *rows = NULL;

	(void)due;
	if (print_hand_over(service, tx, &batch, err) < 0 ||
	    store_print_batch(tx, &batch, &rows, &facts, err) < 0 ||
	    print_zone(facts.timezone, &zone, err) < 0)
		return -1;
	struct civil_date day =
		workday_after(zone_local(zone, tx_now(tx)).date, PRINT_HOUSE_DAYS);

	if (timer_set(tx, "print_posted", key, zone_instant(zone, day, HOUSE_NOON), err) <
		    0 ||
	    say_later(tx, &batch, "print_look", 0, err) < 0)
		return -1;
	return print_say(tx, &batch, say, NULL, err);
}

int notification_at_print_posted(void *service, struct tx *tx, const char *key,
				 struct instant due, struct outbox *say, struct err *err)
{
	struct uuid batch = uuid_from(key);
	const struct zone *zone = NULL;
	struct print_batch facts;
	AUTO(rows) *rows = NULL;

	if (store_print_batch(tx, &batch, &rows, &facts, err) < 0 ||
	    print_zone(facts.timezone, &zone, err) < 0)
		return -1;
	/* The garage may have told it before. */
	if (print_post(service, tx, &batch, zone_local(zone, due).date, err) < 0)
		return err->kind == ERR_CONFLICT ? 0 : -1;
	return print_say(tx, &batch, say, NULL, err);
}

int notification_at_print_look(void *service, struct tx *tx, const char *key,
			       struct instant due, struct outbox *say, struct err *err)
{
	struct uuid batch = uuid_from(key);
	struct print_batch facts;
	AUTO(rows) *rows = NULL;
	bool found;

	(void)due;
	if (store_print_batch(tx, &batch, &rows, &facts, err) < 0)
		return -1;
	if (civil_is_set(facts.posted_on) || facts.count == 0)
		return 0;
	if (print_is_over(&facts, tx_now(tx)))
		return say_later(tx, &batch, "print_settle", 0, err);
	if (print_look(service, tx, &batch, &found, err) < 0 ||
	    say_later(tx, &batch, "print_look", LOOK_EVERY_SECONDS, err) < 0)
		return -1;
	return found ? print_say(tx, &batch, say, NULL, err) : 0;
}

int notification_at_print_settle(void *service, struct tx *tx, const char *key,
				 struct instant due, struct outbox *say, struct err *err)
{
	struct uuid batch = uuid_from(key);
	bool more;

	(void)due;
	if (print_settle(service, tx, &batch, say, &more, err) < 0)
		return -1;
	return more ? say_later(tx, &batch, "print_settle", 0, err) : 0;
}
