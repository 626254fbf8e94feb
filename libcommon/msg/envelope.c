/* SPDX-License-Identifier: Apache-2.0 */
/* One table of attributes serves writing and reading. */
#include "msg/envelope.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define MSG_BAD_ENVELOPE "ENVELOPE_NOT_VALID"

/* Attributes that are plain text in the struct. */
static const struct attribute {
	const char *header;
	size_t offset;
	size_t size;
	bool required;
} ATTRIBUTES[] = {
	{ "ce_id", offsetof(struct envelope, id), ENVELOPE_ID, true },
	{ "ce_source", offsetof(struct envelope, source), ENVELOPE_ID, true },
	{ "ce_type", offsetof(struct envelope, type), ENVELOPE_TYPE, true },
	{ "ce_subject", offsetof(struct envelope, subject), MSG_KEY_TEXT, false },
};

static void add(struct envelope_list *list, const char *name, const char *value)
{
	if (value[0] == '\0')
		return;
	list->headers[list->count++] = (struct msg_header){ name, slice_of(value) };
}

void envelope_write(const struct envelope *envelope, struct envelope_list *ret_list)
{
	struct envelope_list *list = ret_list;
	list->count = 0;
	add(list, "ce_specversion", "1.0");
	for (size_t i = 0; i < COUNT_OF(ATTRIBUTES); i++)
		add(list, ATTRIBUTES[i].header,
		    (const char *)envelope + ATTRIBUTES[i].offset);
	if (instant_is_set(envelope->time))
		add(list, "ce_time", instant_format(envelope->time, list->time));
	add(list, "content-type", "application/json");
	add(list, "traceparent", envelope->trace);
}

static int refuse(struct err *err, const char *header, const char *why)
{
	return err_set_code(err, ERR_INVALID, MSG_BAD_ENVELOPE, "header %s %s", header,
			    why);
}

static int read_text(const struct msg_header *header, size_t size, char *ret_text,
		     struct err *err)
{
	struct slice value = header->value;
	if (!value.at || value.len == 0)
		return refuse(err, header->name, "is empty");
	if (value.len >= size)
		return refuse(err, header->name, "is too long");
	if (!text_is_clean(value))
		return refuse(err, header->name, "is not plain UTF-8 text");
	memcpy(ret_text, value.at, value.len);
	ret_text[value.len] = '\0';
	return 0;
}

static int read_time(const struct msg_header *header, struct envelope *envelope,
		     struct err *err)
{
	char text[64];
	if (read_text(header, sizeof text, text, err) < 0)
		return -1;
	if (instant_parse(text, &envelope->time, NULL) < 0)
		return refuse(err, header->name,
			      "is not a moment like 2026-11-22T14:00:00Z");
	return 0;
}

/* W3C: 00-<32 hex>-<16 hex>-<2 hex>. A malformed one is dropped, as its rule says. */
static void read_trace(const struct msg_header *header, struct envelope *envelope)
{
	static const char SHAPE[] =
		"hh-hhhhhhhhhhhhhhhhhhhhhhhhhhhhhhhh-hhhhhhhhhhhhhhhh-hh";
	if (header->value.len != sizeof SHAPE - 1)
		return;
	for (size_t i = 0; i < sizeof SHAPE - 1; i++) {
		char c = header->value.at[i];
		bool hex = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
		if (SHAPE[i] == '-' ? c != '-' : !hex)
			return;
	}
	memcpy(envelope->trace, header->value.at, sizeof SHAPE - 1);
	envelope->trace[sizeof SHAPE - 1] = '\0';
}

static int read_version(const struct msg_header *header, struct err *err)
{
	if (!slice_is(header->value, "1.0"))
		return refuse(err, header->name, "is not 1.0");
	return 0;
}

static int read_header(const struct msg_header *header, struct envelope *envelope,
		       struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(ATTRIBUTES); i++) {
		const struct attribute *attribute = &ATTRIBUTES[i];
		char *into = (char *)envelope + attribute->offset;
		if (strcmp(header->name, attribute->header) != 0)
			continue;
		if (into[0] != '\0')
			return refuse(err, header->name, "is repeated");
		return read_text(header, attribute->size, into, err);
	}
	if (strcmp(header->name, "ce_time") == 0)
		return read_time(header, envelope, err);
	if (strcmp(header->name, "ce_specversion") == 0)
		return read_version(header, err);
	if (strcmp(header->name, "traceparent") == 0)
		read_trace(header, envelope);
	return 0;
}

static int check_complete(const struct envelope *envelope, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(ATTRIBUTES); i++) {
		const char *value = (const char *)envelope + ATTRIBUTES[i].offset;
		if (ATTRIBUTES[i].required && value[0] == '\0')
			return refuse(err, ATTRIBUTES[i].header, "is missing");
	}
	return 0;
}

int envelope_read(const struct msg_header *headers, size_t count,
		  struct envelope *ret_envelope, struct err *err)
{
	struct envelope envelope = { .time = NO_INSTANT };
	bool has_some = false;
	for (size_t i = 0; i < count; i++) {
		if (read_header(&headers[i], &envelope, err) < 0)
			return -1;
		has_some |= strncmp(headers[i].name, "ce_", 3) == 0;
	}
	if (has_some && check_complete(&envelope, err) < 0)
		return -1;
	*ret_envelope = envelope;
	return 0;
}
