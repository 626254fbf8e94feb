/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of this service, one row each. */
#include "notification/notification.h"

#define AT(member) offsetof(struct notification_knobs, member)

/* clang-format off */
const struct knob notification_knobs_table[] = {
	APP_KNOBS,
	{ "SMTP_URL", KNOB_TEXT, AT(smtp_url), "smtp://127.0.0.1:25",
	  "mail server: smtp://host:port or smtps://host:port" },
	{ "SMTP_TLS", KNOB_TEXT, AT(smtp_tls), "try",
	  "STARTTLS: none, try or required" },
	{ "SMTP_USER", KNOB_TEXT, AT(smtp_user), "",
	  "log-in at the mail server; none when empty" },
	{ "SMTP_PASSWORD", KNOB_SECRET, AT(smtp_password), "",
	  "password of that log-in" },
	{ "SMTP_CA_FILE", KNOB_TEXT, AT(smtp_ca_file), "",
	  "certificates to trust; the system's when empty" },
	{ "SMTP_HELO", KNOB_TEXT, AT(smtp_helo), "",
	  "name we greet with; the host's when empty" },
	{ "SMTP_CONNECTIONS", KNOB_INT, AT(smtp_connections), "4",
	  "connections of each sender thread", .min = 1, .max = 64 },
	{ "SMTP_CONNECT_SECONDS", KNOB_INT, AT(smtp_connect_seconds), "10",
	  "longest wait for a connection", .min = 1, .max = 30 },
	/* With the round's own second this stays below the 60 s after which the database
	 * ends the transaction that holds the round's locks. */
	{ "SMTP_LETTER_SECONDS", KNOB_INT, AT(smtp_letter_seconds), "30",
	  "longest time for one letter, answer included", .min = 1, .max = 45 },
	{ "SENDERS", KNOB_INT, AT(senders), "2",
	  "sender threads; 0 = this instance sends nothing", .min = 0, .max = 16 },
	{ "SEND_BATCH", KNOB_INT, AT(send_batch), "500",
	  "most letters claimed in one round", .min = 1, .max = 1000 },
	{ "RESEND_UNCERTAIN", KNOB_FLAG, AT(resend_uncertain), "no",
	  "send a letter again when the server's answer was lost: it may come twice" },
	{ "PUBLIC_URL", KNOB_TEXT, AT(public_url), "http://127.0.0.1:8080",
	  "start of links in letters of garages that have none of their own" },
	{ "TOKEN_KEYS", KNOB_SECRET, AT(token_keys), NULL,
	  "keys of links, number:64 hex digits, the first signs: 2:…,1:…" },
	{ "ADDRESS_KEY", KNOB_SECRET, AT(address_key), NULL,
	  "key of address prints, 64 hex digits; never change it" },
	{ "KEEP_PLATES_DAYS", KNOB_INT, AT(keep_plates_days), "90",
	  "days after which a settled letter forgets what it was about", .min = 1, .max = 3650 },
	{ "KEEP_LETTERS_MONTHS", KNOB_INT, AT(keep_letters_months), "36",
	  "months after which a settled letter is forgotten", .min = 13, .max = 120 },
};
/* clang-format on */

const size_t notification_knobs_count =
	sizeof(notification_knobs_table) / sizeof(notification_knobs_table[0]);
