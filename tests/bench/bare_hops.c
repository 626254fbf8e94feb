/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a command's round trip is made of, and nothing else: one record to a topic, one
 * commit at the other end, one record back. Prints each trip's microseconds.
 *
 * Usage: bare_hops BROKERS CONNINFO PING PONG COUNT
 * The topics have one partition; the table bench_hop (id bigint) must be there.
 */
#include <librdkafka/rdkafka.h>
#include <libpq-fe.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define TRIP_BYTES 600
#define WAIT_MILLIS 10000

struct peer {
	rd_kafka_t *producer;
	rd_kafka_t *consumer;
	rd_kafka_topic_t *out;
	rd_kafka_topic_t *in;
};

static _Noreturn void die(const char *what, const char *why)
{
	fprintf(stderr, "bare_hops: %s: %s\n", what, why);
	exit(1);
}

static rd_kafka_t *handle(rd_kafka_type_t type, const char *const settings[][2])
{
	char why[200];
	rd_kafka_conf_t *conf = rd_kafka_conf_new();

	for (size_t i = 0; settings[i][0]; i++)
		if (rd_kafka_conf_set(conf, settings[i][0], settings[i][1], why,
				      sizeof(why)) != RD_KAFKA_CONF_OK)
			die(settings[i][0], why);
	rd_kafka_t *made = rd_kafka_new(type, conf, why, sizeof(why));

	if (!made)
		die("client", why);
	return made;
}

static struct peer peer_open(const char *brokers, const char *out, const char *in)
{
	const char *const producer[][2] = { { "bootstrap.servers", brokers },
					    { "enable.idempotence", "true" },
					    { "acks", "all" },
					    { "linger.ms", "0" },
					    { "socket.nagle.disable", "true" },
					    { NULL, NULL } };
	const char *const consumer[][2] = { { "bootstrap.servers", brokers },
					    { "fetch.wait.max.ms", "20" },
					    { "socket.nagle.disable", "true" },
					    { NULL, NULL } };
	struct peer peer = { .producer = handle(RD_KAFKA_PRODUCER, producer),
			     .consumer = handle(RD_KAFKA_CONSUMER, consumer) };

	peer.out = rd_kafka_topic_new(peer.producer, out, NULL);
	peer.in = rd_kafka_topic_new(peer.consumer, in, NULL);
	if (rd_kafka_consume_start(peer.in, 0, RD_KAFKA_OFFSET_END) != 0)
		die(in, "cannot be read");
	return peer;
}

static void post(struct peer *peer, void *bytes, size_t length)
{
	if (rd_kafka_produce(peer->out, 0, RD_KAFKA_MSG_F_COPY, bytes, length, NULL, 0,
			     NULL) != 0)
		die("produce", rd_kafka_err2str(rd_kafka_last_error()));
	rd_kafka_poll(peer->producer, 0);
}

/* False when nothing came in time. */
static int receive(struct peer *peer, char *bytes)
{
	rd_kafka_message_t *message = rd_kafka_consume(peer->in, 0, WAIT_MILLIS);
	int got = message && !message->err && message->len == TRIP_BYTES;

	if (got)
		memcpy(bytes, message->payload, TRIP_BYTES);
	if (message)
		rd_kafka_message_destroy(message);
	return got;
}

struct answerer {
	struct peer peer;
	PGconn *link;
};

static void commit_one(PGconn *link)
{
	PGresult *result =
		PQexec(link, "INSERT INTO bench_hop VALUES (1)"); /* commits by itself */

	if (PQresultStatus(result) != PGRES_COMMAND_OK)
		die("commit", PQerrorMessage(link));
	PQclear(result);
}

static void *answer(void *context)
{
	struct answerer *answerer = context;
	char bytes[TRIP_BYTES];

	while (receive(&answerer->peer, bytes)) {
		commit_one(answerer->link);
		post(&answerer->peer, bytes, sizeof(bytes));
	}
	return NULL;
}

static long micros(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec * 1000000L + now.tv_nsec / 1000;
}

int main(int argc, char **argv)
{
	char bytes[TRIP_BYTES] = { 0 };
	pthread_t thread;

	if (argc != 6)
		die("usage", "bare_hops BROKERS CONNINFO PING PONG COUNT");
	struct answerer answerer = { peer_open(argv[1], argv[4], argv[3]),
				     PQconnectdb(argv[2]) };
	struct peer asker = peer_open(argv[1], argv[3], argv[4]);

	if (PQstatus(answerer.link) != CONNECTION_OK)
		die("database", PQerrorMessage(answerer.link));
	pthread_create(&thread, NULL, answer, &answerer);
	nanosleep(&(struct timespec){ .tv_sec = 1 }, NULL); /* both ends are found */
	for (long left = strtol(argv[5], NULL, 10); left > 0; left--) {
		long began = micros();

		post(&asker, bytes, sizeof(bytes));
		if (!receive(&asker, bytes))
			die("round trip", "no answer in time");
		printf("%ld\n", micros() - began);
	}
	return 0; /* the answerer ends with the process */
}
