/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Results: the funnel of a period, who came, and what it was worth; what is left out of
 * the funnel on purpose stands beside it.
 */
#include "gateway/http_results.h"

#include <string.h>

#include "base/json_out.h"
#include "flow/engine.h"
#include "gateway/domain/funnel.h"
#include "gateway/http_routes.h"

#define WEEKS_PRESET 13
#define WEEKS_MOST   106

static const char *const STAGES[] = { "proposed",  "approved", "sent",
				      "delivered", "booked",   "visited" };

int results_filter(const struct request *req, struct results_filter *ret_filter,
		   struct err *err)
{
	struct instant now = request_received_at(req);
	struct civil_date today =
		civil_from_days((int32_t)(now.micros / (86400 * MICROS_PER_SECOND)));
	struct results_filter filter = {
		.to = week_of(today),
		.reason = request_query(req, "reason"),
		.adviser = request_query(req, "adviser"),
		.channel = request_query(req, "channel"),
		.campaign = request_query(req, "campaign"),
	};
	if (request_query_week(req, "to", &filter.to, err) < 0)
		return -1;
	filter.from = week_add(filter.to, 1 - WEEKS_PRESET);
	if (request_query_week(req, "from", &filter.from, err) < 0)
		return -1;
	if (week_compare(filter.from, filter.to) > 0)
		return err_set(err, ERR_INVALID, "from comes after to");
	if (week_compare(week_add(filter.from, WEEKS_MOST), filter.to) <= 0)
		return err_set(err, ERR_INVALID, "a period holds at most %d weeks",
			       WEEKS_MOST);
	*ret_filter = filter;
	return 0;
}

static void write_funnel(struct json_out *out, const struct results_totals *totals)
{
	struct funnel_stage stages[COUNT_OF(STAGES)] = {
		{ .count = totals->proposed }, { .count = totals->approved },
		{ .count = totals->sent },     { .count = totals->delivered },
		{ .count = totals->booked },   { .count = totals->visited },
	};
	funnel_fill(stages, COUNT_OF(stages));
	json_out_open_array(out, "funnel");
	for (size_t i = 0; i < COUNT_OF(stages); i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "stage", STAGES[i]);
		json_out_int(out, "count", stages[i].count);
		if (stages[i].of_previous_permille >= 0)
			json_out_int(out, "of_previous_permille",
				     stages[i].of_previous_permille);
		if (stages[i].of_first_permille >= 0)
			json_out_int(out, "of_first_permille",
				     stages[i].of_first_permille);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_totals(struct json_out *out, const struct results_filter *filter,
			 const struct results_totals *totals)
{
	char week[WEEK_TEXT];
	json_out_text(out, "from", week_format(filter->from, week));
	json_out_text(out, "to", week_format(filter->to, week));
	write_funnel(out, totals);
	json_out_int(out, "value_cents", totals->value_cents);
	json_out_open_object(out, "household");
	json_out_int(out, "visits", totals->household_visits);
	json_out_int(out, "value_cents", totals->household_cents);
	json_out_close_object(out);
	json_out_int(out, "held_out", totals->held_out);
	json_out_int(out, "cost_cents", totals->cost_cents);
}

/* The rule that counts visits stands beside the numbers (ux.md 3.3). */
static void write_attribution(struct json_out *out, const struct subject *subject,
			      int64_t days)
{
	STRBUF_AUTO text = strbuf_new(500);
	if (strcmp(subject->language, "en") == 0)
		strbuf_addf(&text,
			    "A visit counts with an invoice at most %lld days after "
			    "the last contact, for the same vehicle; one contact gets "
			    "the turnover.",
			    (long long)days);
	else
		strbuf_addf(&text,
			    "Een bezoek telt bij een factuur hoogstens %lld dagen na "
			    "het laatste contact, voor dezelfde auto; één contact "
			    "krijgt de omzet.",
			    (long long)days);
	json_out_open_object(out, "attribution");
	json_out_int(out, "days", days);
	json_out_text(out, "text", text.text);
	json_out_close_object(out);
}

static int write_slices(struct tx *tx, const struct results_filter *filter,
			struct strbuf *out, struct err *err)
{
	static const char *const names[] = {
		[RESULTS_BY_REASON] = "by_reason",
		[RESULTS_BY_WEEK] = "by_week",
		[RESULTS_BY_ADVISER] = "by_adviser",
		[RESULTS_BY_CHANNEL] = "by_channel",
		[RESULTS_BY_CAMPAIGN] = "by_campaign",
	};
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		strbuf_addf(out, ",\"%s\":[", names[i]);
		if (store_results_slices(tx, filter, (enum results_by)i, out, err) < 0)
			return -1;
		strbuf_add_char(out, ']');
	}
	return 0;
}

static int write_advices(struct tx *tx, const struct results_filter *filter,
			 struct json_out *out, struct err *err)
{
	struct results_advices advices;
	if (store_results_advices(tx, filter, &advices, err) < 0)
		return -1;
	json_out_open_object(out, "advices");
	json_out_int(out, "open", advices.open);
	json_out_int(out, "open_cents", advices.open_cents);
	json_out_int(out, "won", advices.won);
	json_out_int(out, "won_cents", advices.won_cents);
	json_out_close_object(out);
	return 0;
}

/* Up to when everything that happened is counted here. */
static void write_updated(struct json_out *out, const struct gateway *gateway,
			  struct instant now)
{
	struct flow_health health = flow_health(gateway->flow);
	struct instant until = { now.micros - health.behind_micros };
	char text[INSTANT_TEXT];
	json_out_text(out, "updated_at", instant_format(until, text));
}

int http_results(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct json_out out = json_out_into(reply_body(reply));
	const struct subject *subject = access_subject(req);
	struct dealer_facts facts = { .attribution_days = 0 };
	struct results_filter filter;
	struct results_totals totals;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_dealer_facts(tx, subject->dealer, &facts, err) < 0 ||
	    store_results_totals(tx, &filter, &totals, err) < 0)
		return -1;
	json_out_open_object(&out, NULL);
	write_totals(&out, &filter, &totals);
	write_attribution(&out, subject, facts.attribution_days);
	if (write_advices(tx, &filter, &out, err) < 0 ||
	    results_write_effect(tx, subject, &out, err) < 0 ||
	    write_slices(tx, &filter, reply_body(reply), err) < 0)
		return -1;
	reply_etag_of_body(reply);
	write_updated(&out, service, tx_now(tx));
	json_out_close_object(&out);
	return tx_commit(TAKE(tx), err);
}
