/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides the identity of what is said, and how it reaches the table.
 *
 * A record's id follows from service, cause and ordinal, so running a handler again says
 * the same ids and readers can tell repeats. Rows are written in the order they were
 * said: at the end of the transaction, by COPY when there are many, or at once where a
 * handler that says much has its rows streamed.
 */
#include "flow/outbox.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "bus/producer.h"
#include "msg/envelope.h"

#define MAX_SAID       1000000
#define MAX_SAID_BYTES (512u << 20)
#define COPY_FROM_ROWS 64

struct said {
	const struct msg_type *type;
	char *key;
	char *value; /* NULL = tombstone */
	char *trace; /* NULL = none */
	struct uuid id;
	int64_t version; /* of an awaited state; else 0 */
};

struct outbox {
	const char *service;
	const struct heard *cause;
	char cause_id[ENVELOPE_ID + 64];
	char trace[ENVELOPE_TRACE];
	unsigned ordinal;
	struct said *rows;
	size_t count;
	size_t room;
	size_t bytes;
	size_t written;
	struct copy *stream; /* NULL = rows are kept until outbox_write */
	struct instant now;  /* of the transaction that is streamed into */
};

struct outbox *outbox_new(const char *service)
{
	struct outbox *outbox = mem_alloc(sizeof(*outbox));
	outbox->service = service;
	return outbox;
}

static void said_done(struct said *said)
{
	mem_free(said->key);
	mem_free(said->value);
	mem_free(said->trace);
}

void outbox_undo(struct outbox *outbox, size_t mark)
{
	while (outbox->count > mark)
		said_done(&outbox->rows[--outbox->count]);
}

void outbox_free(struct outbox *outbox)
{
	if (!outbox)
		return;
	copy_cancel(outbox->stream);
	outbox_undo(outbox, 0);
	mem_free(outbox->rows);
	mem_free(outbox);
}

const char *outbox_service(const struct outbox *outbox)
{
	return outbox->service;
}

size_t outbox_mark(const struct outbox *outbox)
{
	return outbox->count;
}

size_t outbox_count(const struct outbox *outbox)
{
	return outbox->count + outbox->written;
}

const struct heard *outbox_cause(const struct outbox *say)
{
	return say->cause;
}

void outbox_because_of(struct outbox *outbox, const char *id, const char *trace)
{
	outbox->cause = NULL;
	outbox->ordinal = 0;
	text_copy(outbox->cause_id, sizeof(outbox->cause_id), id);
	text_copy(outbox->trace, sizeof(outbox->trace), trace);
}

/* An outsider may give several records one id; where a record lies is its own. */
static struct uuid place_of(const struct heard *cause)
{
	char place[48];
	snprintf(place, sizeof(place), "%d/%lld", cause->partition,
		 (long long)cause->offset);
	return uuid_named("cause", cause->topic, place, cause->id, NULL);
}

void outbox_because(struct outbox *say, const struct heard *cause)
{
	if (say->cause == cause)
		return;
	if (!cause->type || cause->type->kind == MSG_INGRESS)
		outbox_because_of(say, place_of(cause).text, cause->trace);
	else
		outbox_because_of(say, cause->id, cause->trace);
	say->cause = cause;
}

void outbox_because_part(struct outbox *say, const struct heard *cause, const char *part)
{
	say->cause = NULL; /* its own ids start anew */
	outbox_because(say, cause);
	text_copy(say->cause_id, sizeof(say->cause_id),
		  uuid_named("part", say->cause_id, part, NULL).text);
	say->cause = NULL;
}

static struct uuid next_id(struct outbox *say)
{
	char ordinal[12];
	*text_put_digits(ordinal, 8, say->ordinal) = '\0';
	say->ordinal++;
	return uuid_named("said", say->service, say->cause_id, ordinal, NULL);
}

static void keep(struct outbox *say, const struct said *said)
{
	if (say->count == say->room) {
		say->room = say->room ? say->room * 2 : 16;
		say->rows = mem_grow(say->rows, sizeof(*say->rows) * say->room);
	}
	say->rows[say->count++] = *said;
}

static const char SQL_COPY[] =
	"COPY outbox (topic, key, record_id, record_type, trace, value, said_at)"
	" FROM STDIN";

static int write_row(struct copy *copy, const struct said *said, struct instant now,
		     struct err *err)
{
	return copy_row(copy,
			ARGS(arg_text(said->type->topic), arg_text(said->key),
			     arg_text(said->id.text), arg_text(said->type->ce_type),
			     arg_text(said->trace), arg_text(said->value),
			     arg_instant(now)),
			err);
}

static int add(struct outbox *say, const struct msg_type *type, const char *key,
	       char *value, struct err *err)
{
	size_t bytes = value ? strlen(value) : 0;
	if (outbox_count(say) >= MAX_SAID || say->bytes + bytes > MAX_SAID_BYTES) {
		mem_free(value);
		return err_set(err, ERR_INVALID,
			       "one transaction says more than %d records", MAX_SAID);
	}
	struct said said = { .type = type,
			     .key = mem_text(key),
			     .value = value,
			     .trace = *say->trace ? mem_text(say->trace) : NULL,
			     .id = next_id(say) };
	say->bytes += bytes;
	if (!say->stream) {
		keep(say, &said);
		return 0;
	}
	int answer = write_row(say->stream, &said, say->now, err);
	said_done(&said);
	say->written += answer == 0;
	return answer;
}

