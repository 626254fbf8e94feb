/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides that a campaign without a limit of its own goes in lanes: each has its share
 * of all customers' ids, which are spread evenly, and goes through it page by page, a
 * timer each, so that one judges while another's requests are written. How far it is
 * stands in its row: a page that was lost is done again and no page twice. The campaign
 * itself is only locked against change, so that stopping it waits for the pages at hand.
 */
#include <stdio.h>

#include "reminder/campaign/run.h"
#include "reminder/domain/campaign.h"
#include "reminder/list/cycle.h"
#include "reminder/store_lane.h"

/* As many as there are threads for timers. */
static const char *const UNTIL[] = { "7fffffff-ffff-ffff-ffff-ffffffffffff", NULL };

struct instant campaign_hours(const struct desk *desk, const struct campaign_edit *edit)
{
	const struct wire_campaign_plan *plan = &edit->msg->plan;

	return campaign_opens(
		desk->garage.zone, tx_now(desk->tx),
		plan->has_from_hour ? (int)plan->from_hour : CAMPAIGN_FROM_HOUR,
		plan->has_until_hour ? (int)plan->until_hour : CAMPAIGN_UNTIL_HOUR);
}

static int set_timer(struct desk *desk, const struct lane_row *lane, struct instant due,
		     struct err *err)
{
	char key[TIMER_KEY];

	/* Named by its moment too: nobody waits for the one that is being run. */
	snprintf(key, sizeof(key), "%s/-/%s/%d/%lld", desk->dealer, lane->campaign.text,
		 lane->lane, (long long)due.micros);
	return timer_set(desk->tx, TIMER_CAMPAIGN_LANE, key, due, err);
}

int campaign_start_lanes(struct desk *desk, const struct campaign_edit *edit,
			 struct err *err)
{
	struct lane_row row = { .campaign = edit->row.id };

	for (size_t i = 0; i < COUNT_OF(UNTIL); i++) {
		row.lane = (int)i;
		row.until = uuid_from(UNTIL[i]);
		if (store_lane_add(desk->tx, desk->dealer, &row, err) < 0 ||
		    set_timer(desk, &row, tx_now(desk->tx), err) < 0)
			return -1;
		row.cursor = row.until;
	}
	return 0;
}

static int run_page(struct desk *desk, const struct campaign_edit *edit,
		    struct lane_row *lane, struct err *err)
{
	PAGE_AUTO page = page_new(edit, CAMPAIGN_PAGE);
	struct stretch stretch = { lane->cursor, CAMPAIGN_PAGE, lane->until };
	struct looked seen = { .people = NULL };
	struct uuid unused;

	if (page_look(desk, edit, &stretch, &seen, err) < 0)
		return -1;
	page_keep(&page, seen.people);
	if (!page_sort(&page, seen.people, CAMPAIGN_PAGE, &unused))
		return err_set(err, ERR_BROKEN, "a page of more than its customers");
	if (store_members_add(desk->tx, desk->dealer, &edit->row.id, &page.list, err) <
		    0 ||
	    page_ask(desk, &page, seen.people, err) < 0)
		return -1;
	lane->cursor = seen.until;
	return 0;
}

static int go_on(struct desk *desk, const struct lane_row *lane, struct err *err)
{
	struct instant now = tx_now(desk->tx);

	if (uuid_is_set(&lane->cursor)) {
		if (store_lane_save(desk->tx, desk->dealer, lane, err) < 0)
			return -1;
		return set_timer(desk, lane, now, err);
	}
	if (store_lane_end(desk->tx, desk->dealer, lane, err) < 0)
		return -1;
	return campaign_set_run(desk, &lane->campaign, now, err);
}

/* Locks as campaign_run does: the figures' timer, the campaign, then the lane. One of
 * them has the figures told: the others would wait for that timer until its page ends. */
int campaign_run_lane(struct desk *desk, const struct uuid *id, int lane, struct err *err)
{
	struct lane_row row = { .campaign = *id, .lane = lane };
	CAMPAIGN_AUTO edit = { .msg = NULL };
	struct instant open;
	bool found;

	if ((lane == 0 && campaign_tell_soon(desk, id, err) < 0) ||
	    campaign_look(desk, id, &edit, err) < 0 ||
	    store_lane_load(desk->tx, desk->dealer, &row, &found, err) < 0)
		return -1;
	if (!found)
		return 0;
	if (edit.msg->status != WIRE_CAMPAIGN_STATUS_RUNNING)
		return store_lane_end(desk->tx, desk->dealer, &row, err);
	open = campaign_hours(desk, &edit);
	if (instant_compare(open, tx_now(desk->tx)) > 0)
		return set_timer(desk, &row, open, err);
	if (run_page(desk, &edit, &row, err) < 0)
		return -1;
	return go_on(desk, &row, err);
}
