/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the settings all clients of the broker share.
 *
 * librdkafka 2.0.2 leaves Nagle on, which costs tens of milliseconds per hop, and backs
 * off up to 10 s before it looks again for a broker that restarted. Its own log lines
 * have no other way out than the log of the process, so they are written here; they name
 * brokers and topics only.
 */
#include "bus/handle.h"

#include <string.h>

#include "base/strbuf.h"
#include "sys/log.h"

static const struct setting SHARED[] = {
	{ "socket.nagle.disable", "true" },
	{ "socket.keepalive.enable", "true" },
	{ "reconnect.backoff.ms", "50" },
	{ "reconnect.backoff.max.ms", "1000" },
	{ "log.connection.close", "false" },
	{ "topic.metadata.refresh.interval.ms", "30000" },
};

/* One list of options serves producers and consumers, so each hears about settings that
 * are the other's; and old brokers make every client tell that they cannot be kept from
 * making topics. */
static bool is_noise(const char *facility)
{
	return strcmp(facility, "CONFWARN") == 0 || strcmp(facility, "AUTOCREATE") == 0;
}

static void on_log(const rd_kafka_t *handle, int level, const char *facility,
		   const char *text)
{
	(void)handle;
	enum log_level as = level <= 3 ? LOG_WARNING : level <= 5 ? LOG_INFO : LOG_DEBUG;
	if (is_noise(facility))
		as = LOG_DEBUG;
	log_event(as, "kafka_client", F_TEXT("facility", facility), F_TEXT("text", text));
}

/* Connection errors are retried inside the library for ever: nothing to do. */
static void on_error(rd_kafka_t *handle, int code, const char *reason, void *context)
{
	(void)handle;
	(void)context;
	log_event(LOG_DEBUG, "kafka_error",
		  F_TEXT("code", rd_kafka_err2name((rd_kafka_resp_err_t)code)),
		  F_TEXT("text", reason));
}

static int set(rd_kafka_conf_t *conf, const char *name, const char *value,
	       struct err *err)
{
	char why[200];
	if (!value || !*value)
		return 0;
	if (rd_kafka_conf_set(conf, name, value, why, sizeof(why)) != RD_KAFKA_CONF_OK)
		return err_set(err, ERR_BROKEN, "kafka setting %s: %s", name, why);
	return 0;
}

/* One "key=value" of the operator's options; spaces around it do not count. */
static int set_option(rd_kafka_conf_t *conf, struct slice option, struct err *err)
{
	option = slice_trim(option);
	if (!option.len)
		return 0;
	const char *equals = memchr(option.at, '=', option.len);
	if (!equals)
		return err_set(err, ERR_BROKEN,
			       "BEURT_KAFKA: '%.*s' is not of the form key=value",
			       (int)option.len, option.at);
	size_t name_len = (size_t)(equals - option.at);
	AUTO_TEXT *name = mem_text_n(option.at, name_len);
	AUTO_TEXT *value = mem_text_n(equals + 1, option.len - name_len - 1);
	return set(conf, name, value, err);
}

static int set_options(rd_kafka_conf_t *conf, const char *options, struct err *err)
{
	while (options && *options) {
		size_t len = strcspn(options, ";");
		if (set_option(conf, (struct slice){ options, len }, err) < 0)
			return -1;
		options += len + (options[len] == ';');
	}
	return 0;
}

/* Whether the options speak of a setting: an empty value there takes ours away. */
static bool options_name(const char *options, const char *name)
{
	size_t len = strlen(name);
	while (options && *options) {
		options += strspn(options, "; ");
		if (strncmp(options, name, len) == 0 && options[len] == '=')
			return true;
		options += strcspn(options, ";");
	}
	return false;
}

static int set_rows(rd_kafka_conf_t *conf, const struct setting *rows, size_t count,
		    const char *options, struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (!options_name(options, rows[i].name) &&
		    set(conf, rows[i].name, rows[i].value, err) < 0)
			return -1;
	return 0;
}

int conf_new(const struct setting *rows, size_t count, const char *options,
	     rd_kafka_conf_t **ret_conf, struct err *err)
{
	rd_kafka_conf_t *conf = rd_kafka_conf_new();
	rd_kafka_conf_set_log_cb(conf, on_log);
	rd_kafka_conf_set_error_cb(conf, on_error);
	if (set_rows(conf, SHARED, COUNT_OF(SHARED), options, err) < 0 ||
	    set_rows(conf, rows, count, options, err) < 0 ||
	    set_options(conf, options, err) < 0) {
		rd_kafka_conf_destroy(conf);
		return -1;
	}
	*ret_conf = conf;
	return 0;
}

int handle_new(rd_kafka_type_t type, rd_kafka_conf_t *conf, rd_kafka_t **ret_handle,
	       struct err *err)
{
	char why[200];
	rd_kafka_t *handle = rd_kafka_new(type, conf, why, sizeof(why));
	if (!handle) {
		rd_kafka_conf_destroy(conf);
		return err_set(err, ERR_BROKEN, "kafka client: %s", why);
	}
	*ret_handle = handle;
	return 0;
}
