/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what may be cut and when. Erasures go in rounds: those that are ready are
 * marked together, all marks are worked off, then all of them are said to be done. Those
 * that come meanwhile wait for the next round.
 */
#include "flow/trim.h"

#include <stdio.h>

#include "bus/cutter.h"
#include "flow/commit.h"
#include "flow/forget.h"
#include "flow/trim_mark.h"
#include "gen/person_forgotten.h"
#include "gen/say_person_trimmed.h"
#include "sys/crash_point.h"
#include "sys/log.h"

#define RETRY_MICROS INT64_C(5000000)

/* $1 erasure, $2 garage, $3 customer, $4 party, $5 service, $6 now */
static const char SQL_HEARD[] =
	"INSERT INTO erasure_trim AS t (erasure_id, dealer, customer_id, party_id,"
	" forgotten, changed_at) VALUES ($1::uuid, $2, $3::uuid, $4::uuid,"
	" ARRAY[$5::text], $6) ON CONFLICT (erasure_id) DO UPDATE"
	" SET forgotten = t.forgotten || $5::text WHERE NOT $5 = ANY(t.forgotten)";
/* $1 services, with a space between */
static const char SQL_LOOK[] =
	"SELECT (SELECT count(*) FROM trim_mark),"
	" (SELECT count(*) FROM erasure_trim WHERE state = 'marked'),"
	" (SELECT count(*) FROM erasure_trim WHERE state = 'waiting'"
	"  AND forgotten @> string_to_array($1, ' '))";
/* Answers are read by every process of the gateway, without a group; who missed one asks
 * for it again, and 10 s is more than the reading of an answer takes. */
static const char SQL_DUE[] =
	"SELECT m.topic, m.partition, m.until_offset FROM trim_mark m"
	" LEFT JOIN consumer_offset o USING (topic, partition)"
	" WHERE CASE WHEN m.heard THEN o.next >= m.until_offset"
	" ELSE m.marked_at < clock_timestamp() - interval '10 seconds' END"
	" ORDER BY 1, 2 LIMIT 500";
/* $1 topic, $2 partition, $3 cut until */
static const char SQL_CUT[] = "DELETE FROM trim_mark WHERE topic = $1 AND partition = $2"
			      " AND until_offset <= $3";
static const char SQL_DONE[] =
	"SELECT erasure_id::text, dealer, customer_id::text, party_id::text, partitions"
	" FROM erasure_trim WHERE state = 'marked' AND NOT EXISTS (SELECT FROM trim_mark)"
	" LIMIT 100 FOR UPDATE SKIP LOCKED";
/* $1 erasure, $2 now */
static const char SQL_TRIMMED[] =
	"UPDATE erasure_trim SET state = 'trimmed', changed_at = $2"
	" WHERE erasure_id = $1::uuid";

int forget_heard(void *service, struct tx *tx, const struct heard *in, struct outbox *say,
		 struct err *err)
{
	const struct person_forgotten *msg = in->msg;

	(void)service;
	(void)say;
	return tx_run(tx, SQL_HEARD,
		      ARGS(arg_text(msg->erasure_id), arg_text(msg->dealer),
			   arg_text(msg->customer_id), arg_text(msg->party_id),
			   arg_text(msg->service), arg_instant(tx_now(tx))),
		      NULL, err);
}

struct trimming *trimming_new(struct flow *flow)
{
	struct trimming *trimming = mem_alloc(sizeof(*trimming));

	trimming->flow = flow;
	return trimming;
}

void trimming_free(struct trimming *trimming)
{
	cutter_close(trimming->cutter);
	mem_free(trimming);
}

/* What was cut is noted, whether or not all was. */
static int note_cuts(struct flow *flow, const struct cut *list, size_t count,
		     struct err *err)
{
	AUTO(tx) *tx = NULL;

