/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Consumes a topic from its start with librdkafka and drops every record: how fast the
 * broker and the client are when nothing is done with what comes.
 *
 * Usage: bare_consume BROKERS TOPIC COUNT; prints the seconds from first to last record.
 */
#include <librdkafka/rdkafka.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define BATCH 1000
#define WAIT_MILLIS 10000

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "bare_consume: %s: %s\n", what, why);
	exit(1);
}

static rd_kafka_t *open_consumer(const char *brokers)
{
	char why[200];
	const char *const settings[][2] = { { "bootstrap.servers", brokers },
					    { "group.id", "bench-bare" },
					    { "enable.auto.commit", "false" },
					    { "socket.nagle.disable", "true" },
					    { "queued.min.messages", "100000" } };
	rd_kafka_conf_t *conf = rd_kafka_conf_new();

	for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++)
		if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], why,
				      sizeof(why)) != RD_KAFKA_CONF_OK)
			die(settings[i][0], why);
	rd_kafka_t *consumer = rd_kafka_new(RD_KAFKA_CONSUMER, conf, why, sizeof(why));

	if (!consumer)
		die("client", why);
	rd_kafka_poll_set_consumer(consumer);
	return consumer;
}

static void assign_from_start(rd_kafka_t *consumer, const char *topic)
{
	const struct rd_kafka_metadata *about;
	rd_kafka_topic_t *handle = rd_kafka_topic_new(consumer, topic, NULL);
	rd_kafka_topic_partition_list_t *list = rd_kafka_topic_partition_list_new(16);

	if (rd_kafka_metadata(consumer, 0, handle, &about, WAIT_MILLIS))
		die(topic, "is not known");
	for (int i = 0; i < about->topics[0].partition_cnt; i++)
		rd_kafka_topic_partition_list_add(list, topic, i)->offset =
			RD_KAFKA_OFFSET_BEGINNING;
	rd_kafka_metadata_destroy(about);
	rd_kafka_topic_destroy(handle);
	if (rd_kafka_assign(consumer, list))
		die(topic, "cannot be assigned");
	rd_kafka_topic_partition_list_destroy(list);
}

static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	rd_kafka_message_t *batch[BATCH];
	double began = 0;

	if (argc != 4)
		die("usage", "bare_consume BROKERS TOPIC COUNT");
	rd_kafka_t *consumer = open_consumer(argv[1]);

	assign_from_start(consumer, argv[2]);
	rd_kafka_queue_t *queue = rd_kafka_queue_get_consumer(consumer);

	for (long left = strtol(argv[3], NULL, 10); left > 0;) {
		ssize_t got =
			rd_kafka_consume_batch_queue(queue, WAIT_MILLIS, batch, BATCH);

		if (got <= 0)
			die(argv[2], "has fewer records");
		began = began > 0 ? began : seconds();
		for (ssize_t i = 0; i < got; i++) {
			left -= !batch[i]->err;
			rd_kafka_message_destroy(batch[i]);
		}
	}
	printf("%.6f\n", seconds() - began);
	rd_kafka_queue_destroy(queue);
	rd_kafka_destroy(consumer);
	return 0;
}
