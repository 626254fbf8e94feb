/* SPDX-License-Identifier: Apache-2.0 */
/* Hides rd_kafka_message_t behind struct record. */
#include "bus/record.h"

#include <librdkafka/rdkafka.h>

#include "bus/handle.h"

struct record record_of(rd_kafka_message_t *message)
{
	rd_kafka_timestamp_type_t kind = RD_KAFKA_TIMESTAMP_NOT_AVAILABLE;
	int64_t millis = rd_kafka_message_timestamp(message, &kind);
	return (struct record){
		.topic = rd_kafka_topic_name(message->rkt),
		.partition = message->partition,
		.offset = message->offset,
		.time = { kind == RD_KAFKA_TIMESTAMP_NOT_AVAILABLE ? 0 : millis * 1000 },
		.key = { message->key, message->key_len },
		.value = { message->payload, message->len },
		.message = message,
	};
}

bool record_header_at(const struct record *record, size_t n, const char **ret_name,
		      struct slice *ret_value)
{
	rd_kafka_headers_t *headers = NULL;
	const void *value = NULL;
	size_t size = 0;
	if (rd_kafka_message_headers(record->message, &headers) ||
	    rd_kafka_header_get_all(headers, n, ret_name, &value, &size))
		return false;
	*ret_value = (struct slice){ value, size };
	return true;
}

struct slice record_header(const struct record *record, const char *name)
{
	rd_kafka_headers_t *headers = NULL;
	const void *value = NULL;
	size_t size = 0;
	if (rd_kafka_message_headers(record->message, &headers) ||
	    rd_kafka_header_get_last(headers, name, &value, &size))
		return (struct slice){ 0 };
	return (struct slice){ value, size };
}

void record_done(struct record *record)
{
	if (record->message)
		rd_kafka_message_destroy(record->message);
	*record = (struct record){ 0 };
}
