/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a saved inspection form advised: kept for its follow-up, which is proposed with
 * the next list, or at once when that list is open already (domain.md 3d-6, 3d-12).
 *
 * The end of the mobility service that somebody wrote on it counts as well. A form
 * changes at every stroke of its pen; only what a proposal says of it counts. One
 * without a car or a customer we know has nobody to write to.
 */
#include <string.h>

#include "flow/timer_key.h"
#include "reminder/events.h"
#include "reminder/list/advice.h"
#include "reminder/list/cycle.h"
#include "reminder/list/proposal.h"
#include "reminder/read.h"
#include "reminder/store_followup.h"
#include "reminder/store_mobility.h"

#define MOBILITY_PATH   "head/mobility_date"
#define SECONDS_PER_DAY 86400
#define PREFILL         "prefill" /* the device of a field that nobody wrote */

static bool may_be_followed_up(const struct inspection_state *msg)
{
	return msg->first_saved_at && msg->vehicle_id && msg->customer_id;
}

int reminder_names_of_inspection(struct news *news, const struct inspection_state *msg,
				 struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct uuid customer = uuid_from(msg->customer_id);

	if (!msg->first_saved_at || !msg->vehicle_id)
		return 0;
	return news_name_car(news, msg->dealer, &vehicle, &customer, err);
}

/* Prices that are still being adjusted: look again when the longest wait is over. */
static int wait_for_prices(struct desk *desk, struct followup *followup,
			   struct instant first_saved_at, struct err *err)
{
	if (!desk->known || !followup->prices_open)
		return 0;
	followup->saved_on = zone_local(desk->garage.zone, first_saved_at).date;
	return cycle_add_on(desk, &followup->inspection,
			    civil_add_days(followup->saved_on, FOLLOWUP_WAIT_DAYS), err);
}

static struct civil_date utc_day(struct instant at)
{
	return civil_from_days(
		(int32_t)(at.micros / MICROS_PER_SECOND / SECONDS_PER_DAY));
}

/* The form's own day, else the day of its first save in UTC. */
static int day_said(const struct inspection_state *msg, struct civil_date *ret_day,
		    struct err *err)
{
	struct instant saved;

	if (msg->inspection_date)
		return read_date(msg->inspection_date, ret_day, err);
	if (read_instant(msg->first_saved_at, &saved, err) < 0)
		return -1;
	*ret_day = utc_day(saved);
	return 0;
}

/* What somebody wrote there; what the form was filled with says nothing new. */
static const struct inspection_state_field *
mobility_field(const struct inspection_state *msg)
{
	for (size_t i = 0; i < msg->fields_count; i++)
		if (strcmp(msg->fields[i].path, MOBILITY_PATH) == 0 &&
		    strcmp(msg->fields[i].device, PREFILL) != 0)
			return &msg->fields[i];
	return NULL;
}

/* Until when the mobility service is, by a saved form. */
static int hear_mobility(struct news *news, const struct inspection_state *msg,
			 struct err *err)
{
	const struct inspection_state_field *field = mobility_field(msg);
	struct mobility_row row = {
		.inspection = uuid_from(msg->inspection_id),
		.vehicle = uuid_from(msg->vehicle_id),
		.version = msg->version,
		.ends_on = NO_DATE,
	};
	bool changed;

	if (!field || !msg->first_saved_at || !msg->vehicle_id)
		return 0;
	/* A day that is none yet, while it is being written, says nothing. */
	if (field->value[0] && civil_parse(field->value, &row.ends_on, NULL) < 0)
		return 0;
	if (day_said(msg, &row.said_on, err) < 0 ||
	    store_mobility_save(news->tx, msg->dealer, &row, &changed, err) < 0)
		return -1;
	return changed ? news_car(news, msg->dealer, &row.vehicle, err) : 0;
}

int reminder_on_inspection_state(struct news *news, const struct inspection_state *msg,
				 struct err *err)
{
	AUTO(followup) *followup = followup_new();
	struct followup_row row = { .version = msg->version };
	struct uuid digest;
	struct desk *desk;
	bool changed;

	if (hear_mobility(news, msg, err) < 0)
		return -1;
	if (!may_be_followed_up(msg))
		return 0;
	advice_hear(msg, followup);
	digest = advice_digest(followup);
	row.digest = digest.text;
	row.is_open = followup_sum(followup).open > 0;
	row.proposal = followup_proposal_id(msg->dealer, &followup->inspection, 1);
	row.again = followup_proposal_id(msg->dealer, &followup->inspection, 2);
	if (read_instant(msg->first_saved_at, &row.first_saved_at, err) < 0)
		return -1;
	/* Near enough to look for it; the garage's own day decides. */
	followup->saved_on = utc_day(row.first_saved_at);
	row.again_on = followup_again_on(followup);
	if (store_followup_save(news->tx, msg->dealer, followup, &row, &changed, err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (news_desk(news, msg->dealer, &desk, err) < 0 ||
	    wait_for_prices(desk, followup, row.first_saved_at, err) < 0)
		return -1;
	desk->lines_due = true;
	return news_car(news, msg->dealer, &followup->vehicle, err);
}

/* A tombstone: forms are kept five years. Its proposals and what they brought stay; what
 * it advised goes, and its car is looked at again. */
int reminder_on_inspection_gone(void *svc, struct tx *tx, const struct heard *in,
				struct outbox *say, struct err *err)
{
	NEWS_AUTO news = news_new(svc, tx, say);
	struct rows *rows = NULL;
	struct timer_key form;

	news.cause = in;
	if (timer_key_read(in->key, &form, err) < 0 ||
	    store_followup_gone(tx, form.dealer, &form.id, &rows, err) < 0 ||
	    news_car_rows(&news, rows, err) < 0)
		return -1;
	return news_settle(&news, err);
}
