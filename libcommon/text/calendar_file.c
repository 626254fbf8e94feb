/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which properties a calendar file has, how their values are escaped, and how long lines
 * are folded. A property is made whole first and folded when it is written.
 */
#include "text/calendar_file.h"

#include <string.h>

#include "base/civil_date.h"
#include "base/email.h"
#include "base/text.h"

#define LINE_OCTETS 75 /* RFC 5545 3.1, without the line's end */
#define VALUE_MAX   2000
/* Escaping doubles a value at most; names and parameters stand before it. */
#define LINE_MAX (3 * VALUE_MAX)

const char *calendar_method_name(enum calendar_method method)
{
	return method == CALENDAR_CANCEL ? "CANCEL" : "REQUEST";
}

static bool is_given(const char *text)
{
	return text && *text;
}

static int check_text(const char *property, const char *value, struct err *err)
{
	size_t len = value ? strlen(value) : 0;

	if (len > VALUE_MAX)
		return err_set_code(err, ERR_INVALID, "CALENDAR_VALUE",
				    "%s has more than %d bytes", property, VALUE_MAX);
	if (!text_is_clean((struct slice){ value, len }))
		return err_set_code(err, ERR_INVALID, "CALENDAR_VALUE",
				    "%s has a control character or is not UTF-8",
				    property);
	return 0;
}

static int check_person(const char *property, const struct calendar_person *who,
			struct err *err)
{
	if (check_text(property, who->name, err) < 0)
		return -1;
	if (is_given(who->address) && !email_is_mailable(who->address))
		return err_set_code(err, ERR_INVALID, "CALENDAR_VALUE",
				    "%s is no address that can be mailed to", property);
	return 0;
}

static int check_event(const struct calendar_event *event, struct err *err)
{
	if (!is_given(event->uid) || strpbrk(event->uid, "\r\n"))
		return err_set_code(err, ERR_INVALID, "CALENDAR_VALUE",
				    "UID is empty or has a line's end");
	if (is_given(event->url) && strpbrk(event->url, "\r\n\t "))
		return err_set_code(err, ERR_INVALID, "CALENDAR_VALUE",
				    "URL has a blank");
	if (check_text("UID", event->uid, err) < 0 ||
	    check_text("SUMMARY", event->summary, err) < 0 ||
	    check_text("DESCRIPTION", event->description, err) < 0 ||
	    check_text("LOCATION", event->location, err) < 0 ||
	    check_text("URL", event->url, err) < 0)
		return -1;
	return check_person("ORGANIZER", &event->organizer, err) < 0
		       ? -1
		       : check_person("ATTENDEE", &event->attendee, err);
}

/* As much as fits a line and cuts no character. */
static size_t fold_length(const char *text, size_t left, size_t room)
{
	size_t len = left < room ? left : room;

	while (len < left && len > 1 && ((unsigned char)text[len] & 0xc0) == 0x80)
		len--;
	return len;
}

/* The blank that begins a folded line counts as one of its octets. */
static void put_folded(struct strbuf *out, const struct strbuf *line)
{
	size_t room = LINE_OCTETS;

	for (size_t at = 0; at < line->len; room = LINE_OCTETS - 1) {
		size_t len = fold_length(line->text + at, line->len - at, room);

		if (at > 0)
			strbuf_add(out, "\r\n ");
		strbuf_add_n(out, line->text + at, len);
		at += len;
	}
	strbuf_add(out, "\r\n");
}

static void put_plain(struct strbuf *out, const char *property, const char *value)
{
	STRBUF_AUTO line = strbuf_new(LINE_MAX);

	strbuf_addf(&line, "%s:%s", property, value);
	put_folded(out, &line);
}

/* RFC 5545 3.3.11; CRLF and a lone CR are one line's end. */
static void add_escaped(struct strbuf *line, const char *value)
{
	for (; *value; value++) {
		if (*value == '\r' && value[1] == '\n')
			continue;
		if (*value == '\n' || *value == '\r') {
			strbuf_add(line, "\\n");
			continue;
		}
		if (strchr("\\;,", *value))
			strbuf_add_char(line, '\\');
		strbuf_add_char(line, *value);
	}
}

static void put_text(struct strbuf *out, const char *property, const char *value)
{
	STRBUF_AUTO line = strbuf_new(LINE_MAX);

	if (!is_given(value))
		return;
	strbuf_addf(&line, "%s:", property);
	add_escaped(&line, value);
	put_folded(out, &line);
}

/* A quoted parameter; what quotes cannot hold is written as RFC 6868 says. */
static void add_name(struct strbuf *line, const char *name)
{
	strbuf_add(line, ";CN=\"");
	for (; *name; name++) {
		if (*name == '"')
			strbuf_add(line, "^'");
		else if (*name == '^')
			strbuf_add(line, "^^");
		else if (*name == '\n')
			strbuf_add(line, "^n");
		else if (*name != '\r')
			strbuf_add_char(line, *name);
	}
	strbuf_add_char(line, '"');
}

static void put_person(struct strbuf *out, const char *property,
		       const struct calendar_person *who)
{
	STRBUF_AUTO line = strbuf_new(LINE_MAX);

	if (!is_given(who->address))
		return;
	strbuf_add(&line, property);
	if (is_given(who->name))
		add_name(&line, who->name);
	strbuf_addf(&line, ":mailto:%s", who->address);
	put_folded(out, &line);
}

static void put_moment(struct strbuf *out, const char *property, struct instant at)
{
	int64_t seconds = at.micros / MICROS_PER_SECOND;
	struct civil_date date = civil_from_days((int32_t)(seconds / 86400));
	int second = (int)(seconds % 86400);

	strbuf_addf(out, "%s:%04d%02d%02dT%02d%02d%02dZ\r\n", property, date.year,
		    date.month, date.day, second / 3600, second / 60 % 60, second % 60);
}

static void put_event(struct strbuf *out, const struct calendar_event *event)
{
	bool cancelled = event->method == CALENDAR_CANCEL;

	strbuf_add(out, "BEGIN:VEVENT\r\n");
	put_plain(out, "UID", event->uid);
	put_moment(out, "DTSTAMP", event->stamp);
	put_moment(out, "DTSTART", event->starts);
	put_moment(out, "DTEND", instant_add_seconds(event->starts, event->minutes * 60));
	strbuf_add(out, "SEQUENCE:");
	strbuf_add_int(out, event->sequence);
	strbuf_addf(out, "\r\nSTATUS:%s\r\n", cancelled ? "CANCELLED" : "CONFIRMED");
	put_text(out, "SUMMARY", event->summary);
	put_text(out, "DESCRIPTION", event->description);
	put_text(out, "LOCATION", event->location);
	if (is_given(event->url))
		put_plain(out, "URL", event->url);
	put_person(out, "ORGANIZER", &event->organizer);
	put_person(out, "ATTENDEE", &event->attendee);
	strbuf_add(out, "END:VEVENT\r\n");
}

int calendar_write(const struct calendar_event *event, struct strbuf *out,
		   struct err *err)
{
	if (check_event(event, err) < 0)
		return -1;
	strbuf_add(out, "BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"
			"PRODID:-//Beurt//Beurt//NL\r\n");
	put_plain(out, "METHOD", calendar_method_name(event->method));
	put_event(out, event);
	strbuf_add(out, "END:VCALENDAR\r\n");
	return strbuf_check(out, err);
}
