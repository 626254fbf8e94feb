/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The headers of a record: CloudEvents 1.0, Kafka binary mode.
 *
 * Attributes travel as headers ce_id, ce_source, ce_type, ce_specversion, ce_time and
 * ce_subject beside content-type and the W3C traceparent; the record's value is the data
 * alone, so a reader can choose a handler without touching the value. What outsiders
 * publish may come without any of them. Thread: any.
 */
#ifndef BEURT_MSG_ENVELOPE_H
#define BEURT_MSG_ENVELOPE_H

#include "base/instant.h"
#include "base/slice.h"
#include "msg/msg.h"

#define ENVELOPE_ID      129 /* 128 bytes and a NUL */
#define ENVELOPE_TYPE    101
#define ENVELOPE_TRACE   64
#define ENVELOPE_HEADERS 8

struct envelope {
	char id[ENVELOPE_ID];     /* unique within source; a repeated record repeats it */
	char source[ENVELOPE_ID]; /* "/beurt/reminder" */
	char type[ENVELOPE_TYPE]; /* "nl.beurt.proposal.state.v1"; "" = no envelope came
				   */
	char subject[MSG_KEY_TEXT];
	char trace[ENVELOPE_TRACE]; /* "" = none, also when what came is malformed */
	struct instant time;        /* NO_INSTANT = none */
};

struct msg_header {
	const char *name;
	struct slice value; /* at = NULL: a header without value */
};

/* The list for a producer; its values are lent until `envelope` or the list goes. */
struct envelope_list {
	struct msg_header headers[ENVELOPE_HEADERS];
	size_t count;
	char time[INSTANT_TEXT];
};

/* Empty attributes are left out. */
void envelope_write(const struct envelope *envelope, struct envelope_list *ret_list);

/*
 * Read a record's headers; unknown ones are ignored, a repeated one is refused. No ce_
 * header at all gives an empty envelope. ERR_INVALID when some are there but id, source
 * or type is not, when ce_specversion is not 1.0, or a value is too long, malformed or
 * not UTF-8. The content type is not judged: the value is JSON or it is refused as such.
 */
MUST_CHECK int envelope_read(const struct msg_header *headers, size_t count,
			     struct envelope *ret_envelope, struct err *err);

#endif
