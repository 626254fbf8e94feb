/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Handing letters to an SMTP server, several at a time, over connections that stay open.
 *
 * What became of each letter is said in four words the sender can act on. The one that
 * matters is SMTP_UNCERTAIN: the whole text was handed over and the line broke before the
 * answer, so the server may or may not have it. A connection that the server had closed
 * in the meantime is opened again once, unnoticed. Thread: one at a time.
 */
#ifndef BEURT_TEXT_SMTP_H
#define BEURT_TEXT_SMTP_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "base/slice.h"

struct smtp;

enum smtp_tls {
	SMTP_TLS_NONE,
	SMTP_TLS_TRY,      /* STARTTLS when the server offers it */
	SMTP_TLS_REQUIRED, /* no STARTTLS or a bad certificate: nothing is sent */
};

struct smtp_request {
	const char *url; /* "smtp://host:25", "smtps://host:465" */
	enum smtp_tls tls;
	const char *ca_file; /* NULL = the system's */
	const char *user;    /* NULL or "" = no log-in */
	const char *password;
	const char *helo; /* our name; NULL or "" = libcurl's choice */
	int connections;  /* 1..64 at the same time */
	int64_t connect_millis;
	int64_t letter_millis; /* for the whole of one letter */
};

enum smtp_outcome {
	SMTP_NOT_TRIED, /* the time for the round was over */
	SMTP_ACCEPTED,  /* 250 after the final dot */
	SMTP_LATER,   /* the server said 4xx, or was not reached; nothing was delivered */
	SMTP_REFUSED, /* 5xx; again will not help */
	SMTP_UNCERTAIN, /* text handed over, answer lost */
};

enum smtp_stage {
	SMTP_AT_SERVER,    /* connecting, greeting, TLS, log-in */
	SMTP_AT_SENDER,    /* MAIL FROM */
	SMTP_AT_RECIPIENT, /* RCPT TO */
	SMTP_AT_TEXT,      /* DATA and after */
};

#define SMTP_REPLY_TEXT 120

struct smtp_letter {
	const char *from;
	const char *to;
	struct slice message; /* lent for the call */
	/* What became of it. */
	enum smtp_outcome outcome;
	enum smtp_stage stage;
	int code;                    /* last SMTP reply; 0 = none */
	char reply[SMTP_REPLY_TEXT]; /* its text, or libcurl's; may name the address */
};

MUST_CHECK int smtp_open(const struct smtp_request *request, struct smtp **ret_smtp,
			 struct err *err);
void smtp_close(struct smtp *smtp);
AUTO_FREE(smtp, smtp_close)

/* Every letter comes back with its outcome; the call itself cannot fail. Letters that
 * were not begun after `budget_millis` stay SMTP_NOT_TRIED; 0 = no such limit. */
void smtp_send(struct smtp *smtp, struct smtp_letter *letters, size_t count,
	       int64_t budget_millis);

const char *smtp_outcome_name(enum smtp_outcome outcome);

#endif
