/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The embedded broker: librdkafka's own mock cluster behind a fixed port.
 *
 * This file decides what a developer's machine talks to instead of Apache Kafka: one
 * broker, every topic of proto/asyncapi.json made at the start, and a handful of commands
 * that make it fail on purpose. It lives in memory and is for trying out and testing.
 * Thread: main; the mock cluster runs on a thread of librdkafka's.
 */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include "base/err.h"
#include "broker/admin.h"
#include "broker/control.h"
#include "broker/fixed_port.h"
#include "broker/nudge.h"
#include "broker/options.h"
#include "gen/topics.h"

/* Everything that lives as long as the program. */
struct broker {
	rd_kafka_t *host;
	rd_kafka_mock_cluster_t *cluster;
};

static void broker_done(struct broker *broker)
{
	if (broker->cluster)
		rd_kafka_mock_cluster_destroy(broker->cluster);
	if (broker->host)
		rd_kafka_destroy(broker->host);
}

/* The handle whose settings the cluster's own connections take over. Nagle off: with it
 * on, every small answer waits for the peer's delayed acknowledgement. */
static int broker_host(rd_kafka_t **ret_host, struct err *err)
{
	char why[200] = "";
	rd_kafka_conf_t *conf = rd_kafka_conf_new();

	if (rd_kafka_conf_set(conf, "socket.nagle.disable", "true", why, sizeof(why)) ||
	    rd_kafka_conf_set(conf, "log_level", "3", why, sizeof(why))) {
		rd_kafka_conf_destroy(conf);
		return err_set(err, ERR_BROKEN, "librdkafka refuses a setting: %s", why);
	}
	*ret_host = rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof(why));
	if (*ret_host)
		return 0;
	rd_kafka_conf_destroy(conf);
	return err_set(err, ERR_BROKEN, "librdkafka does not start: %s", why);
}

static int broker_add_topic(rd_kafka_mock_cluster_t *cluster, const char *name,
			    int partitions, struct err *err)
{
	rd_kafka_resp_err_t code =
		rd_kafka_mock_topic_create(cluster, name, partitions, 1);

	if (!code)
		return 0;
	return err_set(err, ERR_INVALID, "topic %s with %d partitions: %s", name,
		       partitions, rd_kafka_err2str(code));
}

static int broker_add_topics(rd_kafka_mock_cluster_t *cluster,
			     const struct options *options, struct err *err)
{
	for (size_t i = 0; i < message_topics_count; i++) {
		if (broker_add_topic(cluster, message_topics[i].name,
				     message_topics[i].partitions, err) < 0)
			return -1;
	}
	for (size_t i = 0; i < options->vendors_count; i++) {
		char name[MAX_TOPIC_NAME];

		if (options_vendor_topic(options->vendors[i], name, err) < 0 ||
		    broker_add_topic(cluster, name, INGRESS_PARTITIONS, err) < 0)
			return -1;
	}
	return 0;
}

static int broker_open(const struct options *options, struct broker *broker,
		       struct err *err)
{
	if (fixed_port_check(options->port, err) < 0 ||
	    broker_host(&broker->host, err) < 0)
		return -1;
	fixed_port_begin(options->port);
	broker->cluster = rd_kafka_mock_cluster_new(broker->host, 1);
	fixed_port_end();
	if (!broker->cluster)
		return err_set(err, ERR_BROKEN, "librdkafka makes no mock cluster");
	struct nudge nudge;
	if (nudge_start(&nudge, options->port, err) < 0)
		return -1;
	int answer = broker_add_topics(broker->cluster, options, err);
	nudge_stop(&nudge);
	return answer;
}

/* SIGTERM and SIGINT as something poll() can wait for. */
static int stop_signal_open(void)
{
	sigset_t stop;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	return signalfd(-1, &stop, SFD_CLOEXEC);
}

/* The port file says that all ports are there. */
static int broker_obey(const struct options *options, struct broker *broker, int stop_fd,
		       struct err *err)
{
	int listener = -1;

	if (options->control_port &&
	    control_listen(options->control_port, &listener, err) < 0)
		return -1;
	if (options_write_port_file(options, err) < 0)
		return -1;
	/* lint-ok: printf: what a person who starts the broker is waiting for */
	printf("embedded broker on %s\n"
	       "for trying out and testing: lives in memory, keeps at most 5 MiB a "
	       "partition\n",
	       rd_kafka_mock_cluster_bootstraps(broker->cluster));
	fflush(stdout);
	control_serve(broker->cluster, listener, stop_fd);
	return 0;
}

static int broker_run(const struct options *options, struct broker *broker,
		      struct err *err)
{
	struct admin admin;
	int stop_fd = stop_signal_open();

	if (stop_fd < 0)
		return err_set(err, ERR_BROKEN, "no descriptor for the stop signal");
	if (broker_open(options, broker, err) < 0)
		return -1;
	struct mock_logs logs = { broker->cluster, options->port };
	if (admin_start(&admin, logs, options->admin_port, err) < 0)
		return -1;
	int answer = broker_obey(options, broker, stop_fd, err);
	admin_stop(&admin);
	return answer;
}

int main(int argc, char **argv)
{
	struct options options = { 0 };
	struct broker broker = { 0 };
	struct err err = { 0 };
	int answer = options_read(argc, argv, &options, &err);

	if (answer == OPTIONS_HELP)
		return 0;
	if (answer == 0)
		answer = broker_run(&options, &broker, &err);
	broker_done(&broker);
	if (answer == 0)
		return 0;
	/* lint-ok: fprintf: a program without services' log says why it stops */
	fprintf(stderr, "beurt-broker: %s\n", err.text);
	return 1;
}
