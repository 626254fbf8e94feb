/* SPDX-License-Identifier: Apache-2.0 */
/* One function per schedule: read the key, open the desk, do the page. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reminder/campaign/campaign.h"
#include "reminder/lead/lead.h"
#include "reminder/list/cycle.h"
#include "reminder/list/measure.h"

struct key_parts {
	char dealer[DEALER_TEXT];
	struct iso_week week;
	struct uuid cursor;
	int slot;
	int lane;       /* dealer/week/id/lane/… */
	bool is_moment; /* "@…": not a step of the week, but news that has settled */
	struct instant due;
};

static int copy_part(const char *from, const char *to, char *ret_text, size_t room,
		     struct err *err)
{
	size_t len = (size_t)(to - from);

	if (len >= room)
		return err_set(err, ERR_INVALID, "a part of the timer's key is too long");
	memcpy(ret_text, from, len);
	ret_text[len] = '\0';
	return 0;
}

/* "dealer/2026-W48/rest"; a week of "-" stays none. */
static int read_key(const char *key, struct key_parts *ret_parts, struct err *err)
{
	const char *slash = strchr(key, '/');
	const char *second = slash ? strchr(slash + 1, '/') : NULL;
	char week[WEEK_TEXT], id[UUID_TEXT];

	*ret_parts = (struct key_parts){ .slot = 0 };
	if (!second)
		return err_set(err, ERR_INVALID,
			       "timer key '%.80s' is not dealer/week/rest", key);
	if (copy_part(key, slash, ret_parts->dealer, DEALER_TEXT, err) < 0 ||
	    copy_part(slash + 1, second, week, WEEK_TEXT, err) < 0)
		return -1;
	if (strcmp(week, "-") != 0 && week_parse(week, &ret_parts->week, err) < 0)
		return -1;
	snprintf(id, sizeof(id), "%.36s", second + 1);
	ret_parts->cursor = uuid_from(id);
	ret_parts->is_moment = second[1] == '@';
	ret_parts->slot = (int)strtol(second + 1, NULL, 10);
	if (strlen(second) > UUID_TEXT)
		ret_parts->lane = (int)strtol(second + 1 + UUID_TEXT, NULL, 10);
	return 0;
}

/* A garage that is gone needs no timers: then there is nothing to do. */
static int open_desk(const struct desk_request *request, const char *key,
		     struct key_parts *ret_parts, struct desk *ret_desk, struct err *err)
{
	struct desk_request named = *request;

	if (read_key(key, ret_parts, err) < 0)
		return -1;
	named.dealer = ret_parts->dealer;
	return desk_open(&named, ret_desk, err);
}

static int on_generate(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	bool opened;

	if (parts->is_moment)
		return cycle_take_news(desk, err);
	if (!uuid_is_set(&parts->cursor) &&
	    cycle_open_list(desk, LIST_WEEKLY, &opened, err) < 0)
		return -1;
	return cycle_generate(desk, parts->cursor, err);
}

static int on_freeze(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	return cycle_freeze(desk, parts->week, err);
}

static int on_settle(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	return cycle_settle(desk, parts->week, err);
}

static int on_release(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	return release_slot(desk, parts->week, parts->slot, err);
}

static int on_replan(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	return cycle_replan(desk, parts->cursor, err);
}

static int on_followup(struct desk *desk, const struct key_parts *parts, struct err *err)
{
	(void)parts;
	return cycle_add_soon(desk, err);
}

static int on_campaign_ask(struct desk *desk, const struct key_parts *parts,
			   struct err *err)
{
	return campaign_answer_question(desk, &parts->cursor, err);
}

static int on_campaign_run(struct desk *desk, const struct key_parts *parts,
			   struct err *err)
{
	return campaign_run(desk, &parts->cursor, err);
}

static int on_campaign_lane(struct desk *desk, const struct key_parts *parts,
			    struct err *err)
{
	return campaign_run_lane(desk, &parts->cursor, parts->lane, err);
}

static int on_campaign_tell(struct desk *desk, const struct key_parts *parts,
			    struct err *err)
{
	return campaign_tell(desk, &parts->cursor, parts->due, err);
}

typedef int (*desk_fn)(struct desk *desk, const struct key_parts *parts, struct err *err);

static int run(const struct desk_request *request, const char *key, struct instant due,
	       desk_fn fn, struct err *err)
{
	struct key_parts parts;
	struct desk desk;

	if (open_desk(request, key, &parts, &desk, err) < 0)
		return -1;
	if (!desk.known)
		return 0;
	parts.due = due;
	if (fn(&desk, &parts, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

#define TIMER(name, fn)                                                                  \
	static int name(void *service, struct tx *tx, const char *key,                   \
			struct instant due, struct outbox *say, struct err *err)         \
	{                                                                                \
		struct desk_request request = { .svc = service, .tx = tx, .say = say };  \
                                                                                         \
		return run(&request, key, due, fn, err);                                 \
	}

TIMER(timer_generate, on_generate)
TIMER(timer_freeze, on_freeze)
TIMER(timer_settle, on_settle)
TIMER(timer_release, on_release)
TIMER(timer_replan, on_replan)
TIMER(timer_followup, on_followup)
TIMER(timer_campaign_ask, on_campaign_ask)
TIMER(timer_campaign_run, on_campaign_run)
TIMER(timer_campaign_lane, on_campaign_lane)
TIMER(timer_campaign_tell, on_campaign_tell)

/* Their keys are no steps of a week: a garage's code, and "all". */
static int timer_measure(void *service, struct tx *tx, const char *key,
			 struct instant due, struct outbox *say, struct err *err)
{
	struct desk_request request = {
		.svc = service, .tx = tx, .say = say, .dealer = key
	};
	struct desk desk;

	(void)due;
	if (desk_open(&request, &desk, err) < 0)
		return -1;
	return desk.known ? measure_garage(&desk, err) : 0;
}

static int timer_measure_all(void *service, struct tx *tx, const char *key,
			     struct instant due, struct outbox *say, struct err *err)
{
	(void)service;
	(void)key;
	(void)due;
	(void)say;
	return measure_all(tx, err);
}

const struct timer_route reminder_timers[] = {
	{ TIMER_GENERATE, timer_generate }, { TIMER_FREEZE, timer_freeze },
	{ TIMER_SETTLE, timer_settle },     { TIMER_RELEASE, timer_release },
	{ TIMER_REPLAN, timer_replan },     { TIMER_FOLLOWUP, timer_followup },
	{ TIMER_MEASURE, timer_measure },   { TIMER_MEASURE_ALL, timer_measure_all },
	{ TIMER_CAMPAIGN_ASK, timer_campaign_ask },
	{ TIMER_CAMPAIGN_RUN, timer_campaign_run },
	{ TIMER_CAMPAIGN_LANE, timer_campaign_lane },
	{ TIMER_CAMPAIGN_TELL, timer_campaign_tell },
	{ TIMER_LEAD_TIDY, lead_at_tidy },
};

const size_t reminder_timers_count = sizeof(reminder_timers) / sizeof(reminder_timers[0]);
