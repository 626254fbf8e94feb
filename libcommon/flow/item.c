/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a record is: which type, whose, readable or not.
 *
 * Dispatch looks at headers alone; the value is decoded only when somebody here wants it.
 * Whatever bytes come in, an item comes out: keys that are not text are written in hex.
 */
#include "flow/item.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define MAX_HEADERS   40
#define MAX_KEY_BYTES 300

static int read_headers(const struct record *record, struct envelope *ret_envelope,
			struct err *err)
{
	struct msg_header headers[MAX_HEADERS];
	size_t count = 0;
	while (count < MAX_HEADERS &&
	       record_header_at(record, count, &headers[count].name,
				&headers[count].value))
		count++;
	if (count == MAX_HEADERS)
		return err_set_code(err, ERR_INVALID, "ENVELOPE_NOT_VALID",
				    "record has %d headers or more", MAX_HEADERS);
	return envelope_read(headers, count, ret_envelope, err);
}

/* One line of our own for a key that may be any bytes. */
static void write_key(struct strbuf *out, struct slice key)
{
	if (key.len <= MSG_KEY_TEXT && text_is_clean(key)) {
		strbuf_add_n(out, key.at, key.len);
		return;
	}
	strbuf_add(out, "\\x");
	for (size_t i = 0; i < key.len && i < MAX_KEY_BYTES; i++)
		strbuf_addf(out, "%02x", (unsigned char)key.at[i]);
}

static struct uuid id_of_place(const struct parts *parts)
{
	char partition[16];
	char offset[24];
	snprintf(partition, sizeof(partition), "%d", parts->partition);
	snprintf(offset, sizeof(offset), "%" PRId64, parts->offset);
	return uuid_named("record", parts->topic, partition, offset, NULL);
}

#define MAX_TEXTS 2048

/* Key, id, source, trace and type, one after the other in one piece of memory. */
static void keep_texts(struct item *item, const struct parts *parts,
		       const struct envelope *envelope)
{
	struct uuid made = { "" };
	const char *id = envelope->id;
	if (!*id) {
		made = id_of_place(parts);
		id = made.text;
	}
	struct strbuf texts = strbuf_new(MAX_TEXTS);
	write_key(&texts, parts->key);
	strbuf_add_char(&texts, '\0');
	size_t id_at = texts.len;
	strbuf_add_n(&texts, id, strlen(id) + 1);
	size_t source_at = texts.len;
	strbuf_add_n(&texts, envelope->source, strlen(envelope->source) + 1);
	size_t trace_at = texts.len;
	strbuf_add_n(&texts, envelope->trace, strlen(envelope->trace) + 1);
	size_t type_at = texts.len;
	strbuf_add_n(&texts, envelope->type, strlen(envelope->type) + 1);
	item->texts = strbuf_take(&texts);
	item->heard.key = item->texts;
	item->heard.id = item->texts + id_at;
	item->heard.source = item->texts + source_at;
	item->heard.trace = item->texts + trace_at;
	item->said_type = item->texts + type_at;
}

/* The route that takes the type; without one, whether that is somebody's mistake. */
static enum item_fate choose(struct item *item, const struct topic_routes *routes,
			     const char *type)
{
	if (!*type && routes->count == 1) {
		item->route = routes->list[0];
		return ITEM_HANDLE;
	}
	for (size_t i = 0; i < routes->count; i++) {
		if (strcmp(routes->list[i]->type->ce_type, type) != 0)
			continue;
		item->route = routes->list[i];
		return ITEM_HANDLE;
	}
	if (*type && !routes->unreadable)
		return ITEM_SKIP;
	err_set_code(&item->why, ERR_INVALID, "TYPE_NOT_KNOWN",
		     *type ? "type '%.80s' is not known on this topic"
			   : "the record does not say its type%.0s",
		     type);
	return ITEM_UNREADABLE;
}

static void decode(struct item *item, struct slice value)
{
	if (!value.at) {
		item->fate = item->route->gone ? ITEM_HANDLE : ITEM_SKIP;
		return;
	}
	if (msg_decode(item->route->type, value, &item->msg, &item->why) < 0) {
		item->fate = ITEM_UNREADABLE;
		return;
	}
	item->heard.msg = item->msg;
	if (!item->route->prepare)
		return;
	item->prepared = item->route->prepare(&item->heard);
	item->heard.prepared = item->prepared;
}

static void finish_unreadable(struct item *item, const struct topic_routes *routes)
{
	item->route = routes->unreadable;
	item->heard.type = NULL;
	item->heard.msg = NULL;
	item->heard.unreadable_reason = item->why.text;
}

void item_build(struct item *item, const struct topic_routes *routes,
		const struct parts *parts, const struct envelope *envelope,
		const struct err *why)
{
	static const struct envelope NOTHING = { .id = "" };
	*item = (struct item){ .heard = { .topic = parts->topic,
					  .partition = parts->partition,
					  .offset = parts->offset,
					  .raw = parts->value,
					  .time = parts->time } };
	keep_texts(item, parts, envelope ? envelope : &NOTHING);
	if (envelope && instant_is_set(envelope->time))
		item->heard.time = envelope->time;
	if (envelope) {
		item->fate = choose(item, routes, envelope->type);
	} else {
		item->why = *why;
		item->fate = ITEM_UNREADABLE;
	}
	if (item->fate == ITEM_HANDLE) {
		item->heard.type = item->route->type;
		decode(item, parts->value);
	}
	if (item->fate == ITEM_UNREADABLE)
		finish_unreadable(item, routes);
}

void item_read(struct item *item, const struct topic_routes *routes,
	       struct record *record)
{
	struct envelope envelope;
	struct err why = { 0 };
	struct parts parts = { record->topic, record->partition, record->offset,
			       record->key,   record->value,     record->time };
	bool readable = read_headers(record, &envelope, &why) == 0;
	item_build(item, routes, &parts, readable ? &envelope : NULL, &why);
	item->record = *record;
	*record = (struct record){ 0 };
}

void item_done(struct item *item)
{
	if (item->prepared)
		item->route->prepare_free(item->prepared);
	if (item->msg)
		msg_free(item->route->type, item->msg);
	mem_free(item->texts);
	record_done(&item->record);
	*item = (struct item){ 0 };
}
