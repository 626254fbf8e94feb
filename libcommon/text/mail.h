/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One e-mail as the bytes an SMTP server takes: RFC 5322 headers, RFC 2047 encoded words,
 * RFC 2045 multipart/alternative with quoted-printable parts, CRLF lines; a calendar
 * file makes it multipart/mixed.
 *
 * A header value with a control character is refused, whatever it is: nobody can add a
 * header or a recipient through a name. Both the plain text and the HTML are always
 * written. Thread: any.
 */
#ifndef BEURT_TEXT_MAIL_H
#define BEURT_TEXT_MAIL_H

#include "base/err.h"
#include "base/instant.h"
#include "base/strbuf.h"

#define MAIL_SIZE_MAX ((size_t)1024 * 1024)

struct mail_address {
	const char *name;    /* NULL or "" = none */
	const char *address; /* as base/email.h accepts it */
};

/* A calendar file: once among the alternatives, where programs offer to take it, and once
 * as an attachment, for all others. */
struct mail_calendar {
	const char *method; /* "REQUEST", "CANCEL" */
	const char *name;   /* of the file; plain ASCII */
	const char *text;   /* as text/calendar_file.h writes it */
};

struct mail {
	struct mail_address from;
	struct mail_address to;
	struct mail_address reply_to; /* address NULL = header absent */
	const char *subject;
	const char *message_id; /* "left@right", without brackets: the same text
				 * for the same letter, however often it is tried */
	struct instant date;
	const char *text; /* UTF-8, LF lines */
	const char *html;
	const char *unsubscribe_url; /* https or http; NULL = no List-Unsubscribe */
	const struct mail_calendar *calendar; /* NULL = none */
};

/* Append the message. ERR_INVALID naming the header: control character, not UTF-8, too
 * long, or an address that cannot be mailed to. */
MUST_CHECK int mail_write(const struct mail *mail, struct strbuf *out, struct err *err);

#endif
