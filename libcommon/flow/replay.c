/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a parked record comes back to life, and its key's waiting ones after it.
 *
 * The head's row lock is what the inbox shares while it lets records wait: so either it
 * sees the key still held and adds to the line before we read the line, or it waits for
 * us and finds the key free. All in one transaction; the first waiting record that fails
 * becomes the new head.
 */
#include "flow/replay.h"

#include <string.h>

#include "base/text.h"
#include "flow/commit.h"
#include "flow/dispatch.h"
#include "flow/routes.h"
#include "sys/log.h"

#define LETTER                                                                             \
	"SELECT id, topic, partition, record_offset, key, record_id, record_type, source," \
	" trace, said_at, value, asked, asked_by FROM dead_letter"

static const char SQL_ASKED[] = LETTER " WHERE asked IS NOT NULL AND state = 'parked'"
				       " ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED";
/* $1 topic, $2 key */
static const char SQL_NEXT_WAITING[] =
	LETTER " WHERE topic = $1 AND key = $2 AND state = 'waiting'"
	       " ORDER BY record_offset, id LIMIT 100 FOR UPDATE";
/* $1 id, $2 state, $3 now, $4 by */
static const char SQL_SETTLE[] =
	"UPDATE dead_letter SET state = $2, settled_at = $3, settled_by = $4,"
	" value = NULL, asked = NULL WHERE id = $1";
/* $1 id, $2 kind, $3 code, $4 reason */
static const char SQL_FAILED_AGAIN[] =
	"UPDATE dead_letter SET state = 'parked', kind = $2, code = $3, reason = $4,"
	" asked = NULL WHERE id = $1";

/* Columns of LETTER. */
enum {
	ID,
	TOPIC,
	PARTITION,
	OFFSET,
	KEY,
	RECORD_ID,
	TYPE,
	SOURCE,
	TRACE,
	SAID_AT,
	VALUE,
	ASKED,
	ASKED_BY
};

struct replay {
	struct flow *flow;
	struct tx *tx;
	struct outbox *say;
	char by[80];
};

static int hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* bytea in hex form, "\x7b7d"; caller frees. */
static char *bytes_of(const char *hex, size_t *ret_len)
{
	size_t len = (strlen(hex) - 2) / 2;
	char *bytes = mem_alloc(len + 1);
	for (size_t i = 0; i < len; i++)
		bytes[i] = (char)(hex_digit(hex[2 + 2 * i]) * 16 +
				  hex_digit(hex[3 + 2 * i]));
	*ret_len = len;
	return bytes;
}

/* The row as the record it was. *ret_value is what the item points into. */
static void build(struct replay *at, const struct rows *rows, size_t row,
		  struct item *item, char **ret_value)
{
	struct envelope envelope = { .time = row_instant(rows, row, SAID_AT) };
	struct topic_routes routes =
		routes_for(at->flow->routes, row_text(rows, row, TOPIC));
	const char *hex = row_text(rows, row, VALUE);
	size_t len = 0;
	char *value = hex ? bytes_of(hex, &len) : NULL;
	text_copy(envelope.id, sizeof(envelope.id), row_text(rows, row, RECORD_ID));
	text_copy(envelope.type, sizeof(envelope.type), row_text(rows, row, TYPE));
	text_copy(envelope.source, sizeof(envelope.source), row_text(rows, row, SOURCE));
	text_copy(envelope.trace, sizeof(envelope.trace), row_text(rows, row, TRACE));
	struct parts parts = { .topic = row_text(rows, row, TOPIC),
			       .partition = (int)row_int(rows, row, PARTITION),
			       .offset = row_int(rows, row, OFFSET),
			       .key = slice_of(row_text(rows, row, KEY)),
			       .value = { value, len },
			       .time = envelope.time };
	item_build(item, &routes, &parts, &envelope, NULL);
	*ret_value = value;
}

