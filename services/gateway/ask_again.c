/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides when a command counts as cut short: well after its own waiting time.
 */
#include "gateway/ask_again.h"

#include <string.h>

#include "gateway/publish.h"
#include "gateway/store.h"
#include "gen/messages.h"
#include "sys/log.h"

#define AGAIN_AFTER_SECONDS   15
#define GIVE_UP_AFTER_SECONDS 3600 /* as long as answers are kept on their topic */

static const struct msg_type *type_of(const char *name)
{
	for (size_t i = 0; i < message_types_count; i++)
		if (strcmp(message_types[i]->name, name) == 0)
			return message_types[i];
	return NULL;
}

/* A trace of its own: the id without its dashes. */
static void trace_of(const struct uuid *id, char ret_trace[33])
{
	size_t length = 0;
	for (const char *c = id->text; *c && length < 32; c++)
		if (*c != '-')
			ret_trace[length++] = *c;
	ret_trace[length] = '\0';
}

static int publish_again(struct gateway *gateway, const struct rows *rows, size_t row,
			 struct err *err)
{
	struct uuid id = row_uuid(rows, row, 0);
	const struct msg_type *type = type_of(row_text(rows, row, 1));
	const char *json = row_text(rows, row, 2);
	char trace[33];
	void *msg;
	if (!type || msg_decode(type, slice_of(json), &msg, err) < 0)
		return err_set(err, ERR_INVALID, "command %s cannot be read", id.text);
	trace_of(&id, trace);
	struct publication publication = {
		.type = type,
		.msg = msg,
		.json = json,
		.id = id.text,
		.trace = trace,
		.time = clock_now(gateway->clock),
	};
	int result = publish(gateway->producer, &publication, err);
	msg_free(type, msg);
	return result;
}

static int find_cut_short(struct gateway *gateway, struct rows **ret_rows,
			  struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->all, &tx, err) < 0)
		return -1;
	struct instant again = instant_add_seconds(tx_now(tx), -AGAIN_AFTER_SECONDS);
	struct instant give_up = instant_add_seconds(tx_now(tx), -GIVE_UP_AFTER_SECONDS);
	if (store_commands_unanswered(tx, again, &rows, err) < 0 ||
	    store_commands_give_up(tx, give_up, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	*ret_rows = TAKE(rows);
	return 0;
}

int ask_again(struct gateway *gateway, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (find_cut_short(gateway, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		if (publish_again(gateway, rows, i, err) < 0)
			return -1;
	if (rows_count(rows) > 0)
		log_event(LOG_INFO, "commands_asked_again",
			  F_INT("count", rows_count(rows)));
	return 0;
}
