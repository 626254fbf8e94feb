/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what "published" means: acknowledged by all replicas, retried for ever.
 *
 * message.timeout.ms=0, because a record the library drops on its own leaves a gap behind
 * (issue 4134). A fatal error (out-of-order sequence after a broker returned) needs a new
 * handle: senders hold a read lock, the renewal the write lock.
 */
#include "bus/producer.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>

#include "bus/handle.h"

#define WARM_MILLIS 2000

struct producer {
	struct producer_request request;
	char *texts[3];
	char **topics;
	pthread_rwlock_t lock; /* of handle and warm */
	rd_kafka_t *handle;
	rd_kafka_topic_t **warm;
	atomic_bool fatal;
	atomic_bool stopping;
	bool threaded;
	pthread_t thread;
};

static void on_report(rd_kafka_t *handle, const rd_kafka_message_t *message,
		      void *context)
{
	(void)handle;
	struct producer *producer = context;
	if (!producer->request.report)
		return;
	const char *failure = message->err ? rd_kafka_err2str(message->err) : NULL;
	producer->request.report(producer->request.context, message->_private, failure);
}

static void on_error(rd_kafka_t *handle, int code, const char *reason, void *context)
{
	(void)handle;
	(void)reason;
	struct producer *producer = context;
	if (code == RD_KAFKA_RESP_ERR__FATAL)
		atomic_store(&producer->fatal, true);
}

/* The first record of a topic waits up to a second for its metadata unless it is known.
 */
static void warm_up(struct producer *producer)
{
	for (size_t i = 0; i < producer->request.topics_count; i++) {
		const struct rd_kafka_metadata *metadata = NULL;
		rd_kafka_topic_t *topic =
			rd_kafka_topic_new(producer->handle, producer->topics[i], NULL);
		producer->warm[i] = topic;
		if (topic && !rd_kafka_metadata(producer->handle, 0, topic, &metadata,
						WARM_MILLIS))
			rd_kafka_metadata_destroy(metadata);
	}
}

static int open_handle(struct producer *producer, struct err *err)
{
	char linger[16];
	snprintf(linger, sizeof(linger), "%d", producer->request.linger_millis);
	const struct setting rows[] = {
		{ "bootstrap.servers", producer->request.brokers },
		{ "client.id", producer->request.client },
		{ "enable.idempotence", "true" },
		{ "acks", "all" },
		{ "message.timeout.ms", "0" },
		{ "partitioner", "murmur2_random" },
		{ "compression.codec", "lz4" },
		{ "linger.ms", linger },
		{ "message.max.bytes", "2200000" },
		{ "queue.buffering.max.kbytes", "65536" },
		{ "retry.backoff.ms", "50" },
	};
	rd_kafka_conf_t *conf = NULL;
	if (conf_new(rows, COUNT_OF(rows), producer->request.options, &conf, err) < 0)
		return -1;
	rd_kafka_conf_set_opaque(conf, producer);
	rd_kafka_conf_set_dr_msg_cb(conf, on_report);
	rd_kafka_conf_set_error_cb(conf, on_error);
	return handle_new(RD_KAFKA_PRODUCER, conf, &producer->handle, err);
}

