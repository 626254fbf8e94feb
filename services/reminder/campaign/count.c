/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How many people a selection reaches, and what holds the others back.
 *
 * A garage's customers are all looked at while there are not too many of them; beyond
 * that an even share of them stands for all and the answer says so. A search that takes
 * too long is done again over a tenth of that; the smallest share gets the time it needs.
 * Thread: that of the tx.
 */
#include <string.h>

#include "base/json_out.h"
#include "reminder/campaign/campaign.h"
#include "reminder/domain/campaign.h"

#define LOOK_AT     INT64_C(40000) /* customers that are all counted */
#define SHARE       INT64_C(20000) /* of more, so many stand for all */
#define FIRST_LOTS  10
#define MILLIS      900
#define LAST_MILLIS 10000 /* of the smallest share: late is better than never */
#define RESULT_MOST ((size_t)20000)
#define HOLDS_MOST  8
#define PER_MILLE   INT64_C(1000)

/* Share of the customers that is looked at, in lots. */
static int choose_lots(struct desk *desk, int *ret_lots, struct err *err)
{
	int64_t crowd;

	if (store_selection_crowd(desk->tx, desk->dealer, FIRST_LOTS, &crowd, err) < 0)
		return -1;
	int64_t all = crowd * SELECTION_LOTS / FIRST_LOTS;

	*ret_lots = SELECTION_LOTS;
	if (all > LOOK_AT)
		*ret_lots = (int)(SHARE * SELECTION_LOTS / all);
	if (*ret_lots < 1)
		*ret_lots = 1;
	return 0;
}

/* Gives up after a while; ret_late: it did, and nothing else went wrong. */
static int try_count(struct desk *desk, const struct selection_asked *asked, int lots,
		     struct rows **ret_rows, bool *ret_late, struct err *err)
{
	struct err why = { .kind = ERR_NONE }, undo = { .kind = ERR_NONE };

	*ret_late = false;
	if (tx_save(desk->tx, err) < 0 ||
	    store_selection_hurry(desk->tx, lots > 1 ? MILLIS : LAST_MILLIS, err) < 0)
		return -1;
	if (store_selection_count(desk->tx, desk->dealer, asked, lots, ret_rows, &why) ==
	    0) {
		if (store_selection_hurry(desk->tx, 0, err) < 0)
			return -1;
		return tx_release(desk->tx, err);
	}
	if (why.kind != ERR_LATER || tx_undo(desk->tx, &undo) < 0) {
		*err = why;
		return -1;
	}
	*ret_late = true;
	return 0;
}

static int count(struct desk *desk, const struct selection_asked *asked,
		 struct rows **ret_rows, int *ret_lots, struct err *err)
{
	bool late;

	if (choose_lots(desk, ret_lots, err) < 0)
		return -1;
	for (;;) {
		if (try_count(desk, asked, *ret_lots, ret_rows, &late, err) < 0)
			return -1;
		if (!late)
			return 0;
		if (*ret_lots == 1)
			return err_set_code(err, ERR_CONFLICT, "COUNT_TOO_SLOW",
					    "counting this takes too long: say it with "
					    "fewer sentences");
		*ret_lots = *ret_lots > 10 ? *ret_lots / 10 : 1;
	}
}

struct figures {
	int64_t matched, reached, held_out;
	int64_t by_channel[CHANNEL_BITS];
	size_t holds_count;
	struct {
		const char *reason; /* lent by the rows */
		int64_t count;
	} holds[HOLDS_MOST];
};

static int64_t scaled(int64_t count, int lots)
{
	return (count * SELECTION_LOTS + lots / 2) / lots;
}

static void add_hold(struct figures *figures, const char *reason, int64_t count)
{
	size_t i = 0;

	while (i < figures->holds_count && strcmp(figures->holds[i].reason, reason) != 0)
		i++;
	if (i == HOLDS_MOST)
		return;
	figures->holds_count += i == figures->holds_count;
	figures->holds[i].reason = reason;
	figures->holds[i].count += count;
}

static struct figures read_figures(const struct rows *rows, int lots)
{
	struct figures figures = { .matched = 0 };

