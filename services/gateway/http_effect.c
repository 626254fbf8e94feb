/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The true effect, who went elsewhere, what approaches brought, who works the list, and
 * the comparison with the formula. Whatever has too few behind it says so.
 */
#include "gateway/http_results.h"

#include <string.h>

#include "gateway/domain/effect_text.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store.h"

#define SENTENCE 400
#define PARTS    10000

void results_effect_text(const struct effect_facts *facts, bool english,
			 struct strbuf *out)
{
	struct effect_words words = {
		.is_known = facts->known,
		.is_own = strcmp(facts->basis, "own") == 0,
		.is_network = strcmp(facts->basis, "network") == 0,
		.treated = facts->treated,
		.treated_visited = facts->treated_visited,
		.held_out = facts->held_out,
		.held_out_visited = facts->held_out_visited,
		.waiting = facts->waiting,
		.difference = facts->difference,
		.low = facts->low,
		.high = facts->high,
		.extra_visits = facts->extra_visits,
		.extra_cents = facts->extra_cents,
		.garages = facts->garages,
	};
	effect_text(&words, english, out);
}

int results_write_effect(struct tx *tx, const struct subject *subject,
			 struct json_out *out, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(SENTENCE);
	struct effect_facts facts;
	if (store_effect_facts(tx, subject->dealer, &facts, err) < 0)
		return -1;
	results_effect_text(&facts, strcmp(subject->language, "en") == 0, &text);
	json_out_open_object(out, "effect");
	json_out_text(out, "basis", facts.known ? facts.basis : "not_measured");
	json_out_text(out, "text", text.text);
	json_out_close_object(out);
	return 0;
}

int http_results_effect(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct json_out out = json_out_into(reply_body(reply));
	AUTO(tx) *tx = NULL;
	json_out_open_object(&out, NULL);
	if (portal_begin(service, req, &tx, err) < 0 ||
	    results_write_effect(tx, access_subject(req), &out, err) < 0)
		return -1;
	strbuf_add(reply_body(reply), ",\"programmes\":[");
	if (store_effects_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_results_benchmark(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_benchmark_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), '}');
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

static struct leakage_period period_of(const struct results_filter *filter)
{
	return (struct leakage_period){ week_monday(filter->from),
					civil_add_days(week_monday(filter->to), 6) };
}

static int write_leakage(struct tx *tx, const struct leakage_period *period,
			 struct strbuf *out, struct err *err)
{
	static const char *const names[] = {
		[LEAKAGE_BY_MAKE] = "by_make",
		[LEAKAGE_BY_AGE] = "by_age",
		[LEAKAGE_BY_AREA] = "by_area",
	};
	strbuf_add(out, "{\"totals\":");
	if (store_leakage_totals(tx, period, out, err) < 0)
		return -1;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		strbuf_addf(out, ",\"%s\":[", names[i]);
		if (store_leakage_slices(tx, period, (enum leakage_by)i, out, err) < 0)
			return -1;
		strbuf_add_char(out, ']');
	}
	return 0;
}

int http_results_leakage(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct int_range limits = { 1, 200, 50 };
	struct results_filter filter;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    listing_page(req, CURSOR_DATE, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	struct leakage_period period = period_of(&filter);
	if (write_leakage(tx, &period, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), ",\"cars\":[");
	if (store_leakage_cars(tx, &period, &page, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_write_next(req, reply, &page);
	strbuf_add_char(reply_body(reply), '}');
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

static int64_t parts(double share)
{
	return (int64_t)(share * PARTS + (share < 0 ? -0.5 : 0.5));
}

static void write_name(struct json_out *out, const struct approach *one)
{
	json_out_text(out, "kind", approach_kind_name(one->kind));
	json_out_text(out, "key", one->key);
	if (one->campaign[0])
		json_out_text(out, "campaign_id", one->campaign);
}

static void write_approach(struct json_out *out, const struct approach *one)
{
	struct interval share = share_interval((struct share){ one->visited, one->sent });
	json_out_open_object(out, NULL);
	write_name(out, one);
	json_out_int(out, "sent", one->sent);
	json_out_int(out, "visited", one->visited);
	json_out_int(out, "value_cents", one->value_cents);
	json_out_int(out, "cost_cents", one->cost_cents);
	json_out_flag(out, "enough", one->sent >= APPROACH_SENT);
	if (one->sent >= APPROACH_SENT) {
		json_out_int(out, "rate", parts(share.value));
		json_out_int(out, "low", parts(share.low));
		json_out_int(out, "high", parts(share.high));
	}
	json_out_close_object(out);
}

/* Two approaches of a kind; the first of them is the larger. */
static void write_fact(struct json_out *out, const struct approach *a,
		       const struct approach *b)
{
	struct approach_fact fact = approach_compare(b, a);
	json_out_open_object(out, NULL);
	write_name(out, b);
	json_out_text(out, "against", a->key);
	json_out_text(out, "verdict", approach_verdict_name(fact.verdict));
	json_out_int(out, "sent", b->sent);
	json_out_int(out, "against_sent", a->sent);
	json_out_flag(out, "drawn", a->kind == APPROACH_VARIANT);
	if (fact.verdict != APPROACH_TOO_FEW) {
		json_out_int(out, "difference", parts(fact.difference.value));
		json_out_int(out, "low", parts(fact.difference.low));
		json_out_int(out, "high", parts(fact.difference.high));
	}
	json_out_close_object(out);
}

/* Each approach against the one of its kind that was used most, which comes first. */
static void write_facts(struct json_out *out, const struct approach *list, size_t count)
{
	size_t first = 0;
	json_out_open_array(out, "facts");
	for (size_t i = 1; i < count; i++) {
		if (!approach_is_peer(&list[first], &list[i])) {
			first = i;
			continue;
		}
		write_fact(out, &list[first], &list[i]);
	}
	json_out_close_array(out);
}

int http_results_learned(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	AUTO_BYTES *memory = mem_alloc(APPROACHES_MOST * sizeof(struct approach));
	struct approach *list = memory;
	struct json_out out = json_out_into(reply_body(reply));
	struct results_filter filter;
	size_t count;
	AUTO(tx) *tx = NULL;
	if (results_filter(req, &filter, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_approaches(tx, &filter, list, &count, err) < 0)
		return -1;
	json_out_open_object(&out, NULL);
	json_out_int(&out, "needed", APPROACH_SENT);
	json_out_open_array(&out, "approaches");
	for (size_t i = 0; i < count; i++)
		write_approach(&out, &list[i]);
	json_out_close_array(&out);
	write_facts(&out, list, count);
	json_out_close_object(&out);
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_results_adoption(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	struct results_filter filter;
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"weeks\":[");
	if (results_filter(req, &filter, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_adoption_weeks(tx, &filter, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "],\"people\":[");
	if (store_adoption_people(tx, &filter, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_network(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct gateway *gateway = service;
	(void)req;
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"garages\":[");
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.role", "helpdesk", err) < 0 ||
	    store_health_write(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}
