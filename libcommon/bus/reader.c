/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides where a reader without a group starts, and when it has seen all there was.
 *
 * "The end" is asked from the broker as a number at the opening, so that nothing said
 * between the opening and the first fetch is missed.
 */
#include "bus/reader.h"

#include <string.h>

#include "bus/handle.h"

#define ASK_MILLIS 5000

struct reader {
	rd_kafka_t *handle;
	rd_kafka_topic_partition_list_t *ends; /* offset = end at the opening */
	int unread;                            /* partitions that have not reached it */
};

static int ask_bounds(struct reader *reader, const char *topic, int partition,
		      enum reader_from from, rd_kafka_topic_partition_list_t *starts,
		      struct err *err)
{
	int64_t low = 0;
	int64_t high = 0;
	rd_kafka_resp_err_t code = rd_kafka_query_watermark_offsets(
		reader->handle, topic, partition, &low, &high, ASK_MILLIS);
	if (code)
		return err_set(err, ERR_LATER, "bounds of %s/%d: %s", topic, partition,
			       rd_kafka_err2str(code));
	rd_kafka_topic_partition_list_add(starts, topic, partition)->offset =
		from == READER_FROM_END ? high : low;
	rd_kafka_topic_partition_list_add(reader->ends, topic, partition)->offset = high;
	reader->unread += from == READER_FROM_BEGINNING && high > low;
	return 0;
}

static int count_partitions(struct reader *reader, const char *topic, int *ret_count,
			    struct err *err)
{
	const struct rd_kafka_metadata *metadata = NULL;
	rd_kafka_topic_t *handle = rd_kafka_topic_new(reader->handle, topic, NULL);
	rd_kafka_resp_err_t code =
		rd_kafka_metadata(reader->handle, 0, handle, &metadata, ASK_MILLIS);
	rd_kafka_topic_destroy(handle);
	if (code)
		return err_set(err, ERR_LATER, "topic %s: %s", topic,
			       rd_kafka_err2str(code));
	int count = metadata->topic_cnt == 1 ? metadata->topics[0].partition_cnt : 0;
	rd_kafka_metadata_destroy(metadata);
	if (count == 0)
		return err_set(err, ERR_LATER, "topic %s does not exist", topic);
	*ret_count = count;
	return 0;
}

static int find_starts(struct reader *reader, const struct reader_request *request,
		       rd_kafka_topic_partition_list_t *starts, struct err *err)
{
	for (size_t i = 0; i < request->topics_count; i++) {
		int count = 0;
		if (count_partitions(reader, request->topics[i], &count, err) < 0)
			return -1;
		for (int partition = 0; partition < count; partition++)
			if (ask_bounds(reader, request->topics[i], partition,
				       request->from, starts, err) < 0)
				return -1;
	}
	return 0;
}

static int new_handle(const struct reader_request *request, struct reader *reader,
		      struct err *err)
{
	const struct setting rows[] = {
		{ "bootstrap.servers", request->brokers },
		{ "client.id", request->client },
		{ "group.id",
		  request->client }, /* asked for by the library, never used */
		{ "enable.auto.commit", "false" },
		{ "enable.auto.offset.store", "false" },
		{ "auto.offset.reset",
		  request->from == READER_FROM_END ? "latest" : "earliest" },
		{ "allow.auto.create.topics", "false" },
		{ "fetch.message.max.bytes", "2200000" },
		{ "queued.max.messages.kbytes", "32768" },
	};
	rd_kafka_conf_t *conf = NULL;
	if (conf_new(rows, COUNT_OF(rows), request->options, &conf, err) < 0)
		return -1;
	if (handle_new(RD_KAFKA_CONSUMER, conf, &reader->handle, err) < 0)
		return -1;
	rd_kafka_poll_set_consumer(reader->handle);
	return 0;
}

int reader_open(const struct reader_request *request, struct reader **ret_reader,
		struct err *err)
{
	AUTO(reader) *reader = mem_alloc(sizeof(*reader));
	reader->ends = rd_kafka_topic_partition_list_new(16);
	if (new_handle(request, reader, err) < 0)
		return -1;
	rd_kafka_topic_partition_list_t *starts = rd_kafka_topic_partition_list_new(16);
	int found = find_starts(reader, request, starts, err);
	rd_kafka_resp_err_t code =
		found == 0 ? rd_kafka_assign(reader->handle, starts) : 0;
	rd_kafka_topic_partition_list_destroy(starts);
	if (found < 0)
		return -1;
	if (code)
		return err_set(err, ERR_LATER, "assign: %s", rd_kafka_err2str(code));
	*ret_reader = TAKE(reader);
	return 0;
}

void reader_close(struct reader *reader)
{
	if (!reader)
		return;
	if (reader->handle) {
		rd_kafka_consumer_close(reader->handle);
		rd_kafka_destroy(reader->handle);
	}
	rd_kafka_topic_partition_list_destroy(reader->ends);
	mem_free(reader);
}

/* Compacted topics may end before their high watermark - 1 is seen, so >= counts. */
static void note_read(struct reader *reader, const struct record *record)
{
	rd_kafka_topic_partition_t *end = rd_kafka_topic_partition_list_find(
		reader->ends, record->topic, record->partition);
	if (!end || end->offset < 0 || record->offset + 1 < end->offset)
		return;
	end->offset = -1;
	reader->unread--;
}

bool reader_poll(struct reader *reader, int millis, struct record *ret_record)
{
	rd_kafka_message_t *message = rd_kafka_consumer_poll(reader->handle, millis);
	if (!message)
		return false;
	if (message->err) { /* the library retries by itself */
		rd_kafka_message_destroy(message);
		return false;
	}
	*ret_record = record_of(message);
	note_read(reader, ret_record);
	return true;
}

bool reader_is_done(const struct reader *reader)
{
	return reader->unread <= 0;
}
