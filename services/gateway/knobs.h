/* SPDX-License-Identifier: Apache-2.0 */
/* The gateway's settings. Thread: main, at start; read by any. */
#ifndef BEURT_GATEWAY_KNOBS_H
#define BEURT_GATEWAY_KNOBS_H

#include "app/app.h"

struct gateway_knobs {
	struct app_knobs app;        /* its database: the projector's role */
	const char *portal_database; /* the role bound by row-level security */
	int64_t portal_connections;
	const char *http_address;
	int64_t http_port;
	int64_t http_threads;
	int64_t http_workers;
	int64_t connections;
	int64_t connections_per_ip;
	int64_t http_timeout;
	const char *proxies;
	const char *web; /* folder of the built portal */
	bool https;      /* the public side is https: cookies say so */
	int64_t session_idle_minutes;
	int64_t session_hours;
	int64_t password_mebibytes;
	int64_t passwords_at_once;
	int64_t logins_per_minute;
	int64_t entries_per_minute;
	int64_t uploads_per_minute;
	int64_t reads_per_minute;
	int64_t customer_posts_per_minute;
	int64_t command_seconds;
	int64_t photo_quota_mebibytes;
	const char *sms_hook_secret;
	const char *connector_keys;
	bool connector_private;
	int64_t connector_senders;
	int64_t connector_attempts;
	const char *connector_folder;
	const char *news_keys;
	const char *push_public_key;
	const char *helpdesk_email;
	const char *helpdesk_phone;
};

extern const struct knob gateway_knobs[];
extern const size_t gateway_knobs_count;

#endif
