/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A campaign on its way: one page of people a transaction, then the timer of the next.
 *
 * Dynamic, everybody's customers are gone through by id and judged at that moment;
 * frozen, who was written down at approval is judged when it is their turn. How far it is
 * stands in the row, so a page that was lost is done again and no page twice.
 */
#include "reminder/campaign/run.h"

#include <stdio.h>
#include <string.h>

#include "reminder/domain/campaign.h"
#include "reminder/list/cycle.h"
#include "reminder/store_lane.h"

/* Contacts of longer ago count for no cap. */
#define CAP_SECONDS (INT64_C(400) * 86400)
#define STRETCH     10

int campaign_set_run(struct desk *desk, const struct uuid *id, struct instant due,
		     struct err *err)
{
	char key[TIMER_KEY];

	/* Named by its moment too: nobody waits for the one that is being run. */
	snprintf(key, sizeof(key), "%s/-/%s/%lld", desk->dealer, id->text,
		 (long long)due.micros);
	return timer_set(desk->tx, TIMER_CAMPAIGN_RUN, key, due, err);
}

/* The next page at once, or the phase that comes after it. */
static int go_on(struct desk *desk, struct campaign_edit *edit, struct instant due,
		 struct err *err)
{
	if (campaign_keep(desk, edit, err) < 0)
		return -1;
	return edit->row.phase[0] ? campaign_set_run(desk, &edit->row.id, due, err) : 0;
}

static int freeze(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	PAGE_AUTO page = page_new(edit, CAMPAIGN_PAGE);
	struct instant due = tx_now(desk->tx), starts;
	struct stretch stretch = { .after = edit->row.cursor, .count = CAMPAIGN_PAGE };
	struct looked seen = { .people = NULL };

	if (page_look(desk, edit, &stretch, &seen, err) < 0)
		return -1;
	page_keep(&page, seen.people);
	for (size_t i = 0; i < rows_count(seen.people); i++)
		page_add(&page, seen.people, i, "frozen", NULL);
	if (store_members_add(desk->tx, desk->dealer, &edit->row.id, &page.list, err) < 0)
		return -1;
	edit->row.cursor = seen.until;
	if (!uuid_is_set(&seen.until)) {
		edit->row.phase = "release";
		if (read_instant(edit->msg->plan.starts_at, &starts, err) < 0)
			return -1;
		due = instant_compare(starts, due) > 0 ? starts : due;
	}
	return go_on(desk, edit, due, err);
}

/* --- letting go -----------------------------------------------------------------------
 */
/* Not all of them are selected; of a slow campaign no more are judged than may go. */
static int64_t stretch_for(int64_t room)
{
	return room * STRETCH < CAMPAIGN_PAGE ? room * STRETCH : CAMPAIGN_PAGE;
}

static int release_dynamic(struct desk *desk, struct campaign_edit *edit,
			   struct page *page, int64_t room, struct err *err)
{
	struct uuid last = edit->row.cursor;
	struct stretch stretch = { .after = last, .count = stretch_for(room) };
	struct looked seen = { .people = NULL };

	if (page_look(desk, edit, &stretch, &seen, err) < 0)
		return -1;
	page_keep(page, seen.people);
	if (page_sort(page, seen.people, room, &last))
		last = seen.until;
	if (store_members_add(desk->tx, desk->dealer, &edit->row.id, &page->list, err) <
		    0 ||
	    page_ask(desk, page, seen.people, err) < 0)
		return -1;
	edit->row.cursor = last;
	if (!uuid_is_set(&last))
		edit->row.phase = "";
	return 0;
}

static int judge_frozen(struct desk *desk, struct campaign_edit *edit, int64_t room,
			struct page *page, struct rows **ret_people, struct err *err)
{
	struct members_wanted wanted = { edit->row.id, "frozen", edit->row.cursor, room };
	struct audience_of of = campaign_audience(edit->msg);
	AUTO(selection) *selection = NULL;
	AUTO(rows) *members = NULL;
	struct selection_asked asked;

