/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One appointment as a calendar file: RFC 5545, with the method of RFC 5546.
 *
 * Lines end in CRLF and are folded at 75 octets, never within a character. The same
 * appointment has the same UID for ever; a change has a higher SEQUENCE, so that a
 * calendar moves the entry it has instead of making another. Thread: any.
 */
#ifndef BEURT_TEXT_CALENDAR_FILE_H
#define BEURT_TEXT_CALENDAR_FILE_H

#include "base/err.h"
#include "base/instant.h"
#include "base/strbuf.h"

#define CALENDAR_FILE_MAX   ((size_t)16 * 1024)
#define CALENDAR_MEDIA_TYPE "text/calendar; charset=utf-8; method="

enum calendar_method { CALENDAR_REQUEST, CALENDAR_CANCEL };

struct calendar_person {
	const char *name;    /* UTF-8; NULL or "" = none */
	const char *address; /* e-mail; NULL or "" = the line is left out */
};

/* Texts are UTF-8 with LF, CR or CRLF between lines; NULL or "" leaves a line out. */
struct calendar_event {
	enum calendar_method method;
	const char *uid;       /* the appointment's id */
	int64_t sequence;      /* 0 when booked, one more at every change */
	struct instant stamp;  /* when it was made or last changed */
	struct instant starts; /* written in UTC: no zone table is needed */
	int64_t minutes;
	const char *summary;
	const char *description;
	const char *location;
	const char *url; /* the page to move or cancel it */
	struct calendar_person organizer;
	struct calendar_person attendee;
};

const char *calendar_method_name(enum calendar_method method); /* "REQUEST", "CANCEL" */

/* Appends the file. ERR_INVALID naming the property: not UTF-8, a control character, an
 * address that cannot be mailed to, no uid; or when the file is larger than out. */
MUST_CHECK int calendar_write(const struct calendar_event *event, struct strbuf *out,
			      struct err *err);

#endif
