/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a command is answered, once.
 *
 * A refusal undoes what the handler did and is an answer like any other. The outcome is a
 * row of the same transaction as the effects, so a repeat of the command, in whatever
 * crash it arose, finds it and says the same words.
 */
#include "flow/command.h"

#include <string.h>

#include "flow/outbox.h"
#include "gen/say_command_answered.h"

struct outcome {
	const char *command_id;
	const char *dealer;
	const char *word;
	const char *code;
	const char *detail;
	const char *aggregate_id;
	int64_t version;
	const char *result;
	struct command_answered_state *states; /* what else was told; ids are lent */
	size_t states_count;
};

static void free_states(struct outcome *outcome)
{
	mem_free(outcome->states);
}
#define OUTCOME_AUTO __attribute__((cleanup(free_states))) struct outcome

/* Every command of every service has these fields, so they are found by name. */
static const char *text_field(const struct msg_type *type, const void *msg,
			      const char *name)
{
	for (size_t i = 0; i < type->shape->fields_count; i++) {
		const struct msg_field *field = &type->shape->fields[i];
		if (strcmp(field->name, name) == 0 &&
		    (field->kind == MSG_TEXT || field->kind == MSG_UUID))
			return *(const char *const *)((const char *)msg + field->offset);
	}
	return NULL;
}

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

/* The answer's id is the command's own, whatever the handler said before it: a repeat,
 * which says nothing else, says the same record. */
static int say_outcome(struct outbox *say, const struct outcome *outcome, struct err *err)
{
	const struct heard *cause = outbox_cause(say);
	struct uuid id = uuid_named("answer", outcome->dealer, outcome->command_id, NULL);
	outbox_because_of(say, id.text, cause ? cause->trace : "");
	struct command_answered answered = {
		.command_id = outcome->command_id,
		.dealer = outcome->dealer,
		.outcome = command_answered_outcome_of(outcome->word),
		.code = outcome->code,
		.detail = outcome->detail,
		.aggregate_id = outcome->aggregate_id,
		.version = outcome->version,
		.has_version = outcome->version > 0,
		.result = outcome->result,
		.states = outcome->states,
		.states_count = outcome->states_count,
	};
	return say_command_answered(say, &answered, err);
}

/* $1 command id */
static const char SQL_FIND[] =
	"SELECT dealer, outcome, code, detail, aggregate_id, version, result"
	" FROM command_outcome WHERE command_id = $1";
/* $1 id $2 dealer $3 outcome $4 code $5 detail $6 aggregate $7 version $8 result $9 now
 * $10, $11 ids and versions of the states */
static const char SQL_KEEP[] =
	"INSERT INTO command_outcome (command_id, dealer, outcome, code, detail,"
	" aggregate_id, version, result, answered_at, state_ids, state_versions)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
/* $1 command id */
static const char SQL_STATES[] =
	"SELECT s.id, s.version FROM command_outcome o,"
	" unnest(o.state_ids, o.state_versions) AS s (id, version)"
	" WHERE o.command_id = $1";

/* A fleet's cars, and the people of it. */
#define STATES_MOST 5000

/* The states lend their ids from *ret_rows. */
static int find_states(struct tx *tx, struct outcome *outcome, struct rows **ret_rows,
		       struct err *err)
{
	if (tx_rows(tx, SQL_STATES, ARGS(arg_text(outcome->command_id)), ret_rows, err) <
	    0)
		return -1;
	size_t count = rows_count(*ret_rows);
	outcome->states = mem_alloc(sizeof(*outcome->states) * (count + 1));
	for (size_t i = 0; i < count; i++) {
		outcome->states[i].id = row_text(*ret_rows, i, 0);
		outcome->states[i].version = row_int(*ret_rows, i, 1);
	}
	outcome->states_count = count;
	return 0;
}

/* Another dealer's command id is no key to this dealer's answer. */
static int repeat(const struct stage *on, const struct rows *kept, const char *command_id,
		  const char *dealer, struct err *err)
{
	AUTO(rows) *rows = NULL;
	OUTCOME_AUTO outcome = {
		.command_id = command_id,
		.dealer = row_text(kept, 0, 0),
		.word = row_text(kept, 0, 1),
		.code = row_text(kept, 0, 2),
		.detail = row_text(kept, 0, 3),
		.aggregate_id = row_text(kept, 0, 4),
		.version = row_int(kept, 0, 5),
		.result = row_text(kept, 0, 6),
	};
	if (strcmp(outcome.dealer, dealer) != 0)
		outcome = (struct outcome){ .command_id = command_id,
					    .dealer = dealer,
					    .word = "denied",
					    .code = "COMMAND_ID_TAKEN",
					    .detail = "this command id was used before" };
	else if (find_states(on->tx, &outcome, &rows, err) < 0)
		return -1;
	return say_outcome(on->say, &outcome, err);
}

