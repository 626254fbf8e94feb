/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides how a broker's metadata is asked for, and knows which settings this library
 * version cannot be trusted with.
 */
#include "bus/look.h"

#include <string.h>

#include "bus/handle.h"

#define ASK_MILLIS                5000
#define COOPERATIVE_STICKY_MENDED 0x020601ff /* librdkafka 2.6.1 */

static void take_topic(const struct rd_kafka_metadata_topic *from,
		       struct broker_topic *to)
{
	to->name = mem_text(from->topic);
	to->partitions = from->partition_cnt;
	for (int i = 0; i < from->partition_cnt; i++)
		to->leaderless += from->partitions[i].leader < 0 ? 1 : 0;
}

static int ask(rd_kafka_t *handle, struct broker_view *ret_view, struct err *err)
{
	const struct rd_kafka_metadata *metadata = NULL;
	rd_kafka_resp_err_t code =
		rd_kafka_metadata(handle, 1, NULL, &metadata, ASK_MILLIS);
	if (code)
		return err_set(err, ERR_LATER, "no broker answers: %s",
			       rd_kafka_err2str(code));
	struct broker_view view = { .brokers = metadata->broker_cnt };
	size_t count = (size_t)metadata->topic_cnt;
	view.topics = mem_alloc((count + 1) * sizeof(*view.topics));
	for (size_t i = 0; i < count; i++)
		take_topic(&metadata->topics[i], &view.topics[view.topics_count++]);
	rd_kafka_metadata_destroy(metadata);
	*ret_view = view;
	return 0;
}

int broker_look(const char *brokers, const char *options, struct broker_view *ret_view,
		struct err *err)
{
	const struct setting rows[] = {
		{ "bootstrap.servers", brokers },
		{ "client.id", "beurt-ctl" },
	};
	rd_kafka_conf_t *conf = NULL;
	rd_kafka_t *handle = NULL;
	if (conf_new(rows, COUNT_OF(rows), options, &conf, err) < 0 ||
	    handle_new(RD_KAFKA_PRODUCER, conf, &handle, err) < 0)
		return -1;
	int result = ask(handle, ret_view, err);
	rd_kafka_destroy(handle);
	return result;
}

void broker_view_done(struct broker_view *view)
{
	for (size_t i = 0; i < view->topics_count; i++)
		mem_free(view->topics[i].name);
	mem_free(view->topics);
	*view = (struct broker_view){ .brokers = 0 };
}

const struct broker_topic *broker_find_topic(const struct broker_view *view,
					     const char *name)
{
	for (size_t i = 0; i < view->topics_count; i++)
		if (strcmp(view->topics[i].name, name) == 0)
			return &view->topics[i];
	return NULL;
}

const char *broker_library_version(void)
{
	return rd_kafka_version_str();
}

bool broker_options_are_sound(const char *options, const char **ret_why)
{
	static const struct {
		const char *setting;
		const char *why;
	} bad[] = {
		{ "enable.auto.commit=true", "offsets are the database's, not Kafka's" },
		{ "enable.auto.offset.store=true",
		  "offsets are the database's, not Kafka's" },
		{ "allow.auto.create.topics=true", "topics are declared, never guessed" },
		{ "enable.idempotence=false", "records could be lost or repeated" },
		{ "acks=1", "a record could be lost with one broker" },
		{ "acks=0", "a record could be lost with one broker" },
	};
	if (rd_kafka_version() < COOPERATIVE_STICKY_MENDED &&
	    strstr(options, "cooperative-sticky")) {
		*ret_why = "cooperative-sticky turns for ever before librdkafka 2.6.1";
		return false;
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (!strstr(options, bad[i].setting))
			continue;
		*ret_why = bad[i].why;
		return false;
	}
	return true;
}
