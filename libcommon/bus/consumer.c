/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how librdkafka's group consumer is held: eager range assignment, positions from
 * outside, no offset of the library's own.
 *
 * The cooperative assignor of 2.0.2 loops for ever (issue 4783), and positions handed to
 * the rebalance callback may be stale (1767, 2782), hence both choices. Errors of single
 * partitions come out of the poll as what the caller can do about them.
 */
#include "bus/consumer.h"

#include "bus/handle.h"

#define ASK_MILLIS 5000

struct consumer {
	rd_kafka_t *handle;
	struct consumer_events events;
	bool paused;
	bool closing;
};

typedef rd_kafka_topic_partition_list_t partition_list;

static struct position *positions_of(const partition_list *list)
{
	struct position *positions =
		mem_alloc(sizeof(*positions) * (size_t)(list->cnt + 1));
	for (int i = 0; i < list->cnt; i++) {
		positions[i].topic = list->elems[i].topic;
		positions[i].partition = list->elems[i].partition;
		positions[i].next = POSITION_BEGINNING;
	}
	return positions;
}

/* Ask where to read, and assign the list from there. */
static int assign_from(struct consumer *consumer, partition_list *list, struct err *err)
{
	struct position *positions = positions_of(list);
	int answer = consumer->events.given(consumer->events.context, positions,
					    (size_t)list->cnt, err);
	for (int i = 0; answer == 0 && i < list->cnt; i++)
		list->elems[i].offset = positions[i].next;
	mem_free(positions);
	rd_kafka_resp_err_t code =
		rd_kafka_assign(consumer->handle, answer == 0 ? list : NULL);
	if (code)
		return err_set(err, ERR_LATER, "assign partitions: %s",
			       rd_kafka_err2str(code));
	/* A pause outlives the assignment it was made in. */
	if (answer == 0 && consumer->paused)
		rd_kafka_pause_partitions(consumer->handle, list);
	else if (answer == 0)
		rd_kafka_resume_partitions(consumer->handle, list);
	return answer;
}

static void on_rebalance(rd_kafka_t *handle, rd_kafka_resp_err_t code,
			 partition_list *list, void *context)
{
	struct consumer *consumer = context;
	if (code == RD_KAFKA_RESP_ERR__ASSIGN_PARTITIONS && !consumer->closing) {
		if (assign_from(consumer, list, NULL) < 0)
			(void)0; /* holds nothing: `given` has said why */
		return;
	}
	consumer->events.taken(consumer->events.context);
	rd_kafka_assign(handle, NULL);
}

static int subscribe(rd_kafka_t *handle, const struct consumer_request *request,
		     struct err *err)
{
	partition_list *topics =
		rd_kafka_topic_partition_list_new((int)request->topics_count);
	for (size_t i = 0; i < request->topics_count; i++)
		rd_kafka_topic_partition_list_add(topics, request->topics[i],
						  RD_KAFKA_PARTITION_UA);
	rd_kafka_resp_err_t code = rd_kafka_subscribe(handle, topics);
	rd_kafka_topic_partition_list_destroy(topics);
	if (code)
		return err_set(err, ERR_BROKEN, "subscribe: %s", rd_kafka_err2str(code));
	return 0;
}

static int new_handle(const struct consumer_request *request, struct consumer *consumer,
		      struct err *err)
{
	const struct setting rows[] = {
		{ "bootstrap.servers", request->brokers },
		{ "client.id", request->group },
		{ "group.id", request->group },
		{ "group.instance.id", request->instance },
		{ "partition.assignment.strategy", "range" },
		{ "enable.auto.commit", "false" },
		{ "enable.auto.offset.store", "false" },
		{ "auto.offset.reset", "error" },
		{ "allow.auto.create.topics", "false" },
		{ "check.crcs", "true" },
		{ "fetch.message.max.bytes", "2200000" },
		{ "queued.max.messages.kbytes", "32768" },
		{ "fetch.error.backoff.ms", "100" },
	};
	rd_kafka_conf_t *conf = NULL;
	if (conf_new(rows, COUNT_OF(rows), request->options, &conf, err) < 0)
		return -1;
	rd_kafka_conf_set_opaque(conf, consumer);
	rd_kafka_conf_set_rebalance_cb(conf, on_rebalance);
	if (handle_new(RD_KAFKA_CONSUMER, conf, &consumer->handle, err) < 0)
		return -1;
	rd_kafka_poll_set_consumer(consumer->handle);
	return 0;
}

int consumer_open(const struct consumer_request *request, struct consumer **ret_consumer,
		  struct err *err)
{
	AUTO(consumer) *consumer = mem_alloc(sizeof(*consumer));
	consumer->events = request->events;
	if (new_handle(request, consumer, err) < 0)
		return -1;
	if (subscribe(consumer->handle, request, err) < 0)
		return -1;
	*ret_consumer = TAKE(consumer);
	return 0;
}

