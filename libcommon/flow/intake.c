/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a batch is cut, when reading pauses, and where it starts again.
 *
 * A batch goes when it is full, or else when the inbox is idle and nothing is at hand
 * or its first record waited long enough: it grows while the one before it is written.
 * While the inbox is stuck (database away) partitions pause and the member keeps polling.
 */
#include "flow/intake.h"

#include <string.h>

#include "bus/consumer.h"
#include "flow/lanes.h"
#include "sys/log.h"

#define QUIET_MILLIS      1
#define IDLE_MILLIS       100
#define STUCK_MICROS      INT64_C(5000000)
#define LOOK_AFTER_MICROS INT64_C(2000000)
#define REJOIN_MICROS     INT64_C(1000000)
#define DUEL_MICROS       INT64_C(15000000)

struct intake {
	struct flow *flow;
	struct consumer *consumer; /* replaced under swap: the inbox mirrors through it */
	struct mutex swap;
	int64_t rejoined; /* clock_monotonic() when it was replaced last; 0 = never */
	struct lanes lanes;
	struct record_batch *open;
	char *cluster;
	unsigned epoch;
	int64_t looked; /* clock_monotonic() of the last look at lag and halted lanes */
};

static void drop_open(struct intake *intake)
{
	record_batch_free(TAKE(intake->open));
}

static int know_cluster(struct intake *intake, struct err *err)
{
	if (intake->cluster)
		return 0;
	return consumer_cluster(intake->consumer, &intake->cluster, err);
}

static int start_lane(struct intake *intake, struct tx *tx, struct position *position,
		      struct err *err)
{
	struct known_offset known;
	struct lane *lane =
		lanes_find(&intake->lanes, position->topic, position->partition);
	if (offset_know(tx, position->topic, position->partition, intake->cluster, &known,
			err) < 0)
		return -1;
	position->next = lane_start(lane, &known, intake->cluster);
	return 0;
}