static void close_handle(struct producer *producer, int millis)
{
	if (!producer->handle)
		return;
	rd_kafka_flush(producer->handle, millis);
	rd_kafka_purge(producer->handle,
		       RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
	rd_kafka_flush(producer->handle, 1000);
	for (size_t i = 0; i < producer->request.topics_count; i++)
		if (producer->warm[i])
			rd_kafka_topic_destroy(TAKE(producer->warm[i]));
	rd_kafka_destroy(producer->handle);
	producer->handle = NULL;
}

/* Settings were accepted once, so a new handle cannot be refused but for memory. */
static void renew(struct producer *producer)
{
	pthread_rwlock_wrlock(&producer->lock);
	atomic_store(&producer->fatal, false);
	close_handle(producer, 0);
	if (open_handle(producer, NULL) == 0)
		warm_up(producer);
	pthread_rwlock_unlock(&producer->lock);
}

void producer_poll(struct producer *producer, int millis)
{
	if (atomic_load(&producer->fatal) || !producer->handle)
		renew(producer);
	if (producer->handle)
		rd_kafka_poll(producer->handle, millis);
}

static void *serve(void *context)
{
	struct producer *producer = context;
	while (!atomic_load(&producer->stopping))
		producer_poll(producer, 100);
	return NULL;
}

static struct producer *producer_new(const struct producer_request *request)
{
	struct producer *producer = mem_alloc(sizeof(*producer));
	size_t count = request->topics_count;
	producer->request = *request;
	producer->request.brokers = producer->texts[0] = mem_text(request->brokers);
	producer->request.options = producer->texts[1] = mem_text(request->options);
	producer->request.client = producer->texts[2] = mem_text(request->client);
	producer->topics = mem_alloc(sizeof(*producer->topics) * (count + 1));
	producer->warm = mem_alloc(sizeof(*producer->warm) * (count + 1));
	for (size_t i = 0; i < count; i++)
		producer->topics[i] = mem_text(request->topics[i]);
	pthread_rwlock_init(&producer->lock, NULL);
	return producer;
}

static void producer_free(struct producer *producer)
{
	for (size_t i = 0; i < producer->request.topics_count; i++)
		mem_free(producer->topics[i]);
	for (size_t i = 0; i < COUNT_OF(producer->texts); i++)
		mem_free(producer->texts[i]);
	mem_free(producer->topics);
	mem_free(producer->warm);
	pthread_rwlock_destroy(&producer->lock);
	mem_free(producer);
}

int producer_open(const struct producer_request *request, struct producer **ret_producer,
		  struct err *err)
{
	struct producer *producer = producer_new(request);
	if (open_handle(producer, err) < 0) {
		producer_free(producer);
		return -1;
	}
	warm_up(producer);
	if (request->own_thread &&
	    pthread_create(&producer->thread, NULL, serve, producer) != 0) {
		producer_close(producer, 0);
		return err_set(err, ERR_BROKEN, "no thread for the producer");
	}
	producer->threaded = request->own_thread;
	*ret_producer = producer;
	return 0;
}

void producer_close(struct producer *producer, int millis)
{
	if (!producer)
		return;
	atomic_store(&producer->stopping, true);
	if (producer->threaded)
		pthread_join(producer->thread, NULL);
	close_handle(producer, millis);
	producer_free(producer);
}

/* headers_new allocates inside librdkafka, which takes them over when the send succeeds.
 */
static rd_kafka_headers_t *headers_of(const struct outgoing *record)
{
	rd_kafka_headers_t *headers = rd_kafka_headers_new(record->headers_count);
	for (size_t i = 0; i < record->headers_count; i++)
		rd_kafka_header_add(headers, record->headers[i].name, -1,
				    record->headers[i].value.at,
				    (ssize_t)record->headers[i].value.len);
	return headers;
}

static int send_failed(rd_kafka_error_t *why, const struct outgoing *record,
		       struct err *err)
{
	bool too_large = rd_kafka_error_code(why) == RD_KAFKA_RESP_ERR_MSG_SIZE_TOO_LARGE;
	err_set(err, too_large ? ERR_INVALID : ERR_LATER, "send to %s: %s", record->topic,
		rd_kafka_error_string(why));
	rd_kafka_error_destroy(why);
	return -1;
}

int producer_send(struct producer *producer, const struct outgoing *record,
		  struct err *err)
{
	if (record->value.len + record->key.len > MAX_RECORD_BYTES)
		return err_set(err, ERR_INVALID,
			       "record for %s has %zu bytes, at most %d", record->topic,
			       record->value.len, MAX_RECORD_BYTES);
	pthread_rwlock_rdlock(&producer->lock);
	if (!producer->handle) {
		pthread_rwlock_unlock(&producer->lock);
		return err_set(err, ERR_LATER, "the producer is being renewed");
	}
	rd_kafka_headers_t *headers = headers_of(record);
	rd_kafka_vu_t fields[] = {
		{ .vtype = RD_KAFKA_VTYPE_TOPIC, .u.cstr = record->topic },
		{ .vtype = RD_KAFKA_VTYPE_KEY,
		  .u.mem = { (void *)(uintptr_t)record->key.at, record->key.len } },
		{ .vtype = RD_KAFKA_VTYPE_VALUE,
		  .u.mem = { (void *)(uintptr_t)record->value.at, record->value.len } },
		{ .vtype = RD_KAFKA_VTYPE_MSGFLAGS, .u.i = RD_KAFKA_MSG_F_COPY },
		{ .vtype = RD_KAFKA_VTYPE_HEADERS, .u.headers = headers },
		{ .vtype = RD_KAFKA_VTYPE_OPAQUE, .u.ptr = record->ticket },
	};
	rd_kafka_error_t *why =
		rd_kafka_produceva(producer->handle, fields, COUNT_OF(fields));
	pthread_rwlock_unlock(&producer->lock);
	if (!why)
		return 0;
	rd_kafka_headers_destroy(headers);
	return send_failed(why, record, err);
}
