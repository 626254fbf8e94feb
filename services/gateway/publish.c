/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides the producer: envelope, key, and waiting for a record's report.
 */
#include "gateway/publish.h"

#include <stdio.h>
#include <string.h>

#include "bus/producer.h"
#include "gen/topics.h"
#include "msg/envelope.h"
#include "sys/thread.h"
#include "sys/uuid_new.h"

/* A record whose report is waited for. Freed by whoever comes last. */
struct delivery {
	struct mutex lock;
	struct cond news;
	bool reported;
	bool failed;
	bool abandoned; /* nobody waits any more: the report frees it */
};

static void delivery_free(struct delivery *delivery)
{
	cond_done(&delivery->news);
	mutex_done(&delivery->lock);
	mem_free(delivery);
}

static void take_report(void *context, void *ticket, const char *failure)
{
	struct delivery *delivery = ticket;
	(void)context;
	if (!delivery)
		return;
	mutex_lock(&delivery->lock);
	delivery->reported = true;
	delivery->failed = failure != NULL;
	bool mine = delivery->abandoned;
	cond_wake_all(&delivery->news);
	mutex_unlock(&delivery->lock);
	if (mine)
		delivery_free(delivery);
}

int publish_open(const struct gateway_knobs *knobs, struct producer **ret_producer,
		 struct err *err)
{
	static const char *const topics[] = { "reminder.command.v1", "invoice.command.v1",
					      "notification.command.v1",
					      "inspection.command.v1",
					      "ingress.invoice.upload.v1" };
	struct producer_request request = {
		.brokers = knobs->app.brokers,
		.options = knobs->app.kafka_options,
		.client = "gateway-commands",
		.linger_millis = 0,
		.own_thread = true,
		.topics = topics,
		.topics_count = COUNT_OF(topics),
		.report = take_report,
	};
	return producer_open(&request, ret_producer, err);
}

static void fill_envelope(const struct publication *publication, const char *key,
			  struct envelope *ret_envelope)
{
	struct uuid span = uuid_new(publication->time);
	struct envelope envelope = { .time = publication->time };
	/* The random end of a new id, without its dash, is a span's 16 digits. */
	snprintf(envelope.trace, sizeof(envelope.trace), "00-%s-%.4s%.12s-01",
		 publication->trace, span.text + 19, span.text + 24);
	snprintf(envelope.id, sizeof(envelope.id), "%s", publication->id);
	snprintf(envelope.source, sizeof(envelope.source), "/beurt/gateway");
	snprintf(envelope.type, sizeof(envelope.type), "%s", publication->type->ce_type);
	snprintf(envelope.subject, sizeof(envelope.subject), "%s", key);
	*ret_envelope = envelope;
}

static int send_record(struct producer *producer, const struct publication *publication,
		       struct delivery *delivery, struct err *err)
{
	STRBUF_AUTO value = strbuf_new(publication->type->max_bytes);
	char key[MSG_KEY_TEXT];
	struct envelope envelope;
	struct envelope_list list;
	const char *json = publication->json;
	if (!json && msg_encode(publication->type, publication->msg, &value, err) < 0)
		return -1;
	if (msg_key(publication->type, publication->msg, key, err) < 0)
		return -1;
	fill_envelope(publication, key, &envelope);
	envelope_write(&envelope, &list);
	struct outgoing record = {
		.topic = publication->type->topic,
		.key = slice_of(key),
		.value = slice_of(json ? json : value.text),
		.headers = list.headers,
		.headers_count = list.count,
		.ticket = delivery,
	};
	return producer_send(producer, &record, err);
}

int publish(struct producer *producer, const struct publication *publication,
	    struct err *err)
{
	return send_record(producer, publication, NULL, err);
}

/* True when reported in time; otherwise the report will free it. */
static bool wait_for_report(struct delivery *delivery, int64_t deadline)
{
	MUTEX_HOLD(&delivery->lock);
	while (!delivery->reported)
		if (!cond_wait_until(&delivery->news, &delivery->lock, deadline))
			break;
	delivery->abandoned = !delivery->reported;
	return delivery->reported;
}

int publish_surely(struct producer *producer, const struct publication *publication,
		   int64_t deadline, struct err *err)
{
	struct delivery *delivery = mem_alloc(sizeof(*delivery));
	mutex_init(&delivery->lock);
	cond_init(&delivery->news);
	if (send_record(producer, publication, delivery, err) < 0) {
		delivery_free(delivery);
		return -1;
	}
	if (!wait_for_report(delivery, deadline))
		return err_set_code(err, ERR_LATER, "NOT_TAKEN_YET",
				    "the message bus does not answer; try again");
	bool failed = delivery->failed;
	delivery_free(delivery);
	if (failed)
		return err_set_code(err, ERR_LATER, "NOT_TAKEN_YET",
				    "the message bus did not take it; try again");
	return 0;
}