/* All positions in one look at the database. */
static int look_up(struct intake *intake, struct position *list, size_t count,
		   struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (know_cluster(intake, err) < 0)
		return -1;
	if (tx_begin(intake->flow->request.pool, &tx, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (start_lane(intake, tx, &list[i], err) < 0)
			return -1;
	return tx_commit(TAKE(tx), err);
}

static void tick(struct intake *intake)
{
	atomic_store(&intake->flow->intake_tick, clock_monotonic());
}

static void note_lanes(struct intake *intake)
{
	struct flow *flow = intake->flow;
	int halted = lanes_halted(&intake->lanes);
	atomic_store(&flow->halted, halted);
	gauge_set(flow->count.halted, halted);
}

/* Partitions were given. Until the database tells where they stand nothing is read; the
 * group's heartbeat goes on behind us. */
static int given(void *context, struct position *list, size_t count, struct err *err)
{
	struct intake *intake = context;
	int64_t backoff = 0;
	struct err why = { 0 };
	intake->epoch = handoff_new_epoch(intake->flow->handoff);
	drop_open(intake);
	lanes_set(&intake->lanes, intake->flow->routes, list, count);
	while (look_up(intake, list, count, &why) < 0) {
		tick(intake);
		log_event(LOG_WARNING, "positions_not_known", F_TEXT("reason", why.text));
		backoff = backoff_next(backoff);
		if (!flow_pause(intake->flow, backoff))
			return err_set(err, ERR_LATER, "stopping");
	}
	log_event(LOG_INFO, "partitions_given", F_INT("count", count));
	atomic_store(&intake->flow->assigned, true);
	note_lanes(intake);
	return 0;
}

static void taken(void *context)
{
	struct intake *intake = context;
	drop_open(intake);
	intake->epoch = handoff_new_epoch(intake->flow->handoff);
	lanes_done(&intake->lanes);
	note_lanes(intake);
	log_event(LOG_INFO, "partitions_taken");
}

static int join(struct intake *intake, struct err *err)
{
	const struct flow *flow = intake->flow;
	struct consumer *consumer = NULL;
	struct consumer_request request = {
		.brokers = flow->request.brokers,
		.options = flow->request.kafka_options,
		.group = flow->request.service,
		.instance = flow->request.instance,
		.events = { given, taken, intake },
	};
	request.topics = routes_topics(flow->routes, &request.topics_count);
	if (consumer_open(&request, &consumer, err) < 0)
		return -1;
	MUTEX_HOLD(&intake->swap);
	intake->consumer = consumer;
	return 0;
}

static void leave(struct intake *intake)
{
	mutex_lock(&intake->swap);
	struct consumer *consumer = TAKE(intake->consumer);
	mutex_unlock(&intake->swap);
	consumer_close(consumer);
}

/* Our name in the group is somebody else's. A broker that crashed forgets the member ids
 * it gave last and so fences us from ourselves: then coming back as a new member cures
 * it. When that does not last, another process really goes by our name. */
static void rejoin(struct intake *intake, struct err *why)
{
	int64_t now = clock_monotonic();
	bool duel = intake->rejoined && now - intake->rejoined < DUEL_MICROS;
	intake->rejoined = now;
	if (!duel) {
		log_event(LOG_WARNING, "consumer_fenced", F_TEXT("reason", why->text));
		leave(intake);
		flow_pause(intake->flow, REJOIN_MICROS);
	}
	if (duel || join(intake, why) < 0)
		flow_fail(intake->flow, "intake", why);
}

int intake_new(struct flow *flow, struct intake **ret_intake, struct err *err)
{
	struct intake *intake = mem_alloc(sizeof(*intake));
	intake->flow = flow;
	mutex_init(&intake->swap);
	if (join(intake, err) < 0) {
		intake_free(intake);
		return -1;
	}
	*ret_intake = intake;
	return 0;
}

void intake_free(struct intake *intake)
{
	if (!intake)
		return;
	consumer_close(intake->consumer);
	drop_open(intake);
	lanes_done(&intake->lanes);
	mutex_done(&intake->swap);
	mem_free(intake->cluster);
	mem_free(intake);
}

void intake_mirror(struct intake *intake, const struct record_batch *batch)
{
	struct position *list = mem_alloc(sizeof(*list) * (batch->steps_count + 1));
	for (size_t i = 0; i < batch->steps_count; i++)
		list[i] = (struct position){ batch->steps[i].topic,
					     batch->steps[i].partition,
					     batch->steps[i].next };
	MUTEX_HOLD(&intake->swap);
	if (intake->consumer)
		consumer_mirror(intake->consumer, list, batch->steps_count);
	mem_free(list);
}

/* One poll for the group's sake while paused; true when something came out of it that
 * has to be read again. */
static bool keep_place(struct intake *intake)
{
	struct record record;
	tick(intake);
	enum polled polled = consumer_poll(intake->consumer, IDLE_MILLIS, &record, NULL);
	if (polled != POLLED_RECORD && polled != POLLED_OUT_OF_RANGE)
		return false;
	record_done(&record);
	return true;
}

/* Hand the open batch over. While the inbox is stuck, pause and keep polling. A rebalance
 * in those polls drops the batch and so ends the wait; a record that slipped out of them
 * must be read again. */
static void hand_over(struct intake *intake)
{
	bool paused = false;
	bool slipped = false;
	struct handoff *handoff = intake->flow->handoff;
	while (intake->open && !handoff_is_stopped(handoff)) {
		if (handoff_put(handoff, intake->open, paused ? 0 : STUCK_MICROS)) {
			intake->open = NULL;
			break;
		}
		if (!paused)
			consumer_pause(intake->consumer);
		paused = true;
		slipped |= keep_place(intake);
	}
	if (paused)
		consumer_resume(intake->consumer);
	if (slipped)
		handoff_ask_reposition(handoff);
}

static bool batch_is_due(const struct intake *intake, bool quiet)
{
	const struct record_batch *open = intake->open;
	if (!open || open->steps_count == 0)
		return false;
	if (record_batch_is_full(open))
		return true;
	if (!handoff_is_idle(intake->flow->handoff))
		return false;
	if (quiet)
		return true;
	int64_t waited = clock_monotonic() - open->started;
	return waited >= intake->flow->request.batch_millis * 1000;
}

static void on_record(struct intake *intake, struct record *record)
{
	struct lane *lane = lanes_find(&intake->lanes, record->topic, record->partition);
	if (!lane || lane_judge(lane, record) == LANE_DROP) {
		if (lane && lane->halted) {
			consumer_halt(intake->consumer, lane->topic, lane->partition);
			note_lanes(intake);
		}
		counter_add(intake->flow->count.skipped, 1);
		record_done(record);
		return;
	}
	if (!intake->open)
		intake->open = record_batch_new(
			(size_t)intake->flow->request.batch_records, intake->epoch);
	int64_t expected = lane->next;
	lane->next = record->offset + 1;
	record_batch_add(intake->open, &lane->routes, record, expected);
}

/* The wanted offset is gone: harmless when only heard records were removed. The library
 * has stopped reading the partition and takes no seek there, so all are started anew. */
static int check_range(struct intake *intake, struct lane *lane, struct err *err)
{
	int64_t low = 0, high = 0;
	if (consumer_watermarks(intake->consumer, lane->topic, lane->partition, &low,
				&high, err) < 0)
		return -1;
	if (lane_judge_range(lane, low, high))
		handoff_ask_reposition(intake->flow->handoff);
	return 0;
}

static void on_out_of_range(struct intake *intake, struct record *record)
{
	struct err err = { 0 };
	struct lane *lane = lanes_find(&intake->lanes, record->topic, record->partition);
	if (lane && !lane->halted && check_range(intake, lane, &err) < 0) {
		log_event(LOG_WARNING, "range_not_checked", F_TEXT("reason", err.text));
		handoff_ask_reposition(intake->flow->handoff);
	}
	note_lanes(intake);
	record_done(record);
}

static void reposition(struct intake *intake)
{
	struct err err = { 0 };
	if (consumer_reposition(intake->consumer, &err) < 0)
		log_event(LOG_WARNING, "reposition_failed", F_TEXT("reason", err.text));
}

/* A halted lane is read again when an operator has changed what the database knows. */
static bool was_changed(struct intake *intake, struct tx *tx, const struct lane *lane)
{
	struct known_offset known;
	if (!lane->halted || offset_know(tx, lane->topic, lane->partition,
					 intake->cluster, &known, NULL) < 0)
		return false;
	return known.next != lane->known.next ||
	       strcmp(known.cluster, lane->known.cluster) != 0;
}

static void look_at_halted(struct intake *intake)
{
	bool changed = false;
	struct tx *tx = NULL;
	if (lanes_halted(&intake->lanes) == 0 ||
	    tx_begin(intake->flow->request.pool, &tx, NULL) < 0)
		return;
	for (size_t i = 0; i < intake->lanes.count; i++)
		changed |= was_changed(intake, tx, &intake->lanes.list[i]);
	if (tx_commit(tx, NULL) == 0 && changed)
		reposition(intake);
}

static void look_at_lag(struct intake *intake)
{
	int64_t records = 0, oldest = 0;
	int64_t now = clock_now(intake->flow->request.clock).micros;
	for (size_t i = 0; i < intake->lanes.count; i++) {
		const struct lane *lane = &intake->lanes.list[i];
		int64_t high =
			consumer_high(intake->consumer, lane->topic, lane->partition);
		if (high <= lane->next)
			continue;
		records += high - lane->next;
		if (lane->applied_time && now - lane->applied_time > oldest)
			oldest = now - lane->applied_time;
	}
	flow_note_lag(intake->flow, records, oldest);
}

static void look_around(struct intake *intake)
{
	int64_t now = clock_monotonic();
	if (now - intake->looked < LOOK_AFTER_MICROS)
		return;
	intake->looked = now;
	look_at_lag(intake);
	look_at_halted(intake);
	if (lanes_any_forgotten(&intake->lanes, intake->flow->request.pool))
		handoff_ask_reposition(intake->flow->handoff);
}

/* One poll: true when quiet. With records in hand and an idle inbox it does not wait. */
static bool poll_once(struct intake *intake)
{
	struct record record;
	struct err err = { 0 };
	int more = handoff_is_idle(intake->flow->handoff) ? 0 : QUIET_MILLIS;
	switch (consumer_poll(intake->consumer, intake->open ? more : IDLE_MILLIS,
			      &record, &err)) {
	case POLLED_NOTHING:
		return true;
	case POLLED_RECORD:
		on_record(intake, &record);
		return false;
	case POLLED_OUT_OF_RANGE:
		on_out_of_range(intake, &record);
		return false;
	case POLLED_TROUBLE:
		log_event(LOG_INFO, "consumer_trouble", F_TEXT("reason", err.text));
		return true;
	case POLLED_FENCED:
		rejoin(intake, &err);
		return true;
	}
	return true;
}

void intake_run(void *context)
{
	struct flow *flow = context;
	struct intake *intake = flow->intake;
	while (!flow_is_stopping(flow) && intake->consumer) {
		tick(intake);
		bool quiet = poll_once(intake);
		if (batch_is_due(intake, quiet))
			hand_over(intake);
		if (handoff_take_reposition(flow->handoff))
			reposition(intake);
		look_around(intake);
	}
}
