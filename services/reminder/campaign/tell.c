/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came of a campaign so far: figures by outcome, and arm by arm how many came.
 *
 * Figures are said a moment after something changed, once for whatever changed meanwhile;
 * those of a crowd less often, because counting it costs something.
 * The arms are compared as they were drawn, whoever was reached: no arm is favoured by
 * hindsight, and the interval stands beside the share.
 */
#include <stdio.h>
#include <string.h>

#include "reminder/campaign/campaign.h"
#include "reminder/domain/campaign.h"
#include "reminder/list/cycle.h"

#define HELD_OUT      "HELD_OUT"
#define HOLDS_MOST    40
#define SETTLE_MICROS (INT64_C(2) * MICROS_PER_SECOND)
#define CROWD         50000
#define CROWD_MICROS  (INT64_C(20) * MICROS_PER_SECOND)

/* On a grid, so that a stream of outcomes does not put it off for ever. */
static int tell_at(struct desk *desk, const struct uuid *id, int64_t step,
		   struct err *err)
{
	struct instant due = tx_now(desk->tx);
	char key[TIMER_KEY];

	due.micros += step - due.micros % step;
	snprintf(key, sizeof(key), "%s/-/%s/%lld", desk->dealer, id->text,
		 (long long)due.micros);
	return timer_set(desk->tx, TIMER_CAMPAIGN_TELL, key, due, err);
}

int campaign_tell_soon(struct desk *desk, const struct uuid *id, struct err *err)
{
	return tell_at(desk, id, SETTLE_MICROS, err);
}

struct tally {
	struct campaign_state_counts counts;
	struct campaign_arm arms[CAMPAIGN_VARIANTS + 1]; /* the last: held out */
	int64_t cents[CAMPAIGN_VARIANTS + 1];
	struct campaign_state_hold holds[HOLDS_MOST];
	size_t holds_count;
};

static void add_hold(struct tally *tally, const char *reason, int64_t count)
{
	size_t i = 0;

	while (i < tally->holds_count && strcmp(tally->holds[i].reason, reason) != 0)
		i++;
	if (i == HOLDS_MOST)
		return;
	tally->holds_count += i == tally->holds_count;
	tally->holds[i].reason = reason;
	tally->holds[i].count += count;
}

static void add_arm(struct tally *tally, int64_t arm, const struct rows *rows, size_t i)
{
	if (arm < 0 || arm > CAMPAIGN_VARIANTS)
		return;
	tally->arms[arm].people += row_int(rows, i, 3);
	tally->arms[arm].visited += row_int(rows, i, 4);
	tally->cents[arm] += row_int(rows, i, 5);
}

static void add_row(struct tally *tally, const struct rows *rows, size_t i)
{
	const char *status = row_text(rows, i, 1), *reason = row_text(rows, i, 2);
	int64_t people = row_int(rows, i, 3);

	tally->counts.chosen += people;
	tally->counts.cost_cents += row_int(rows, i, 6);
	if (strcmp(status, "sent") == 0) {
		tally->counts.sent += people;
		tally->counts.visited += row_int(rows, i, 4);
		add_arm(tally, row_int(rows, i, 0), rows, i);
	} else if (strcmp(status, "held_out") == 0) {
		tally->counts.held_out += people;
		add_arm(tally, CAMPAIGN_VARIANTS, rows, i);
	} else if (strcmp(status, "left_out") == 0) {
		tally->counts.left_out += people;
		add_hold(tally, reason[0] ? reason : "OTHER", people);
	} else if (strcmp(status, "failed") == 0) {
		tally->counts.failed += people;
		add_hold(tally, reason[0] ? reason : "FAILED", people);
	} else {
		tally->counts.waiting += people;
	}
}

static void write_result(const char *arm, const struct campaign_arm *figures,
			 int64_t cents, struct campaign_state_result *ret_result)
{
	struct campaign_share share =
		campaign_share_of(figures->visited, figures->people);

	*ret_result = (struct campaign_state_result){
		.arm = arm,
		.people = figures->people,
		.visited = figures->visited,
		.low_per_mille = share.low,
		.has_low_per_mille = true,
		.high_per_mille = share.high,
		.has_high_per_mille = true,
		.revenue_cents = cents,
		.has_revenue_cents = true,
	};
}

static size_t write_results(const struct campaign_state *msg, const struct tally *tally,
			    struct campaign_state_result *results)
{
	size_t count = 0;

	for (size_t i = 0; i < msg->plan.variants_count && i < CAMPAIGN_VARIANTS; i++)
		write_result(msg->plan.variants[i].code, &tally->arms[i], tally->cents[i],
			     &results[count++]);
	if (tally->arms[CAMPAIGN_VARIANTS].people > 0)
		write_result(HELD_OUT, &tally->arms[CAMPAIGN_VARIANTS],
			     tally->cents[CAMPAIGN_VARIANTS], &results[count++]);
	return count;
}

/* Done is when nothing waits any more, and not when the last page was asked for. */
static void close_if_done(struct campaign_edit *edit)
{
	if (edit->msg->status != WIRE_CAMPAIGN_STATUS_RUNNING || edit->row.phase[0] ||
	    edit->msg->counts.waiting > 0)
		return;
	edit->msg->status = WIRE_CAMPAIGN_STATUS_DONE;
	edit->msg->ended_at = edit->moment;
}

static int put_figures(struct desk *desk, struct campaign_edit *edit, struct tally *tally,
		       struct err *err)
{
	struct campaign_state_result results[CAMPAIGN_VARIANTS + 1];
	int winner = campaign_winner(tally->arms, (int)edit->msg->plan.variants_count);

	tally->counts.has_cost_cents = true;
	edit->msg->counts = tally->counts;
	edit->msg->holds = tally->holds;
	edit->msg->holds_count = tally->holds_count;
	edit->msg->results = results;
	edit->msg->results_count = write_results(edit->msg, tally, results);
	edit->msg->winner = winner < 0 ? NULL : edit->msg->plan.variants[winner].code;
	close_if_done(edit);
	return campaign_put(desk, edit, err);
}

int campaign_tell(struct desk *desk, const struct uuid *id, struct instant due,
		  struct err *err)
{
	CAMPAIGN_AUTO edit = { .msg = NULL };
	struct tally tally = { .holds_count = 0 };
	AUTO(rows) *rows = NULL;
	int64_t chosen;

	if (store_campaign_chosen(desk->tx, desk->dealer, id, &chosen, err) < 0)
		return -1;
	if (chosen > CROWD && due.micros % CROWD_MICROS != 0)
		return tell_at(desk, id, CROWD_MICROS, err);
	if (campaign_open(desk, id, &edit, err) < 0 ||
	    store_members_count(desk->tx, desk->dealer, id, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		add_row(&tally, rows, i);
	return put_figures(desk, &edit, &tally, err);
}