/* Runs the row's record; *ret_why is set when it is refused again, with no trace left. */
static int run_row(struct replay *at, const struct rows *rows, size_t row,
		   struct err *ret_why, struct err *err)
{
	struct item item;
	AUTO_TEXT *value = NULL;
	int ran = 0;
	build(at, rows, row, &item, &value);
	if (item.fate != ITEM_SKIP)
		ran = dispatch_guarded(at->flow->request.state, at->tx, &item, at->say,
				       ret_why, err);
	item_done(&item);
	return ran;
}

static int settle(struct replay *at, int64_t id, const char *state, struct err *err)
{
	log_event(LOG_INFO, "dead_letter_settled", F_INT("id", id),
		  F_TEXT("state", state), F_TEXT("by", at->by));
	return tx_run(at->tx, SQL_SETTLE,
		      ARGS(arg_int(id), arg_text(state), arg_instant(tx_now(at->tx)),
			   arg_text(at->by)),
		      NULL, err);
}

/* Runs the row and settles it; *ret_settled is false when it was refused again. */
static int replay_row(struct replay *at, const struct rows *rows, size_t row,
		      bool *ret_settled, struct err *err)
{
	struct err why = { 0 };
	int64_t id = row_int(rows, row, ID);
	if (run_row(at, rows, row, &why, err) < 0)
		return -1;
	*ret_settled = why.kind == ERR_NONE;
	if (*ret_settled)
		return settle(at, id, "replayed", err);
	log_event(LOG_WARNING, "dead_letter_refused", F_INT("id", id),
		  F_TEXT("reason", why.text));
	return tx_run(at->tx, SQL_FAILED_AGAIN,
		      ARGS(arg_int(id), arg_text(err_kind_name(why.kind)),
			   arg_text(*why.code ? why.code : NULL), arg_text(why.text)),
		      NULL, err);
}

/* The line behind the head, in order, until its end or the next refusal. */
static int release_waiting(struct replay *at, const char *topic, const char *key,
			   struct err *err)
{
	for (;;) {
		AUTO(rows) *rows = NULL;
		if (tx_rows(at->tx, SQL_NEXT_WAITING,
			    ARGS(arg_text(topic), arg_text(key)), &rows, err) < 0)
			return -1;
		if (rows_count(rows) == 0)
			return 0;
		for (size_t i = 0; i < rows_count(rows); i++) {
			bool settled = false;
			if (replay_row(at, rows, i, &settled, err) < 0)
				return -1;
			if (!settled)
				return 0;
		}
	}
}

static int answer_asked(struct replay *at, const struct rows *rows, struct err *err)
{
	bool settled = true;
	text_copy(at->by, sizeof(at->by), row_text(rows, 0, ASKED_BY));
	if (strcmp(row_text(rows, 0, ASKED), "discard") == 0) {
		if (settle(at, row_int(rows, 0, ID), "discarded", err) < 0)
			return -1;
	} else if (replay_row(at, rows, 0, &settled, err) < 0) {
		return -1;
	}
	const char *key = row_text(rows, 0, KEY);
	if (!settled || !*key)
		return 0;
	return release_waiting(at, row_text(rows, 0, TOPIC), key, err);
}

static const struct commit_points POINTS = { "replay.before_commit",
					     "replay.after_commit" };

int replay_next(struct flow *flow, bool *ret_any, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(outbox) *say = outbox_new(flow->request.service);
	struct replay at = { .flow = flow, .say = say };
	*ret_any = false;
	if (tx_begin(flow->request.pool, &at.tx, err) < 0)
		return -1;
	if (tx_rows(at.tx, SQL_ASKED, NO_ARGS, &rows, err) < 0 ||
	    (rows_count(rows) > 0 && answer_asked(&at, rows, err) < 0)) {
		tx_rollback(at.tx);
		return -1;
	}
	*ret_any = rows_count(rows) > 0;
	if (*ret_any)
		return commit_said(flow, at.tx, say, POINTS, err);
	tx_rollback(at.tx);
	return 0;
}
