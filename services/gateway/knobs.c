/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The gateway's settings, one row each.
 */
#include "gateway/knobs.h"

/* clang-format off */
const struct knob gateway_knobs[] = {
	APP_KNOBS,
	{ "PORTAL_DATABASE", KNOB_SECRET, offsetof(struct gateway_knobs, portal_database),
	  NULL, "Postgres connection of the role bound by row-level security" },
	{ "PORTAL_CONNECTIONS", KNOB_INT, offsetof(struct gateway_knobs, portal_connections),
	  "16", "database connections for requests", .min = 1, .max = 500 },
	{ "HTTP_ADDRESS", KNOB_TEXT, offsetof(struct gateway_knobs, http_address),
	  "127.0.0.1", "IPv4 address of the public port" },
	{ "HTTP_PORT", KNOB_INT, offsetof(struct gateway_knobs, http_port), "8080",
	  "public port; 0 = any free one", .min = 0, .max = 65535 },
	{ "HTTP_THREADS", KNOB_INT, offsetof(struct gateway_knobs, http_threads), "4",
	  "threads that serve connections and quick requests", .min = 1, .max = 64 },
	{ "HTTP_WORKERS", KNOB_INT, offsetof(struct gateway_knobs, http_workers), "64",
	  "threads for requests that wait: commands, log-in, uploads", .min = 1, .max = 512 },
	{ "HTTP_CONNECTIONS", KNOB_INT, offsetof(struct gateway_knobs, connections), "2000",
	  "connections open at a time", .min = 8, .max = 100000 },
	{ "HTTP_CONNECTIONS_PER_IP", KNOB_INT,
	  offsetof(struct gateway_knobs, connections_per_ip), "256",
	  "connections open at a time from one address", .min = 1, .max = 100000 },
	{ "HTTP_TIMEOUT", KNOB_INT, offsetof(struct gateway_knobs, http_timeout), "30",
	  "seconds an idle connection or an arriving request may take", .min = 1, .max = 300 },
	{ "HTTP_PROXY", KNOB_TEXT, offsetof(struct gateway_knobs, proxy), "",
	  "address of the proxy whose X-Forwarded-For is believed; empty = none" },
	{ "HTTPS", KNOB_FLAG, offsetof(struct gateway_knobs, https), "no",
	  "the public side is https: cookies are __Host- and Secure" },
	{ "WEB", KNOB_TEXT, offsetof(struct gateway_knobs, web), "build/web",
	  "folder of the built portal" },
	{ "SESSION_IDLE_MINUTES", KNOB_INT,
	  offsetof(struct gateway_knobs, session_idle_minutes), "120",
	  "a session ends after so long without a request", .min = 1, .max = 10080 },
	{ "SESSION_HOURS", KNOB_INT, offsetof(struct gateway_knobs, session_hours), "12",
	  "a session ends after so long in any case", .min = 1, .max = 720 },
	{ "PASSWORD_MEBIBYTES", KNOB_INT, offsetof(struct gateway_knobs, password_mebibytes),
	  "46", "memory one password check takes (argon2id)", .min = 19, .max = 1024 },
	{ "PASSWORDS_AT_ONCE", KNOB_INT, offsetof(struct gateway_knobs, passwords_at_once),
	  "2", "password checks that run at a time", .min = 1, .max = 64 },
	{ "LOGINS_PER_MINUTE", KNOB_INT, offsetof(struct gateway_knobs, logins_per_minute),
	  "10", "log-in attempts per address and log-in name", .min = 1, .max = 100000 },
	{ "COMMAND_SECONDS", KNOB_INT, offsetof(struct gateway_knobs, command_seconds), "5",
	  "how long a command's answer is waited for before 202", .min = 1, .max = 60 },
	{ "PHOTO_QUOTA_MEBIBYTES", KNOB_INT,
	  offsetof(struct gateway_knobs, photo_quota_mebibytes), "20480",
	  "room for the photos of one garage", .min = 1, .max = 1048576 },
};
/* clang-format on */
const size_t gateway_knobs_count = COUNT_OF(gateway_knobs);