void consumer_close(struct consumer *consumer)
{
	if (!consumer)
		return;
	if (consumer->handle) {
		consumer->closing = true;
		rd_kafka_consumer_close(consumer->handle);
		rd_kafka_destroy(consumer->handle);
	}
	mem_free(consumer);
}

/* The library tells it once, and a poll whose outcome nobody reads may get it. */
static bool is_fenced(struct consumer *consumer, struct err *err)
{
	char why[200];
	if (!rd_kafka_fatal_error(consumer->handle, why, sizeof(why)))
		return false;
	err_set(err, ERR_BROKEN, "consumer: %s", why);
	return true;
}

static enum polled poll_error(struct consumer *consumer, rd_kafka_message_t *message,
			      struct record *ret_record, struct err *err)
{
	if (is_fenced(consumer, err)) {
		rd_kafka_message_destroy(message);
		return POLLED_FENCED;
	}
	if (message->err == RD_KAFKA_RESP_ERR__AUTO_OFFSET_RESET && message->rkt) {
		*ret_record = record_of(message);
		return POLLED_OUT_OF_RANGE;
	}
	err_set(err, ERR_LATER, "%s: %s",
		message->rkt ? rd_kafka_topic_name(message->rkt) : "consumer",
		rd_kafka_message_errstr(message));
	rd_kafka_message_destroy(message);
	return POLLED_TROUBLE;
}

enum polled consumer_poll(struct consumer *consumer, int millis,
			  struct record *ret_record, struct err *err)
{
	rd_kafka_message_t *message = rd_kafka_consumer_poll(consumer->handle, millis);
	if (!message)
		return is_fenced(consumer, err) ? POLLED_FENCED : POLLED_NOTHING;
	if (message->err)
		return poll_error(consumer, message, ret_record, err);
	*ret_record = record_of(message);
	return POLLED_RECORD;
}

static void for_assigned(struct consumer *consumer,
			 rd_kafka_resp_err_t (*act)(rd_kafka_t *, partition_list *))
{
	partition_list *list = NULL;
	if (rd_kafka_assignment(consumer->handle, &list))
		return;
	act(consumer->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
}

void consumer_pause(struct consumer *consumer)
{
	consumer->paused = true;
	for_assigned(consumer, rd_kafka_pause_partitions);
}

void consumer_resume(struct consumer *consumer)
{
	consumer->paused = false;
	for_assigned(consumer, rd_kafka_resume_partitions);
}

static partition_list *list_of(const struct position *positions, size_t count)
{
	partition_list *list = rd_kafka_topic_partition_list_new((int)count);
	for (size_t i = 0; i < count; i++)
		rd_kafka_topic_partition_list_add(list, positions[i].topic,
						  positions[i].partition)
			->offset = positions[i].next;
	return list;
}

void consumer_halt(struct consumer *consumer, const char *topic, int partition)
{
	struct position at = { topic, partition, 0 };
	partition_list *list = list_of(&at, 1);
	rd_kafka_pause_partitions(consumer->handle, list);
	rd_kafka_topic_partition_list_destroy(list);
}

int consumer_reposition(struct consumer *consumer, struct err *err)
{
	partition_list *list = NULL;
	rd_kafka_resp_err_t code = rd_kafka_assignment(consumer->handle, &list);
	if (code)
		return err_set(err, ERR_LATER, "assignment: %s", rd_kafka_err2str(code));
	int answer = list->cnt ? assign_from(consumer, list, err) : 0;
	rd_kafka_topic_partition_list_destroy(list);
	return answer;
}

int consumer_watermarks(struct consumer *consumer, const char *topic, int partition,
			int64_t *ret_low, int64_t *ret_high, struct err *err)
{
	rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(
		consumer->handle, topic, partition, ret_low, ret_high, ASK_MILLIS);
	if (code)
		return err_set(err, ERR_LATER, "bounds of %s/%d: %s", topic, partition,
			       rd_kafka_err2str(code));
	return 0;
}

int64_t consumer_high(struct consumer *consumer, const char *topic, int partition)
{
	int64_t low = -1;
	int64_t high = -1;
	if (rd_kafka_get_watermark_offsets(consumer->handle, topic, partition, &low,
					   &high))
		return -1;
	return high < 0 ? -1 : high;
}

int consumer_cluster(struct consumer *consumer, char **ret_id, struct err *err)
{
	char *id = rd_kafka_clusterid(consumer->handle, ASK_MILLIS);
	if (!id)
		return err_set(err, ERR_LATER, "the broker does not tell its cluster id");
	*ret_id = mem_text(id);
	rd_kafka_mem_free(consumer->handle, id);
	return 0;
}

void consumer_mirror(struct consumer *consumer, const struct position *list, size_t count)
{
	partition_list *offsets = list_of(list, count);
	rd_kafka_commit(consumer->handle, offsets, /* async= */ 1);
	rd_kafka_topic_partition_list_destroy(offsets);
}