/* Contracts see to it that an awaited state has one. */
static int64_t version_of(const struct msg_type *type, const void *msg)
{
	for (size_t i = 0; i < type->shape->fields_count; i++) {
		const struct msg_field *field = &type->shape->fields[i];
		if (strcmp(field->name, "version") == 0)
			return *(const int64_t *)((const char *)msg + field->offset);
	}
	return 0;
}

int outbox_say(struct outbox *say, const struct msg_type *type, const void *msg,
	       struct err *err)
{
	char key[MSG_KEY_TEXT];
	if (!type->topic || type->topic_pattern)
		return err_set(err, ERR_BROKEN, "%s has no topic to be said on",
			       type->name);
	if (msg_key(type, msg, key, err) < 0)
		return err_prefix(err, "say %s: ", type->name);
	STRBUF_AUTO value = strbuf_new(MAX_RECORD_BYTES - MSG_KEY_TEXT);
	if (msg_encode(type, msg, &value, err) < 0)
		return err_prefix(err, "say %s: ", type->name);
	if (add(say, type, key, strbuf_take(&value), err) < 0)
		return -1;
	if (type->awaited && !say->stream)
		say->rows[say->count - 1].version = version_of(type, msg);
	return 0;
}

size_t outbox_awaited(const struct outbox *outbox, size_t mark,
		      struct command_answered_state *ret_states, size_t room)
{
	size_t count = 0;
	for (size_t i = mark; i < outbox->count; i++) {
		const struct said *said = &outbox->rows[i];
		if (said->version == 0)
			continue;
		if (count < room)
			ret_states[count] =
				(struct command_answered_state){ said->key,
								 said->version };
		count++;
	}
	return count;
}

int outbox_say_text(struct outbox *say, const struct msg_type *type, const char *key,
		    const char *text, struct err *err)
{
	return add(say, type, key, mem_text(text), err);
}

int outbox_say_gone(struct outbox *say, const struct msg_type *type, const char *key,
		    struct err *err)
{
	if (type->kind != MSG_STATE)
		return err_set(err, ERR_BROKEN, "only a state can be gone, not %s",
			       type->name);
	return add(say, type, key, NULL, err);
}

/* $1 topics, $2 keys, $3 ids, $4 types, $5 traces, $6 values, $7 now. unnest keeps the
 * arrays' order, and ids are drawn in it. */
static const char SQL_INSERT[] =
	"INSERT INTO outbox (topic, key, record_id, record_type, trace, value, said_at)"
	" SELECT s.topic, s.key, s.record_id, s.record_type, s.trace, s.value, $7"
	" FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[],"
	" $6::text[]) AS s (topic, key, record_id, record_type, trace, value)";

static int write_few(struct outbox *outbox, struct tx *tx, struct err *err)
{
	const char *columns[6][COPY_FROM_ROWS];
	size_t count = outbox->count;
	for (size_t i = 0; i < count; i++) {
		const struct said *said = &outbox->rows[i];
		columns[0][i] = said->type->topic;
		columns[1][i] = said->key;
		columns[2][i] = said->id.text;
		columns[3][i] = said->type->ce_type;
		columns[4][i] = said->trace;
		columns[5][i] = said->value;
	}
	return tx_run(tx, SQL_INSERT,
		      ARGS(arg_texts(columns[0], count), arg_texts(columns[1], count),
			   arg_texts(columns[2], count), arg_texts(columns[3], count),
			   arg_texts(columns[4], count), arg_texts(columns[5], count),
			   arg_instant(tx_now(tx))),
		      NULL, err);
}

static int write_many(struct outbox *outbox, struct tx *tx, struct err *err)
{
	struct copy *copy = NULL;
	if (copy_begin(tx, SQL_COPY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < outbox->count; i++) {
		if (write_row(copy, &outbox->rows[i], tx_now(tx), err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

int outbox_write(struct outbox *outbox, struct tx *tx, struct err *err)
{
	if (outbox->count == 0)
		return 0;
	bool few = outbox->count <= COPY_FROM_ROWS;
	if ((few ? write_few(outbox, tx, err) : write_many(outbox, tx, err)) < 0)
		return -1;
	outbox->written += outbox->count;
	outbox_undo(outbox, 0);
	outbox->bytes = 0;
	return 0;
}

int outbox_stream(struct outbox *say, struct tx *tx, struct err *err)
{
	if (outbox_write(say, tx, err) < 0)
		return -1;
	say->now = tx_now(tx);
	return copy_begin(tx, SQL_COPY, &say->stream, err);
}

int outbox_stream_end(struct outbox *say, struct err *err)
{
	return copy_end(TAKE(say->stream), err);
}