	for (size_t i = 0; i < rows_count(rows); i++) {
		const char *hold = row_text(rows, i, 0);
		int64_t bit = row_int(rows, i, 1),
			found = scaled(row_int(rows, i, 2), lots);

		figures.matched += found;
		if (hold[0]) {
			add_hold(&figures, hold, found);
			continue;
		}
		figures.reached += found;
		for (int channel = 0; channel < CHANNEL_BITS; channel++)
			if (bit == INT64_C(1) << channel)
				figures.by_channel[channel] += found;
	}
	return figures;
}

static int64_t cents_each(const struct campaign_garage *garage, int64_t bit,
			  const char *short_text)
{
	switch (bit) {
	case 2:
		return garage->sms_cents *
		       campaign_sms_parts(short_text ? short_text : "-");
	case 8:
		return garage->letter_cents;
	case 16:
		return garage->card_cents;
	default:
		return 0;
	}
}

static void write_channels(struct json_out *out, const struct campaign_garage *garage,
			   const struct figures *figures,
			   const struct campaign_count *msg)
{
	int64_t total = 0;

	json_out_open_array(out, "channels");
	for (size_t i = 0; i < msg->channels_count; i++) {
		int64_t bit = campaign_channel_bit(msg->channels[i]), people = 0, cents;

		for (int channel = 0; channel < CHANNEL_BITS; channel++)
			if (bit == INT64_C(1) << channel)
				people = figures->by_channel[channel];
		/* Who is drawn to be left out costs nothing. */
		if (figures->reached > 0)
			people -= people * figures->held_out / figures->reached;
		cents = people * cents_each(garage, bit, msg->short_text);
		total += cents;
		json_out_open_object(out, NULL);
		json_out_text(out, "channel", wire_channel_word(msg->channels[i]));
		json_out_int(out, "people", people);
		json_out_int(out, "cents", cents);
		json_out_close_object(out);
	}
	json_out_close_array(out);
	json_out_int(out, "cents", total);
}

static void write_funnel(struct json_out *out, const struct figures *figures, int lots)
{
	json_out_int(out, "matched", figures->matched);
	json_out_int(out, "reachable", figures->reached - figures->held_out);
	json_out_int(out, "held_out", figures->held_out);
	json_out_flag(out, "estimated", lots < SELECTION_LOTS);
	json_out_open_array(out, "holds");
	for (size_t i = 0; i < figures->holds_count; i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "reason", figures->holds[i].reason);
		json_out_int(out, "count", figures->holds[i].count);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

int campaign_measure(struct desk *desk, const struct audience_of *of,
		     struct campaign_size *ret_size, struct err *err)
{
	AUTO(selection) *selection = NULL;
	AUTO(rows) *rows = NULL;
	struct selection_asked asked;
	int lots;

	if (campaign_ask_for(desk, of, &selection, &asked, err) < 0 ||
	    count(desk, &asked, &rows, &lots, err) < 0)
		return -1;
	ret_size->reached = read_figures(rows, lots).reached;
	ret_size->is_estimate = lots < SELECTION_LOTS;
	return 0;
}

int campaign_count_people(struct desk *desk, const struct campaign_count *msg,
			  char **ret_json, struct err *err)
{
	struct audience_of of = { msg->selection, msg->kind, msg->channels,
				  msg->channels_count, msg->campaign_id };
	int64_t per_mille =
		msg->has_holdout_per_mille ? msg->holdout_per_mille : CAMPAIGN_HOLDOUT;
	AUTO(selection) *selection = NULL;
	AUTO(rows) *rows = NULL;
	STRBUF_AUTO text = strbuf_new(RESULT_MOST);
	struct json_out out = json_out_into(&text);
	struct selection_asked asked;
	struct campaign_garage garage;
	struct figures figures;
	int lots;

	if (campaign_ask_for(desk, &of, &selection, &asked, err) < 0 ||
	    store_campaign_garage(desk->tx, desk->dealer, &garage, err) < 0 ||
	    count(desk, &asked, &rows, &lots, err) < 0)
		return -1;
	figures = read_figures(rows, lots);
	if (msg->kind != WIRE_CAMPAIGN_KIND_RECALL)
		figures.held_out = figures.reached * per_mille / PER_MILLE;
	json_out_open_object(&out, NULL);
	write_funnel(&out, &figures, lots);
	write_channels(&out, &garage, &figures, msg);
	json_out_close_object(&out);
	if (strbuf_check(&text, err) < 0)
		return -1;
	*ret_json = strbuf_take(&text);
	return 0;
}
