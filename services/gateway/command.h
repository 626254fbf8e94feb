/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands: asked on the bus, answered on the bus, told to the client as the truth.
 *
 * command_begin() gives the command its id (the Idempotency-Key, or a new one);
 * command_ask() writes it into the log, publishes it, waits for the answer, and then
 * until the read model shows what the answer promised, so that what a 2xx said can be
 * read back. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_COMMAND_H
#define BEURT_GATEWAY_COMMAND_H

#include "gateway/access.h"
#include "gateway/waiters.h"

struct command {
	const struct msg_type *type;
	struct uuid id;
	char dealer[DEALER_TEXT];
	char actor[LOGIN_TEXT];
	char trace[33];
	char request_hash[17];
	char received_at[INSTANT_TEXT];
	struct instant submitted_at;
	int64_t deadline;      /* clock_monotonic */
	bool answer_is_enough; /* the asker reads nothing back: no waiting for the rows */
};

/* The fields every command message has. */
#define COMMAND_FIELDS(command)                                                          \
	.command_id = (command)->id.text, .dealer = (command)->dealer,                   \
	.actor = (command)->actor, .received_at = (command)->received_at

MUST_CHECK int command_begin(struct gateway *gateway, const struct request *req,
			     const struct msg_type *type, struct command *ret_command,
			     struct err *err);
/* The request's Idempotency-Key, or a new id. */
MUST_CHECK int command_key(const struct request *req, struct uuid *ret_id,
			   struct err *err);
/* One of several commands of a request, under an id made from the request's. */
void command_begin_part(struct gateway *gateway, const struct request *req,
			const struct msg_type *type, const struct uuid *id,
			struct command *ret_command);
/* For somebody without a session, who reads nothing back. */
struct command_asker {
	const char *dealer;
	const char *actor;
};
MUST_CHECK int command_begin_for(struct gateway *gateway, const struct request *req,
				 const struct msg_type *type, struct command_asker asker,
				 struct command *ret_command, struct err *err);

/* For a message that came without a request of its own, under its own id; `text` tells
 * another message with the same id apart. */
struct command_words {
	const struct uuid *id;
	const char *text;
};
MUST_CHECK int command_begin_alone(struct gateway *gateway, const struct msg_type *type,
				   struct command_asker asker,
				   const struct command_words *words,
				   struct command *ret_command, struct err *err);

enum command_end {
	COMMAND_DONE,    /* answered ok, and visible */
	COMMAND_PENDING, /* no answer yet, or not visible yet: 202 */
};

/* A refusal is an error with the answer's code; KEY_USED when the id was another
 * request's. ret_told may be NULL. */
MUST_CHECK int command_ask(struct gateway *gateway, const struct command *command,
			   const void *msg, enum command_end *ret_end,
			   struct told *ret_told, struct err *err);
/* Asks for what another service knows, and adds its answer's JSON to `out`. ERR_LATER
 * (ANSWER_LATER) when it did not come in time; ERR_INVALID when `out` cannot hold it. */
MUST_CHECK int command_result(struct gateway *gateway, const struct command *command,
			      const void *msg, struct strbuf *out, struct err *err);
/* Asks without waiting for any answer. */
MUST_CHECK int command_tell(struct gateway *gateway, const struct command *command,
			    const void *msg, struct err *err);
/* 202 with Location. */
int command_reply_pending(const struct command *command, struct reply *reply);
/* Waits as long as the command has time, until `holds` says so; COMMAND_PENDING if not.
 */
typedef int (*command_holds_fn)(struct tx *tx, const void *context, bool *ret_holds,
				struct err *err);
MUST_CHECK int command_wait_until(struct gateway *gateway, const struct command *command,
				  command_holds_fn holds, const void *context,
				  enum command_end *ret_end, struct err *err);

#endif
