/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages a customer got that may have brought a visit: invitations of the weekly
 * list and what campaigns sent, one list, so that no visit is counted twice. A letter or
 * card counts from two working days after it was posted (domain.md 3d-8), a call when
 * somebody was spoken to, a mail when it did not come back.
 */
#include "reminder/list/attribution_inside.h"

#include <stdio.h>
#include <string.h>

#include "reminder/store_trial.h"

#define POST_WORKING_DAYS 2
#define SATURDAY          6 /* of civil_weekday: Monday is 1 */
#define DAY_SECONDS       86400

/* Days until the post has brought it. */
static int days_by_post(struct civil_date posted)
{
	int days = 0, working = 0;

	while (working < POST_WORKING_DAYS) {
		days++;
		if (civil_weekday(civil_add_days(posted, days)) < SATURDAY)
			working++;
	}
	return days;
}

static bool is_post(const struct proposal_row *row)
{
	return strcmp(row->channel, "letter") == 0 || strcmp(row->channel, "card") == 0;
}

static struct touch touch_of(const struct desk *desk, const struct proposal_row *row)
{
	struct civil_date left = zone_local(desk->garage.zone, row->sent_at).date;
	int days = is_post(row) ? days_by_post(left) : 0;

	return (struct touch){
		.proposal = row->id,
		.vehicle = row->vehicle,
		.group = row->group,
		.step = row->step,
		.sent_at = instant_add_seconds(row->sent_at, (int64_t)days * DAY_SECONDS),
		.sent_on = civil_add_days(left, days),
		.apk_expiry = row->group == GROUP_APK ? row->cycle : NO_DATE,
	};
}

static void add_all(const struct desk *desk, struct proposal_list *from,
		    struct touches *touches)
{
	for (size_t i = 0; i < from->count; i++) {
		struct proposal_row *row = &from->rows[i];

		if (row->is_unheard ||
		    (row->stage != STAGE_SENT && row->stage != STAGE_VISITED))
			continue;
		touches->list[touches->count] = touch_of(desk, row);
		touches->rows[touches->count++] = row;
	}
}

static struct proposal_row read_campaign(const struct desk *desk, const struct rows *rows,
					 size_t i, const struct uuid *customer)
{
	const char *group = row_text(rows, i, 5);
	struct proposal_row row = {
		.id = row_uuid(rows, i, 0),
		.vehicle = row_uuid(rows, i, 1),
		.customer = *customer,
		.campaign = row_uuid(rows, i, 2),
		.group = group ? reason_group_from(group) : GROUP_SERVICE,
		.stage = STAGE_SENT,
		.sent_at = row_instant(rows, i, 6),
		.list_week = week_at(row_instant(rows, i, 6), desk->garage.zone),
	};

	snprintf(row.channel, CHANNEL_TEXT, "%s", row_text(rows, i, 4));
	if (!row_is_null(rows, i, 3))
		snprintf(row.variant, VARIANT_TEXT, "%s", row_text(rows, i, 3));
	/* A date that the garage's APK rule would end on is not a campaign's. */
	row.cycle = NO_DATE;
	return row;
}

static void take_campaigns(const struct desk *desk, const struct rows *rows,
			   const struct uuid *customer, struct proposal_list *ret_list)
{
	size_t count = rows_count(rows);

	ret_list->rows = mem_alloc((count + 1) * sizeof(struct proposal_row));
	for (size_t i = 0; i < count; i++)
		ret_list->rows[i] = read_campaign(desk, rows, i, customer);
	ret_list->count = count;
}

int attribution_load_campaign(struct desk *desk, const struct uuid *intent,
			      struct proposal_list *ret_one, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct uuid customer;

	if (store_touch_load(desk->tx, desk->dealer, intent, &rows, err) < 0)
		return -1;
	customer = row_uuid(rows, 0, 7);
	take_campaigns(desk, rows, &customer, ret_one);
	return 0;
}

int attribution_collect(struct desk *desk, const struct uuid *customer,
			struct touches *ret_touches, struct err *err)
{
	struct touches *touches = ret_touches;
	AUTO(rows) *rows = NULL;
	size_t most;

	if (store_proposals_sent(desk->tx, desk->dealer, customer, &touches->proposals,
				 err) < 0 ||
	    store_touches_of_campaigns(desk->tx, desk->dealer, customer, &rows, err) < 0)
		return -1;
	take_campaigns(desk, rows, customer, &touches->campaigns);
	most = touches->proposals.count + touches->campaigns.count + 1;
	touches->list = mem_alloc(most * sizeof(*touches->list));
	touches->rows = mem_alloc(most * sizeof(*touches->rows));
	add_all(desk, &touches->proposals, touches);
	add_all(desk, &touches->campaigns, touches);
	return 0;
}

void attribution_touches_done(struct touches *touches)
{
	mem_free(touches->list);
	mem_free(touches->rows);
	proposal_list_free(&touches->proposals);
	proposal_list_free(&touches->campaigns);
}

struct civil_date attribution_first_touch(const struct touches *touches)
{
	struct civil_date first = touches->list[0].sent_on;

	for (size_t i = 1; i < touches->count; i++)
		if (civil_compare(touches->list[i].sent_on, first) < 0)
			first = touches->list[i].sent_on;
	return first;
}

void attribution_take(struct touches *touches, size_t i)
{
	size_t after = touches->count - i - 1;

	memmove(&touches->list[i], &touches->list[i + 1],
		after * sizeof(touches->list[0]));
	memmove(&touches->rows[i], &touches->rows[i + 1],
		after * sizeof(touches->rows[0]));
	touches->count--;
}
