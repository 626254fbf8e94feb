/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The shape of our letters: which headers, in which order, and the two alternatives.
 *
 * Quoted-printable never contains "=_", so a boundary that begins with it cannot occur
 * in a part.
 */
#include "text/mail.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/civil_date.h"
#include "base/email.h"
#include "base/text.h"
#include "text/mail_encode.h"

#define HEADER_VALUE_MAX 500
#define BOUNDARY_TEXT    24

static int check_value(const char *header, const char *value, struct err *err)
{
	size_t len = strlen(value);

	if (len > HEADER_VALUE_MAX)
		return err_set_code(err, ERR_INVALID, "MAIL_HEADER",
				    "%s has more than %d bytes", header,
				    HEADER_VALUE_MAX);
	if (!text_is_clean((struct slice){ value, len }) || strpbrk(value, "\r\n\t"))
		return err_set_code(err, ERR_INVALID, "MAIL_HEADER",
				    "%s has a control character or is not UTF-8", header);
	return 0;
}

static int check_address(const char *header, const struct mail_address *who,
			 struct err *err)
{
	if (who->name && check_value(header, who->name, err) < 0)
		return -1;
	if (!who->address || !email_is_mailable(who->address))
		return err_set_code(err, ERR_INVALID, "MAIL_ADDRESS",
				    "%s is no address that can be mailed to", header);
	return check_value(header, who->address, err);
}

/* Message-ID and URL stand between angle brackets: printable ASCII without any. */
static int check_token(const char *header, const char *value, struct err *err)
{
	if (!value || !*value || strlen(value) > HEADER_VALUE_MAX ||
	    !mail_is_plain_ascii(value) || strpbrk(value, " <>"))
		return err_set_code(err, ERR_INVALID, "MAIL_HEADER",
				    "%s is empty, too long or has forbidden characters",
				    header);
	return 0;
}

static int check_mail(const struct mail *mail, struct err *err)
{
	if (check_address("From", &mail->from, err) < 0 ||
	    check_address("To", &mail->to, err) < 0)
		return -1;
	if (mail->reply_to.address && check_address("Reply-To", &mail->reply_to, err) < 0)
		return -1;
	if (check_value("Subject", mail->subject, err) < 0 ||
	    check_token("Message-ID", mail->message_id, err) < 0)
		return -1;
	if (mail->unsubscribe_url &&
	    check_token("List-Unsubscribe", mail->unsubscribe_url, err) < 0)
		return -1;
	return 0;
}

static void put_quoted_name(struct strbuf *out, const char *name)
{
	strbuf_add_char(out, '"');
	for (; *name; name++) {
		if (*name == '"' || *name == '\\')
			strbuf_add_char(out, '\\');
		strbuf_add_char(out, *name);
	}
	strbuf_add_char(out, '"');
}

static void put_address(struct strbuf *out, const char *header,
			const struct mail_address *who)
{
	strbuf_addf(out, "%s: ", header);
	if (who->name && *who->name) {
		if (mail_is_plain_ascii(who->name) && !strstr(who->name, "=?"))
			put_quoted_name(out, who->name);
		else
			mail_put_words(out, who->name);
		/* On its own line, so that a long name never makes a long line. */
		strbuf_add(out, "\r\n ");
	}
	strbuf_addf(out, "<%s>\r\n", who->address);
}

/* Date: Sun, 22 Nov 2026 14:00:00 +0000 */
static void put_date(struct strbuf *out, struct instant at)
{
	static const char *const day_names[] = { "Mon", "Tue", "Wed", "Thu",
						 "Fri", "Sat", "Sun" };
	static const char *const month_names[] = { "Jan", "Feb", "Mar", "Apr",
						   "May", "Jun", "Jul", "Aug",
						   "Sep", "Oct", "Nov", "Dec" };
	int64_t seconds = at.micros / MICROS_PER_SECOND;
	struct civil_date date = civil_from_days((int32_t)(seconds / 86400));
	int second = (int)(seconds % 86400);

	strbuf_addf(out, "Date: %s, %d %s %d %02d:%02d:%02d +0000\r\n",
		    day_names[civil_weekday(date) - 1], date.day,
		    month_names[date.month - 1], date.year, second / 3600,
		    second / 60 % 60, second % 60);
}

/* Plain subjects are folded at blanks; the line stays below 78 where a blank allows. */
static void put_subject(struct strbuf *out, const char *subject)
{
	size_t column = strlen("Subject:");

	strbuf_add(out, "Subject: ");
	if (!mail_is_plain_ascii(subject) || strstr(subject, "=?")) {
		mail_put_words(out, subject);
		strbuf_add(out, "\r\n");
		return;
	}
	for (bool first = true; *subject; first = false) {
		size_t word = strcspn(subject + 1, " ") + 1;

		if (!first && *subject == ' ' && column + word > 76 &&
		    subject[1] != ' ') {
			strbuf_add(out, "\r\n");
			column = 0;
		}
		strbuf_add_n(out, subject, word);
		column += word;
		subject += word;
	}
	strbuf_add(out, "\r\n");
}