	if (store_members_page(desk->tx, desk->dealer, &wanted, &members, err) < 0 ||
	    campaign_ask_for(desk, &of, &selection, &asked, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(members); i++)
		page_add(page, members, i, "left_out", "GONE");
	page->more = (int64_t)rows_count(members) == room;
	page_keep(page, TAKE(members));
	return store_selection_judge(desk->tx, desk->dealer, &asked,
				     &(struct selection_pairs){ page->customers,
								page->vehicles,
								page->list.count },
				     ret_people, err);
}

/* The car left, the customer was forgotten: whom the judge does not name is gone. */
static void note_judged(struct page *page, const struct rows *people)
{
	size_t at = 0;

	for (size_t i = 0; i < rows_count(people); i++) {
		const char *hold = row_text(people, i, 2);

		while (strcmp(page->customers[at], row_text(people, i, 0)) != 0)
			at++;
		page->places[at] = i;
		page->list.rows[at].status = hold[0] ? "left_out" : "waiting";
		page->list.rows[at].reason = hold[0] ? hold : NULL;
		page->waiting += !hold[0];
	}
}

static int release_frozen(struct desk *desk, struct campaign_edit *edit,
			  struct page *page, int64_t room, struct err *err)
{
	AUTO(rows) *people = NULL;

	if (judge_frozen(desk, edit, room, page, &people, err) < 0)
		return -1;
	note_judged(page, people);
	if (store_members_settle(desk->tx, desk->dealer, &edit->row.id, &page->list,
				 err) < 0 ||
	    page_ask(desk, page, people, err) < 0)
		return -1;
	if (page->list.count > 0)
		edit->row.cursor = uuid_from(page->customers[page->list.count - 1]);
	if (!page->more)
		edit->row.phase = "";
	return 0;
}

static int begin(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	if (edit->msg->status != WIRE_CAMPAIGN_STATUS_APPROVED)
		return 0;
	edit->msg->status = WIRE_CAMPAIGN_STATUS_RUNNING;
	edit->msg->started_at = edit->moment;
	if (store_contacted_forget(desk->tx, desk->dealer,
				   instant_add_seconds(tx_now(desk->tx), -CAP_SECONDS),
				   err) < 0)
		return -1;
	return campaign_put(desk, edit, err);
}

/* With a limit an hour, or a group that is judged again, one page follows the other; as
 * do those that began so. */
static bool goes_in_lanes(const struct campaign_edit *edit)
{
	return edit->msg->plan.mode != WIRE_CAMPAIGN_MODE_FROZEN &&
	       edit->msg->plan.per_hour == 0 && !uuid_is_set(&edit->row.cursor);
}

/* They run by themselves; the one that ends comes back here. */
static int run_lanes(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	int64_t left;

	if (edit->msg->status == WIRE_CAMPAIGN_STATUS_APPROVED) {
		if (begin(desk, edit, err) < 0)
			return -1;
		return campaign_start_lanes(desk, edit, err);
	}
	if (store_lanes_left(desk->tx, desk->dealer, &edit->row.id, &left, err) < 0)
		return -1;
	if (left > 0)
		return 0;
	edit->row.phase = "";
	return campaign_keep(desk, edit, err);
}

static int release(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	const struct wire_campaign_plan *plan = &edit->msg->plan;
	struct instant now = tx_now(desk->tx);
	struct instant open = campaign_hours(desk, edit);
	struct campaign_pace pace = { plan->per_hour, edit->row.hour_start,
				      edit->row.hour_count };
	PAGE_AUTO page = page_new(edit, CAMPAIGN_PAGE);
	int64_t room;

	if (instant_compare(open, now) > 0)
		return go_on(desk, edit, open, err);
	if (goes_in_lanes(edit))
		return run_lanes(desk, edit, err);
	room = campaign_pace_room(&pace, now, CAMPAIGN_PAGE);
	if (room == 0)
		return go_on(desk, edit, campaign_pace_next(&pace), err);
	if (begin(desk, edit, err) < 0 ||
	    (plan->mode == WIRE_CAMPAIGN_MODE_FROZEN
		     ? release_frozen(desk, edit, &page, room, err)
		     : release_dynamic(desk, edit, &page, room, err)) < 0)
		return -1;
	edit->row.hour_start = pace.start;
	edit->row.hour_count = pace.count + page.waiting;
	return go_on(desk, edit, now, err);
}

/* --- stopping -------------------------------------------------------------------------
 */
static int withdraw_each(struct desk *desk, struct campaign_edit *edit,
			 const struct rows *members, struct err *err)
{
	for (size_t i = 0; i < rows_count(members); i++) {
		struct campaign_withdrawal gone = { edit->row.id.text,
						    row_text(members, i, 0),
						    "CANCELLED" };

		edit->row.cursor = row_uuid(members, i, 0);
		if (campaign_withdraw(desk, &gone, err) < 0)
			return -1;
	}
	return 0;
}

static int withdraw_waiting(struct desk *desk, struct campaign_edit *edit,
			    size_t *ret_count, struct err *err)
{
	struct members_wanted wanted = { edit->row.id, "waiting", edit->row.cursor,
					 CAMPAIGN_PAGE };
	AUTO(rows) *members = NULL;

	if (store_members_page(desk->tx, desk->dealer, &wanted, &members, err) < 0)
		return -1;
	*ret_count = rows_count(members);
	if (*ret_count == 0)
		return 0;
	if (outbox_stream(desk->say, desk->tx, err) < 0)
		return -1;
	int said = withdraw_each(desk, edit, members, err);
	int ended = outbox_stream_end(desk->say, said < 0 ? NULL : err);

	return said < 0 ? -1 : ended;
}

/* Whose turn never came. */
static int drop_frozen(struct desk *desk, struct campaign_edit *edit, size_t *ret_count,
		       struct err *err)
{
	struct members_wanted wanted = { edit->row.id, "frozen", uuid_from(NULL),
					 CAMPAIGN_PAGE };
	AUTO(rows) *members = NULL;
	PAGE_AUTO page = page_new(edit, CAMPAIGN_PAGE);

