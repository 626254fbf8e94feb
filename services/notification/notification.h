/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The service's own state and settings: what main() makes and every handler gets.
 * Thread: any; nothing here changes after start.
 */
#ifndef BEURT_NOTIFICATION_NOTIFICATION_H
#define BEURT_NOTIFICATION_NOTIFICATION_H

#include "app/app.h"
#include "notification/mail/letter.h"

struct notification_knobs {
	struct app_knobs app; /* first, as app.h asks */
	const char *smtp_url;
	const char *smtp_tls;
	const char *smtp_user;
	const char *smtp_password;
	const char *smtp_ca_file;
	const char *smtp_helo;
	int64_t smtp_connections; /* of each sender */
	int64_t smtp_connect_seconds;
	int64_t smtp_letter_seconds;
	int64_t senders; /* threads */
	int64_t send_batch;
	bool resend_uncertain;
	const char *sms_url;
	const char *sms_token;
	const char *sms_sender;
	const char *sms_ca_file;
	int64_t sms_connections;
	int64_t sms_seconds;
	int64_t sms_parts;
	bool sms_repeats_safe;
	const char *push_key;
	const char *push_subject;
	const char *push_services;
	const char *push_ca_file;
	int64_t push_connections;
	int64_t push_seconds;
	const char *public_url;
	const char *token_keys;
	const char *address_key;
	const char *print_dir;
	const char *print_window;
	int64_t keep_plates_days;
	int64_t keep_letters_months;
	int64_t booking_link_days;
};

extern const struct knob notification_knobs_table[];
extern const size_t notification_knobs_count;

struct senders;
struct vapid;

struct notification {
	const struct notification_knobs *knobs;
	struct letter_writer writer; /* its templates and keys belong to this struct */
	struct templates *templates;
	struct letter_keys *keys;
	struct vapid *vapid; /* NULL: no push messages */
	struct pool *pool;
	struct senders *senders;
};

extern const struct message_route notification_messages[];
extern const size_t notification_messages_count;
extern const struct timer_route notification_timers[];
extern const size_t notification_timers_count;

#endif
