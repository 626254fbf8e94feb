/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides Kafka's DeleteRecords. Two handles: a cluster may have a listener of its own for
 * administration, and the embedded broker deletes records on another port.
 */
#include "bus/cutter.h"

#include "bus/handle.h"

#define ASK_MILLIS 5000
#define CUT_MILLIS 10000

struct cutter {
	rd_kafka_t *reading;
	rd_kafka_t *deleting; /* the same one when there is no other address */
};

static int new_handle(const char *brokers, const char *options, rd_kafka_t **ret_handle,
		      struct err *err)
{
	const struct setting rows[] = {
		{ "bootstrap.servers", brokers },
		{ "client.id", "beurt-cutter" },
	};
	rd_kafka_conf_t *conf = NULL;

	if (conf_new(rows, COUNT_OF(rows), options, &conf, err) < 0)
		return -1;
	return handle_new(RD_KAFKA_PRODUCER, conf, ret_handle, err);
}

int cutter_open(const struct cutter_request *request, struct cutter **ret_cutter,
		struct err *err)
{
	struct cutter *cutter = mem_alloc(sizeof(*cutter));
	bool other = request->admin && *request->admin;

	if (new_handle(request->brokers, request->options, &cutter->reading, err) < 0 ||
	    (other &&
	     new_handle(request->admin, request->options, &cutter->deleting, err) < 0)) {
		cutter_close(cutter);
		return -1;
	}
	if (!other)
		cutter->deleting = cutter->reading;
	*ret_cutter = cutter;
	return 0;
}

void cutter_close(struct cutter *cutter)
{
	if (!cutter)
		return;
	if (cutter->deleting && cutter->deleting != cutter->reading)
		rd_kafka_destroy(cutter->deleting);
	if (cutter->reading)
		rd_kafka_destroy(cutter->reading);
	mem_free(cutter);
}

static bool is_absent(rd_kafka_resp_err_t code)
{
	return code == RD_KAFKA_RESP_ERR__UNKNOWN_TOPIC ||
	       code == RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION ||
	       code == RD_KAFKA_RESP_ERR_UNKNOWN_TOPIC_OR_PART;
}

int cutter_bounds(struct cutter *cutter, const char *topic, int partition,
		  int64_t *ret_low, int64_t *ret_high, struct err *err)
{
	*ret_low = 0;
	*ret_high = 0;
	rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(
		cutter->reading, topic, partition, ret_low, ret_high, ASK_MILLIS);
	if (!code)
		return 0;
	*ret_low = 0;
	*ret_high = 0;
	if (is_absent(code))
		return 0;
	return err_set(err, ERR_LATER, "bounds of %s/%d: %s", topic, partition,
		       rd_kafka_err2str(code));
}

/* What became of each, in the order that was asked. */
static int take_results(rd_kafka_event_t *event, struct cut *list, size_t count,
			struct err *err)
{
	const rd_kafka_topic_partition_list_t *found =
		rd_kafka_DeleteRecords_result_offsets(
			rd_kafka_event_DeleteRecords_result(event));
	rd_kafka_topic_partition_list_t *lookup =
		rd_kafka_topic_partition_list_copy(found);
	int answer = 0;

	for (size_t i = 0; i < count; i++) {
		const rd_kafka_topic_partition_t *one =
			rd_kafka_topic_partition_list_find(lookup, list[i].topic,
							   list[i].partition);
		rd_kafka_resp_err_t code =
			one ? one->err : RD_KAFKA_RESP_ERR__UNKNOWN_PARTITION;
		list[i].done = !code;
		if (code && answer == 0)
			answer =
				err_set(err, ERR_LATER, "cut %s/%d at %lld: %s",
					list[i].topic, list[i].partition,
					(long long)list[i].until, rd_kafka_err2str(code));
	}
	rd_kafka_topic_partition_list_destroy(lookup);
	return answer;
}

static int take_event(rd_kafka_queue_t *queue, struct cut *list, size_t count,
		      struct err *err)
{
	rd_kafka_event_t *event = rd_kafka_queue_poll(queue, CUT_MILLIS + ASK_MILLIS);

	if (!event)
		return err_set(err, ERR_LATER, "no answer on cutting %zu partitions",
			       count);
	int answer = rd_kafka_event_error(event)
			     ? err_set(err, ERR_LATER, "cutting is refused: %s",
				       rd_kafka_event_error_string(event))
			     : take_results(event, list, count, err);
	rd_kafka_event_destroy(event);
	return answer;
}

static void ask(const struct cutter *cutter, const struct cut *list, size_t count,
		rd_kafka_queue_t *queue)
{
	char why[200];
	rd_kafka_topic_partition_list_t *until =
		rd_kafka_topic_partition_list_new((int)count);
	rd_kafka_AdminOptions_t *options = rd_kafka_AdminOptions_new(
		cutter->deleting, RD_KAFKA_ADMIN_OP_DELETERECORDS);

	for (size_t i = 0; i < count; i++)
		rd_kafka_topic_partition_list_add(until, list[i].topic, list[i].partition)
			->offset = list[i].until;
	rd_kafka_DeleteRecords_t *request = rd_kafka_DeleteRecords_new(until);
	/* a time-out that is refused leaves the library's own, a minute */
	(void)rd_kafka_AdminOptions_set_request_timeout(options, CUT_MILLIS, why,
							sizeof(why));
	rd_kafka_DeleteRecords(cutter->deleting, &request, 1, options, queue);
	rd_kafka_DeleteRecords_destroy(request);
	rd_kafka_AdminOptions_destroy(options);
	rd_kafka_topic_partition_list_destroy(until);
}

int cutter_cut(struct cutter *cutter, struct cut *list, size_t count, struct err *err)
{
	rd_kafka_queue_t *queue = rd_kafka_queue_new(cutter->deleting);

	for (size_t i = 0; i < count; i++)
		list[i].done = false;
	ask(cutter, list, count, queue);
	int answer = take_event(queue, list, count, err);
	rd_kafka_queue_destroy(queue);
	return answer;
}
