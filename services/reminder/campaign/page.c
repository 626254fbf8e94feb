/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of people: who they are, their rows, their texts by lot, asking for their
 * messages and taking that back.
 */
#include <string.h>

#include "gen/say_notification_withdraw.h"
#include "reminder/campaign/run.h"
#include "reminder/domain/campaign.h"

struct page page_new(const struct campaign_edit *edit, int64_t room)
{
	size_t count = (size_t)room + 1;

	return (struct page){
		.edit = edit,
		.list = { .rows = mem_alloc(count * sizeof(struct member_row)) },
		.customers = mem_alloc(count * sizeof(char *)),
		.vehicles = mem_alloc(count * sizeof(char *)),
		.places = mem_alloc(count * sizeof(size_t)),
	};
}

void page_add(struct page *page, const struct rows *people, size_t row,
	      const char *status, const char *reason)
{
	const struct campaign_state *msg = page->edit->msg;
	const char *customer = row_text(people, row, 0);
	const char *vehicle = row_text(people, row, 1);

	page->customers[page->list.count] = customer;
	page->vehicles[page->list.count] = vehicle;
	page->places[page->list.count] = row;
	page->waiting += status[0] == 'w';
	page->list.rows[page->list.count++] = (struct member_row){
		.customer = customer,
		.vehicle = vehicle,
		.variant = campaign_draw(msg->campaign_id, customer,
					 (int)msg->plan.variants_count),
		.status = status,
		.reason = reason,
	};
}

void page_keep(struct page *page, struct rows *rows)
{
	page->rows = rows;
}

void page_done(struct page *page)
{
	mem_free(page->list.rows);
	mem_free(page->customers);
	mem_free(page->vehicles);
	mem_free(page->places);
	rows_free(page->rows);
}

/* None is the end of all customers. */
static bool is_beyond(const struct uuid *id, const struct uuid *last)
{
	return !uuid_is_set(id) ||
	       (uuid_is_set(last) && strcmp(id->text, last->text) >= 0);
}

int page_look(struct desk *desk, const struct campaign_edit *edit,
	      const struct stretch *stretch, struct looked *ret_looked, struct err *err)
{
	struct audience_of of = campaign_audience(edit->msg);
	AUTO(selection) *selection = NULL;
	struct selection_scope scope = { .after = stretch->after };
	struct selection_asked asked;

	if (store_selection_stretch(desk->tx, desk->dealer, &stretch->after,
				    stretch->count, &scope.until, err) < 0 ||
	    campaign_ask_for(desk, &of, &selection, &asked, err) < 0)
		return -1;
	if (is_beyond(&scope.until, &stretch->last))
		scope.until = stretch->last;
	else
		ret_looked->until = scope.until;
	return store_selection_page(desk->tx, desk->dealer, &asked, &scope,
				    &ret_looked->people, err);
}

bool page_sort(struct page *page, const struct rows *people, int64_t room,
	       struct uuid *ret_last)
{
	for (size_t i = 0; i < rows_count(people); i++) {
		const char *hold = row_text(people, i, 2);

		if (!hold[0] && page->waiting == room)
			return false;
		page_add(page, people, i, hold[0] ? "left_out" : "waiting",
			 hold[0] ? hold : NULL);
		*ret_last = row_uuid(people, i, 0);
	}
	return true;
}

static int ask_for_each(struct desk *desk, const struct page *page,
			const struct rows *people, struct err *err)
{
	for (size_t i = 0; i < page->list.count; i++) {
		const struct member_row *member = &page->list.rows[i];
		struct campaign_letter letter = {
			.msg = page->edit->msg,
			.customer = member->customer,
			.vehicle = member->vehicle,
			.variant = member->variant,
			.car = people,
			.row = page->places[i],
			.car_column = SELECTION_CAR,
		};

		if (strcmp(member->status, "waiting") != 0)
			continue;
		letter.muted = row_bool(people, letter.row, SELECTION_MUTED);
		if (campaign_request(desk, &letter, err) < 0)
			return -1;
	}
	return 0;
}

/* The database takes the first requests in while the next are written. */
int page_ask(struct desk *desk, const struct page *page, const struct rows *people,
	     struct err *err)
{
	if (page->waiting == 0)
		return 0;
	if (outbox_stream(desk->say, desk->tx, err) < 0)
		return -1;
	int asked = ask_for_each(desk, page, people, err);
	int ended = outbox_stream_end(desk->say, asked < 0 ? NULL : err);

	return asked < 0 ? -1 : ended;
}

int campaign_withdraw(struct desk *desk, const struct campaign_withdrawal *gone,
		      struct err *err)
{
	struct uuid intent =
		campaign_intent(desk->dealer, gone->campaign, gone->customer);
	struct uuid command =
		uuid_named("withdraw", desk->dealer, intent.text, gone->reason, NULL);
	char now[INSTANT_TEXT];
	struct notification_withdraw msg = {
		.command_id = command.text,
		.dealer = desk->dealer,
		.actor = "reminder",
		.received_at = instant_format(tx_now(desk->tx), now),
		.customer_id = gone->customer,
		.intent_id = intent.text,
		.reason = gone->reason,
	};

	return say_notification_withdraw(desk->say, &msg, err);
}
