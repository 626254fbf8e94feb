/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which partitions are queues of this service, and where each ends for a round.
 */
#include "flow/trim_mark.h"

#include <string.h>

#include "bus/cutter.h"
#include "flow/routes.h"
#include "gen/person_erased.h"
#include "gen/topics.h"

#define MAX_QUEUES 2000 /* partitions of one service */

static const char SQL_READY[] =
	"SELECT erasure_id::text FROM erasure_trim WHERE state = 'waiting'"
	" AND forgotten @> string_to_array($1, ' ') LIMIT 1000";
static const char SQL_HELD[] = "SELECT topic, partition FROM consumer_offset"
			       " ORDER BY topic, partition";
/* $1 topics, $2 partitions, $3 offsets, $4 heard (1 or 0) */
static const char SQL_MARK[] =
	"INSERT INTO trim_mark AS m (topic, partition, until_offset, heard)"
	" SELECT t, p, u, h = 1 FROM unnest($1::text[], $2::bigint[], $3::bigint[],"
	" $4::bigint[]) AS s (t, p, u, h) ON CONFLICT (topic, partition) DO UPDATE"
	" SET until_offset = greatest(m.until_offset, excluded.until_offset),"
	" marked_at = excluded.marked_at";
/* $1 erasures, $2 partitions, $3 now */
static const char SQL_MARKED[] =
	"UPDATE erasure_trim SET state = 'marked', partitions = $2, changed_at = $3"
	" WHERE erasure_id = ANY($1::uuid[]) AND state = 'waiting'";

static const struct msg_topic *declared(const char *name)
{
	for (size_t i = 0; i < message_topics_count; i++)
		if (strcmp(message_topics[i].name, name) == 0)
			return &message_topics[i];
	return NULL;
}

/* Who has to forget a person: all that hear of it. */
const char *trim_services(void)
{
	return declared(person_erased_type.topic)->heard_by;
}

/* Ingress has topics that are not declared, one a vendor; one service hears them. */
static bool is_queue(const struct flow *flow, const char *name)
{
	struct topic_routes routes = routes_for(flow->routes, name);
	const struct msg_topic *topic = declared(name);
	enum msg_kind kind = routes.count ? routes.list[0]->type->kind : MSG_BODY;

	if (kind == MSG_INGRESS)
		return true;
	return topic && (kind == MSG_COMMAND || kind == MSG_REQUEST) &&
	       strcmp(topic->heard_by, flow->request.service) == 0;
}

/* The partitions of a round. */
struct marks {
	const char **topics;
	int64_t *numbers[3]; /* partitions, offsets, heard */
	size_t count;
};

static struct marks marks_new(void)
{
	struct marks marks = { .topics = mem_alloc(sizeof(char *) * MAX_QUEUES) };

	for (size_t i = 0; i < COUNT_OF(marks.numbers); i++)
		marks.numbers[i] = mem_alloc(sizeof(int64_t) * MAX_QUEUES);
	return marks;
}

static void marks_done(struct marks *marks)
{
	mem_free(marks->topics);
	for (size_t i = 0; i < COUNT_OF(marks->numbers); i++)
		mem_free(marks->numbers[i]);
}

/* One without records needs no mark. */
static int add_mark(struct trimming *trimming, struct marks *marks, const char *topic,
		    struct cut part, struct err *err)
{
	int64_t low = 0;
	int64_t high = 0;

	if (marks->count == MAX_QUEUES)
		return err_set(err, ERR_BROKEN, "more than %d partitions to cut",
			       MAX_QUEUES);
	if (cutter_bounds(trimming->cutter, topic, part.partition, &low, &high, err) < 0)
		return -1;
	if (high <= low)
		return 0;
	marks->topics[marks->count] = topic;
	marks->numbers[0][marks->count] = part.partition;
	marks->numbers[1][marks->count] = high;
	marks->numbers[2][marks->count++] = part.done;
	return 0;
}

/* Answers: read without a group, so they are in no table of positions. */
static int add_answers(struct trimming *trimming, struct marks *marks, struct err *err)
{
	const char *service = trimming->flow->request.service;

	for (size_t i = 0; i < message_topics_count; i++) {
		const struct msg_topic *topic = &message_topics[i];

		if (topic->kind != MSG_REPLY || strcmp(topic->heard_by, service) != 0)
			continue;
		for (int at = 0; at < topic->partitions; at++)
			if (add_mark(trimming, marks, topic->name,
				     (struct cut){ .partition = at }, err) < 0)
				return -1;
	}
	return 0;
}

static int find_marks(struct trimming *trimming, const struct rows *held,
		      struct marks *marks, struct err *err)
{
	for (size_t i = 0; i < rows_count(held); i++) {
		const char *topic = row_text(held, i, 0);
		struct cut part = { .partition = (int)row_int(held, i, 1), .done = true };

		if (is_queue(trimming->flow, topic) &&
		    add_mark(trimming, marks, topic, part, err) < 0)
			return -1;
	}
	return add_answers(trimming, marks, err);
}

static int keep_marks(struct trimming *trimming, const struct rows *ready,
		      const struct marks *marks, struct err *err)
{
	AUTO(tx) *tx = NULL;
	size_t count = rows_count(ready);
	const char **ids = mem_alloc(sizeof(*ids) * (count + 1));

	for (size_t i = 0; i < count; i++)
		ids[i] = row_text(ready, i, 0);
	int kept = tx_begin(trimming->flow->request.pool, &tx, err);
	if (kept == 0)
		kept = tx_run(tx, SQL_MARK,
			      ARGS(arg_texts(marks->topics, marks->count),
				   arg_ints(marks->numbers[0], marks->count),
				   arg_ints(marks->numbers[1], marks->count),
				   arg_ints(marks->numbers[2], marks->count)),
			      NULL, err);
	if (kept == 0)
		kept = tx_run(tx, SQL_MARKED,
			      ARGS(arg_texts(ids, count), arg_int((int64_t)marks->count),
				   arg_instant(tx_now(tx))),
			      NULL, err);
	mem_free(ids);
	return kept < 0 ? -1 : tx_commit(TAKE(tx), err);
}

/* First who is ready, then the ends: what was said of them is before the ends. */
int trim_mark(struct trimming *trimming, struct err *err)
{
	AUTO(rows) *ready = NULL;
	AUTO(rows) *held = NULL;
	struct tx *tx = NULL;

	if (tx_begin(trimming->flow->request.pool, &tx, err) < 0)
		return -1;
	int known = tx_rows(tx, SQL_READY, ARGS(arg_text(trim_services())), &ready, err);
	if (known == 0)
		known = tx_rows(tx, SQL_HELD, NO_ARGS, &held, err);
	tx_rollback(tx);
	if (known < 0)
		return -1;
	struct marks marks = marks_new();
	int kept = find_marks(trimming, held, &marks, err);
	if (kept == 0)
		kept = keep_marks(trimming, ready, &marks, err);
	marks_done(&marks);
	return kept;
}