static void put_headers(const struct mail *mail, struct strbuf *out)
{
	put_address(out, "From", &mail->from);
	put_address(out, "To", &mail->to);
	if (mail->reply_to.address)
		put_address(out, "Reply-To", &mail->reply_to);
	put_subject(out, mail->subject);
	put_date(out, mail->date);
	strbuf_addf(out, "Message-ID: <%s>\r\n", mail->message_id);
	if (mail->unsubscribe_url) {
		/* RFC 8058: the receiver's own button posts to the address. */
		strbuf_addf(out, "List-Unsubscribe: <%s>\r\n", mail->unsubscribe_url);
		strbuf_add(out, "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
	}
	/* RFC 3834: out-of-office programs stay silent. */
	strbuf_add(out, "Auto-Submitted: auto-generated\r\nMIME-Version: 1.0\r\n");
}

static void put_part(struct strbuf *out, const char *boundary, const char *type,
		     const char *body)
{
	strbuf_addf(out,
		    "--%s\r\nContent-Type: %s; charset=utf-8\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		    boundary, type);
	mail_put_quoted_printable(out, body);
}

/* RFC 6047: the method stands beside the type, so that programs need not look inside. */
static void put_invitation(struct strbuf *out, const char *boundary,
			   const struct mail_calendar *calendar)
{
	strbuf_addf(out,
		    "--%s\r\nContent-Type: text/calendar; charset=utf-8; method=%s\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		    boundary, calendar->method);
	mail_put_quoted_printable(out, calendar->text);
}

static void put_attachment(struct strbuf *out, const char *boundary,
			   const struct mail_calendar *calendar)
{
	strbuf_addf(out,
		    "--%s\r\nContent-Type: application/ics; name=\"%s\"\r\n"
		    "Content-Disposition: attachment; filename=\"%s\"\r\n"
		    "Content-Transfer-Encoding: quoted-printable\r\n\r\n",
		    boundary, calendar->name, calendar->name);
	mail_put_quoted_printable(out, calendar->text);
}

/* The same words in each form; the last is the one that programs like best. */
static void put_alternatives(const struct mail *mail, const char *boundary,
			     struct strbuf *out)
{
	strbuf_addf(out,
		    "Content-Type: multipart/alternative;\r\n"
		    " boundary=\"%s\"\r\n\r\n",
		    boundary);
	put_part(out, boundary, "text/plain", mail->text);
	put_part(out, boundary, "text/html", mail->html);
	if (mail->calendar)
		put_invitation(out, boundary, mail->calendar);
	strbuf_addf(out, "--%s--\r\n", boundary);
}

static void put_mixed(const struct mail *mail, const char *boundary, struct strbuf *out)
{
	char outer[BOUNDARY_TEXT + 1];

	/* Neither boundary begins with the other. */
	snprintf(outer, sizeof(outer), "=_m%s", boundary + 2);
	strbuf_addf(out,
		    "Content-Type: multipart/mixed;\r\n boundary=\"%s\"\r\n\r\n--%s\r\n",
		    outer, outer);
	put_alternatives(mail, boundary, out);
	put_attachment(out, outer, mail->calendar);
	strbuf_addf(out, "--%s--\r\n", outer);
}

static int check_calendar(const struct mail_calendar *calendar, struct err *err)
{
	if (!calendar)
		return 0;
	if (check_token("calendar method", calendar->method, err) < 0 ||
	    check_token("calendar name", calendar->name, err) < 0)
		return -1;
	if (strpbrk(calendar->method, ";\"") || strpbrk(calendar->name, ";\""))
		return err_set_code(err, ERR_INVALID, "MAIL_HEADER",
				    "calendar has a forbidden character");
	return 0;
}

static int check_bodies(const struct mail *mail, struct err *err)
{
	if (text_is_clean(slice_of(mail->text)) && text_is_clean(slice_of(mail->html)) &&
	    (!mail->calendar || text_is_clean(slice_of(mail->calendar->text))))
		return 0;
	return err_set_code(err, ERR_INVALID, "MAIL_BODY",
			    "body has control characters or is not UTF-8");
}

int mail_write(const struct mail *mail, struct strbuf *out, struct err *err)
{
	char boundary[BOUNDARY_TEXT] = "=_";

	if (check_mail(mail, err) < 0 || check_calendar(mail->calendar, err) < 0 ||
	    check_bodies(mail, err) < 0)
		return -1;
	uint64_t hash = text_hash(mail->message_id);

	for (size_t i = 2; i < 18; i++, hash >>= 4)
		boundary[i] = "0123456789abcdef"[hash & 15];
	put_headers(mail, out);
	if (mail->calendar)
		put_mixed(mail, boundary, out);
	else
		put_alternatives(mail, boundary, out);
	return strbuf_check(out, err);
}