	if (store_members_page(desk->tx, desk->dealer, &wanted, &members, err) < 0)
		return -1;
	*ret_count = rows_count(members);
	for (size_t i = 0; i < *ret_count; i++)
		page_add(&page, members, i, "left_out", "CANCELLED");
	return store_members_settle(desk->tx, desk->dealer, &edit->row.id, &page.list,
				    err);
}

static int withdraw(struct desk *desk, struct campaign_edit *edit, struct err *err)
{
	size_t waiting = 0, frozen = 0;

	if (withdraw_waiting(desk, edit, &waiting, err) < 0 ||
	    drop_frozen(desk, edit, &frozen, err) < 0)
		return -1;
	if (waiting < CAMPAIGN_PAGE && frozen < CAMPAIGN_PAGE)
		edit->row.phase = "";
	return go_on(desk, edit, tx_now(desk->tx), err);
}

/* Its figures' timer first, then the campaign: who tells them locks in that order
 * too. */
int campaign_run(struct desk *desk, const struct uuid *id, struct err *err)
{
	CAMPAIGN_AUTO edit = { .msg = NULL };

	if (campaign_tell_soon(desk, id, err) < 0 ||
	    campaign_open(desk, id, &edit, err) < 0)
		return -1;
	if (strcmp(edit.row.phase, "freeze") == 0)
		return freeze(desk, &edit, err);
	if (strcmp(edit.row.phase, "release") == 0)
		return release(desk, &edit, err);
	if (strcmp(edit.row.phase, "withdraw") == 0)
		return withdraw(desk, &edit, err);
	return 0;
}