	if (tx_begin(flow->request.pool, &tx, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (list[i].done &&
		    tx_run(tx, SQL_CUT,
			   ARGS(arg_text(list[i].topic), arg_int(list[i].partition),
				arg_int(list[i].until)),
			   NULL, err) < 0)
			return -1;
	return tx_commit(TAKE(tx), err);
}

static int cut(struct trimming *trimming, struct err *err)
{
	AUTO(rows) *due = NULL;
	struct flow *flow = trimming->flow;
	struct err why = { 0 };
	struct tx *tx = NULL;

	if (tx_begin(flow->request.pool, &tx, err) < 0)
		return -1;
	int known = tx_rows(tx, SQL_DUE, NO_ARGS, &due, err);
	tx_rollback(tx);
	size_t count = known < 0 ? 0 : rows_count(due);
	if (count == 0)
		return known;
	struct cut *list = mem_alloc(sizeof(*list) * count);
	for (size_t i = 0; i < count; i++)
		list[i] = (struct cut){ .topic = row_text(due, i, 0),
					.partition = (int)row_int(due, i, 1),
					.until = row_int(due, i, 2) };
	crash_point("trim.before_cut");
	int answer = cutter_cut(trimming->cutter, list, count, &why);
	crash_point("trim.after_cut");
	int noted = note_cuts(flow, list, count, err);
	mem_free(list);
	if (answer < 0 && noted == 0)
		*err = why;
	return answer < 0 ? -1 : noted;
}

static int say_done(struct tx *tx, const struct rows *done, size_t i, struct outbox *say,
		    struct err *err)
{
	char at[INSTANT_TEXT];
	struct instant now = tx_now(tx);
	const struct person_trimmed msg = {
		.erasure_id = row_text(done, i, 0),
		.dealer = row_text(done, i, 1),
		.service = outbox_service(say),
		.at = instant_format(now, at),
		.customer_id = row_text(done, i, 2),
		.party_id = row_text(done, i, 3),
		.partitions = row_int(done, i, 4),
		.has_partitions = true,
	};

	char cause[80];

	snprintf(cause, sizeof(cause), "trim/%s", msg.erasure_id);
	outbox_because_of(say, cause, NULL);
	if (say_person_trimmed(say, &msg, err) < 0)
		return -1;
	return tx_run(tx, SQL_TRIMMED, ARGS(arg_text(msg.erasure_id), arg_instant(now)),
		      NULL, err);
}

static int say_all_done(struct tx *tx, struct outbox *say, struct err *err)
{
	AUTO(rows) *done = NULL;

	if (tx_rows(tx, SQL_DONE, NO_ARGS, &done, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(done); i++)
		if (say_done(tx, done, i, say, err) < 0)
			return -1;
	return 0;
}

static const struct commit_points POINTS = { "trim.before_commit", "trim.after_commit" };

static int tell(struct trimming *trimming, struct err *err)
{
	struct tx *tx = NULL;
	AUTO(outbox) *say = outbox_new(trimming->flow->request.service);

	if (tx_begin(trimming->flow->request.pool, &tx, err) < 0)
		return -1;
	if (say_all_done(tx, say, err) < 0) {
		tx_rollback(tx);
		return -1;
	}
	return commit_said(trimming->flow, tx, say, POINTS, err);
}

/* How much of what there is to do. */
struct view {
	int64_t marks;
	int64_t marked;
	int64_t ready;
};

static int look(struct trimming *trimming, struct view *ret_view, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct tx *tx = NULL;

	if (tx_begin(trimming->flow->request.pool, &tx, err) < 0)
		return -1;
	int looked = tx_rows(tx, SQL_LOOK, ARGS(arg_text(trim_services())), &rows, err);
	tx_rollback(tx);
	if (looked < 0)
		return -1;
	*ret_view = (struct view){ row_int(rows, 0, 0), row_int(rows, 0, 1),
				   row_int(rows, 0, 2) };
	return 0;
}

static int open_cutter(struct trimming *trimming, struct err *err)
{
	const struct flow_request *request = &trimming->flow->request;
	const struct cutter_request with = { request->brokers, request->kafka_admin,
					     request->kafka_options };

	return trimming->cutter ? 0 : cutter_open(&with, &trimming->cutter, err);
}

static int do_next(struct trimming *trimming, struct err *err)
{
	struct view view = { 0 };

	if (look(trimming, &view, err) < 0)
		return -1;
	if (!view.marks && !view.marked && !view.ready) {
		cutter_close(TAKE(trimming->cutter));
		return 0;
	}
	if (open_cutter(trimming, err) < 0)
		return -1;
	if (view.marks)
		return cut(trimming, err);
	return view.marked ? tell(trimming, err) : trim_mark(trimming, err);
}

void trimming_step(struct trimming *trimming)
{
	struct err err = { 0 };

	if (clock_monotonic() < trimming->retry_at || do_next(trimming, &err) == 0)
		return;
	log_event(LOG_WARNING, "queues_not_cut", F_TEXT("reason", err.text));
	trimming->retry_at = clock_monotonic() + RETRY_MICROS;
}