static bool is_answer(enum err_kind kind)
{
	return kind == ERR_INVALID || kind == ERR_DENIED || kind == ERR_ABSENT ||
	       kind == ERR_CONFLICT;
}

/* The handler's effects, or none of them: *ret_why is set when it refused. */
static int try_handler(const struct stage *on, const struct message_route *route,
		       const struct heard *in, struct answer *ret_answer,
		       struct err *ret_why)
{
	size_t mark = outbox_mark(on->say);
	if (tx_save(on->tx, ret_why) < 0)
		return -1;
	if (route->command(on->state, on->tx, in, on->say, ret_answer, ret_why) == 0 &&
	    tx_release(on->tx, ret_why) == 0)
		return 0;
	if (!is_answer(ret_why->kind))
		return -1;
	outbox_undo(on->say, mark);
	struct err undo = { 0 };
	if (tx_undo(on->tx, &undo) < 0) {
		*ret_why = undo;
		return -1;
	}
	return 0;
}

static int keep_with(struct tx *tx, const struct outcome *outcome, const char **ids,
		     int64_t *versions, struct err *err)
{
	size_t count = outcome->states_count;
	for (size_t i = 0; i < count; i++) {
		ids[i] = outcome->states[i].id;
		versions[i] = outcome->states[i].version;
	}
	return tx_run(tx, SQL_KEEP,
		      ARGS(arg_text(outcome->command_id), arg_text(outcome->dealer),
			   arg_text(outcome->word), arg_text(outcome->code),
			   arg_text(outcome->detail), arg_text(outcome->aggregate_id),
			   outcome->version ? arg_int(outcome->version) : arg_null(),
			   arg_text(outcome->result), arg_instant(tx_now(tx)),
			   count ? arg_texts(ids, count) : arg_null(),
			   count ? arg_ints(versions, count) : arg_null()),
		      NULL, err);
}

static int keep(struct tx *tx, const struct outcome *outcome, struct err *err)
{
	size_t room = outcome->states_count + 1;
	const char **ids = mem_alloc(sizeof(*ids) * room);
	int64_t *versions = mem_alloc(sizeof(*versions) * room);
	int result = keep_with(tx, outcome, ids, versions, err);
	mem_free(ids);
	mem_free(versions);
	return result;
}

/* What the handler told and the portal shows, that the asker may read back at once. */
static int add_states(const struct outbox *say, size_t mark, struct outcome *outcome,
		      struct err *err)
{
	size_t count = outbox_awaited(say, mark, NULL, 0);
	if (count > STATES_MOST)
		return err_set(err, ERR_BROKEN, "a command told %zu states, at most %d",
			       count, STATES_MOST);
	outcome->states = mem_alloc(sizeof(*outcome->states) * (count + 1));
	outcome->states_count = outbox_awaited(say, mark, outcome->states, count);
	return 0;
}

static int run_first(const struct stage *on, const struct message_route *route,
		     const struct heard *in, struct err *err)
{
	struct answer answer = { 0 };
	struct err why = { 0 };
	size_t mark = outbox_mark(on->say);
	int ran = try_handler(on, route, in, &answer, &why);
	AUTO_TEXT *json = answer.json;
	if (ran < 0) {
		if (err)
			*err = why;
		return -1;
	}
	bool refused = why.kind != ERR_NONE;
	OUTCOME_AUTO outcome = {
		.command_id = text_field(in->type, in->msg, "command_id"),
		.dealer = text_field(in->type, in->msg, "dealer"),
		.word = refused ? err_kind_name(why.kind) : "ok",
		.code = or_null(why.code),
		.detail = refused ? or_null(why.text) : NULL,
		.aggregate_id = !refused && uuid_is_set(&answer.aggregate)
					? answer.aggregate.text
					: NULL,
		.version = refused ? 0 : answer.version,
		.result = json,
	};
	if (add_states(on->say, mark, &outcome, err) < 0 ||
	    keep(on->tx, &outcome, err) < 0)
		return -1;
	return say_outcome(on->say, &outcome, err);
}

int command_run(const struct stage *on, const struct message_route *route,
		const struct heard *in, struct err *err)
{
	AUTO(rows) *kept = NULL;
	const char *command_id = text_field(in->type, in->msg, "command_id");
	const char *dealer = text_field(in->type, in->msg, "dealer");
	if (!command_id || !dealer)
		return err_set(err, ERR_BROKEN, "%s has no command_id and dealer",
			       in->type->name);
	if (tx_rows(on->tx, SQL_FIND, ARGS(arg_text(command_id)), &kept, err) < 0)
		return -1;
	if (rows_count(kept) > 0)
		return repeat(on, kept, command_id, dealer, err);
	return run_first(on, route, in, err);
}
