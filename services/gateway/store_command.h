/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Commands on their way to a service and their answers: part of store.h. Thread: http
 * worker or loop, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_COMMAND_H
#define BEURT_GATEWAY_STORE_COMMAND_H

#include "gateway/waiters.h"
#include "pg/pg.h"

/* --- store_command.c ---------------------------------------------------------------- */
struct command_row {
	struct uuid id;
	const char *dealer;
	const char *actor;
	const char *kind;
	const char *request_hash;
	const char *message; /* NULL: not to be kept */
	struct instant submitted_at;
};
/* The first time a command was asked: its message, if kept (caller frees), and when; all
 * zero: this is the first time. */
struct command_known {
	char *message;
	struct instant submitted_at;
};
/* Remembers a command. When its id is known already: ERR_CONFLICT if it was another
 * request, else *ret_known tells of the first time. */
MUST_CHECK int store_command_open(struct tx *tx, const struct command_row *row,
				  struct command_known *ret_known, struct err *err);
/* Commands of before that nobody answered: id, kind, message. */
MUST_CHECK int store_commands_unanswered(struct tx *tx, struct instant before,
					 struct rows **ret_rows, struct err *err);
/* Those whose message was not kept are told to be asked again. */
MUST_CHECK int store_commands_give_up(struct tx *tx, struct instant before,
				      struct err *err);
struct command_answered;
/* Keeps answers of commands that have none yet. */
MUST_CHECK int store_commands_answered(struct tx *tx,
				       const struct command_answered *const *answers,
				       size_t count, struct err *err);
/* Commands and bulk operations of before that day. */
MUST_CHECK int store_forget_commands(struct tx *tx, struct instant before,
				     struct err *err);
/* {"command_id":…} as GET /v1/commands/{id} answers; ERR_ABSENT. */
/* Whether it has an answer that will stay. */
MUST_CHECK int store_command_is_answered(struct tx *tx, const struct uuid *id,
					 bool *ret_is, struct err *err);
MUST_CHECK int store_command_write(struct tx *tx, const struct uuid *id,
				   struct strbuf *out, struct err *err);
/* True when the read model shows the aggregate at this version, or later. */
MUST_CHECK int store_is_visible(struct tx *tx, const char *aggregate, int64_t version,
				bool *ret_visible, struct err *err);
/* True when it shows every state told beside it at its version, or later. */
MUST_CHECK int store_are_shown(struct tx *tx, const struct told *told, bool *ret_shown,
			       struct err *err);

#endif
