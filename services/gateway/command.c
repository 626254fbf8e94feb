/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a command is asked once, waited for, and answered truthfully.
 */
#include "gateway/command.h"

#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "base/text.h"
#include "gateway/publish.h"
#include "gateway/sights.h"
#include "gateway/store.h"
#include "sys/uuid_new.h"

#define LOOK_FIRST_MICROS 2500
#define LOOK_MOST_MICROS  40000

int command_key(const struct request *req, struct uuid *ret_id, struct err *err)
{
	const char *key = request_header(req, "Idempotency-Key");
	if (!key) {
		*ret_id = uuid_new(request_received_at(req));
		return 0;
	}
	if (!uuid_is_valid(key))
		return err_set(err, ERR_INVALID, "Idempotency-Key is not a uuid");
	*ret_id = uuid_from(key);
	return 0;
}

/* The same key must come with the same request. */
static void hash_request(const struct request *req, char ret_hash[17])
{
	struct slice body = request_body(req);
	char *text = mem_text_n(body.at, body.len);
	uint64_t hash = text_hash(request_url(req)) * 31 + text_hash(text);
	mem_free(text);
	snprintf(ret_hash, 17, "%016llx", (unsigned long long)hash);
}

static void begin(struct gateway *gateway, const struct request *req,
		  struct command *command)
{
	snprintf(command->trace, sizeof(command->trace), "%s", request_trace(req));
	command->deadline =
		clock_monotonic() + gateway->knobs->command_seconds * MICROS_PER_SECOND;
	command->submitted_at = request_received_at(req);
	instant_format(command->submitted_at, command->received_at);
	hash_request(req, command->request_hash);
}

static void set_asker(struct command *command, struct command_asker asker)
{
	snprintf(command->dealer, sizeof(command->dealer), "%s", asker.dealer);
	snprintf(command->actor, sizeof(command->actor), "%s", asker.actor);
}

static struct command_asker asker_of(const struct request *req)
{
	const struct subject *subject = access_subject(req);
	return (struct command_asker){ subject->dealer, subject->login };
}

int command_begin_for(struct gateway *gateway, const struct request *req,
		      const struct msg_type *type, struct command_asker asker,
		      struct command *ret_command, struct err *err)
{
	struct command command = {
		.type = type,
		.answer_is_enough = access_subject(req) == NULL,
	};
	set_asker(&command, asker);
	if (command_key(req, &command.id, err) < 0)
		return -1;
	begin(gateway, req, &command);
	*ret_command = command;
	return 0;
}

int command_begin(struct gateway *gateway, const struct request *req,
		  const struct msg_type *type, struct command *ret_command,
		  struct err *err)
{
	return command_begin_for(gateway, req, type, asker_of(req), ret_command, err);
}

int command_begin_alone(struct gateway *gateway, const struct msg_type *type,
			struct command_asker asker, const struct command_words *words,
			struct command *ret_command, struct err *err)
{
	struct command command = {
		.type = type,
		.id = *words->id,
		.answer_is_enough = true,
		.submitted_at = clock_now(gateway->clock),
		.deadline = clock_monotonic() +
			    gateway->knobs->command_seconds * MICROS_PER_SECOND,
	};
	unsigned long long hash = text_hash(words->text);
	unsigned long long about = text_hash(words->id->text);
	if (!uuid_is_set(words->id))
		return err_set(err, ERR_INVALID, "a command needs an id");
	set_asker(&command, asker);
	instant_format(command.submitted_at, command.received_at);
	snprintf(command.request_hash, sizeof(command.request_hash), "%016llx", hash);
	snprintf(command.trace, sizeof(command.trace), "%016llx%016llx", about, hash);
	*ret_command = command;
	return 0;
}

void command_begin_part(struct gateway *gateway, const struct request *req,
			const struct msg_type *type, const struct uuid *id,
			struct command *ret_command)
{
	*ret_command = (struct command){ .type = type, .id = *id };
	set_asker(ret_command, asker_of(req));
	begin(gateway, req, ret_command);
}

static int refuse(const struct told *told, struct err *err)
{
	static const enum err_kind kinds[] = {
		[COMMAND_ANSWERED_OUTCOME_NONE] = ERR_BROKEN,
		[COMMAND_ANSWERED_OUTCOME_OK] = ERR_NONE,
		[COMMAND_ANSWERED_OUTCOME_INVALID] = ERR_INVALID,
		[COMMAND_ANSWERED_OUTCOME_DENIED] = ERR_DENIED,
		[COMMAND_ANSWERED_OUTCOME_ABSENT] = ERR_ABSENT,
		[COMMAND_ANSWERED_OUTCOME_CONFLICT] = ERR_CONFLICT,
		[COMMAND_ANSWERED_OUTCOME_LATER] = ERR_LATER,
	};
	return err_set_code(err, kinds[told->outcome], told->code, "%s", told->detail);
}

static int begin_look(struct gateway *gateway, const struct command *command,
		      struct tx **ret_tx, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", command->dealer, err) < 0)
		return -1;
	*ret_tx = TAKE(tx);
	return 0;
}

/* What is waited for, and whose records may bring it; NULL: anybody's. */
struct wanted {
	command_holds_fn holds;
	const void *context;
	const char *aggregate;
};

static int look(struct gateway *gateway, const struct command *command,
		const struct wanted *wanted, bool *ret_seen, struct err *err)
{
	AUTO(tx) *tx = NULL;
	*ret_seen = false;
	if (begin_look(gateway, command, &tx, err) < 0)
		return -1;
	return wanted->holds(tx, wanted->context, ret_seen, err);
}

/* The pauses between looks are the net: the projector's commit comes first, unless it is
 * another instance's. */
static int watch(struct gateway *gateway, const struct command *command,
		 const struct wanted *wanted, struct sight *sight, struct err *err)
{
	bool seen;
	int64_t pause = LOOK_FIRST_MICROS;
	for (;;) {
		if (!sight_wait(sight, clock_monotonic() + pause))
			/* A quarter longer each time: late by a quarter. */
			pause += pause < LOOK_MOST_MICROS ? pause / 4 : 0;
		if (look(gateway, command, wanted, &seen, err) < 0)
			return -1;
		if (seen || clock_monotonic() + pause > command->deadline)
			return seen;
	}
}

static int wait_for(struct gateway *gateway, const struct command *command,
		    const struct wanted *wanted, enum command_end *ret_end,
		    struct err *err)
{
	struct sight *sight = sights_add(gateway->sights, wanted->aggregate);
	int seen = watch(gateway, command, wanted, sight, err);
	sight_end(sight);
	if (seen < 0)
		return -1;
	*ret_end = seen ? COMMAND_DONE : COMMAND_PENDING;
	return 0;
}

int command_wait_until(struct gateway *gateway, const struct command *command,
		       command_holds_fn holds, const void *context,
		       enum command_end *ret_end, struct err *err)
{
	struct wanted wanted = { holds, context, NULL };
	return wait_for(gateway, command, &wanted, ret_end, err);
}

static bool has_version(const struct told *told)
{
	return told->version > 0 && uuid_is_valid(told->aggregate);
}

static int is_visible(struct tx *tx, const void *context, bool *ret_holds,
		      struct err *err)
{
	const struct told *told = context;
	*ret_holds = true;
	if (has_version(told) &&
	    store_is_visible(tx, told->aggregate, told->version, ret_holds, err) < 0)
		return -1;
	if (!*ret_holds || told->states_count == 0)
		return 0;
	return store_are_shown(tx, told, ret_holds, err);
}

static int settle(struct gateway *gateway, const struct command *command,
		  const struct told *told, enum command_end *ret_end, struct err *err)
{
	*ret_end = COMMAND_DONE;
	if (told->outcome != COMMAND_ANSWERED_OUTCOME_OK)
		return refuse(told, err);
	if (command->answer_is_enough || (told->states_count == 0 && !has_version(told)))
		return 0;
	struct wanted row = { is_visible, told,
			      told->states_count ? NULL : told->aggregate };
	return wait_for(gateway, command, &row, ret_end, err);
}

static void note_personal(void *arg, const char *path, const struct msg_field *field)
{
	bool *any = arg;
	(void)path;
	(void)field;
	*any = true;
}

static bool has_personal(const struct msg_type *type)
{
	bool any = false;
	msg_each_personal(type, note_personal, &any);
	return any;
}

/* Into the log before it is asked. */
static int log_command(struct gateway *gateway, const struct command *command,
		       const char *json, struct command_known *ret_known, struct err *err)
{
	struct command_row row = {
		.id = command->id,
		.dealer = command->dealer,
		.actor = command->actor,
		.kind = command->type->name,
		.request_hash = command->request_hash,
		.message = has_personal(command->type) ? NULL : json,
		.submitted_at = command->submitted_at,
	};
	AUTO(tx) *tx = NULL;
	*ret_known = (struct command_known){ .message = NULL };
	if (begin_look(gateway, command, &tx, err) < 0 ||
	    store_command_open(tx, &row, ret_known, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* A repeat asks with the words of the first time; where those are not kept, because they
 * are a person's, the request brought them again and only the moment is another. */
static void as_the_first_time(const struct command *command, struct instant first,
			      char *json)
{
	char at[INSTANT_TEXT];
	char *place = strstr(json, command->received_at);
	instant_format(first, at);
	if (place && strlen(at) == strlen(command->received_at))
		memcpy(place, at, strlen(at));
}

static int log_and_publish(struct gateway *gateway, const struct command *command,
			   const void *msg, struct err *err)
{
	STRBUF_AUTO json = strbuf_new(command->type->max_bytes);
	struct command_known known = { .message = NULL };
	struct instant asked_at = command->submitted_at;
	int result = -1;
	if (msg_encode(command->type, msg, &json, err) == 0)
		result = log_command(gateway, command, json.text, &known, err);
	AUTO_TEXT *words = known.message;
	if (result < 0)
		return -1;
	if (known.submitted_at.micros) {
		asked_at = known.submitted_at;
		as_the_first_time(command, asked_at, json.text);
	}
	struct publication publication = {
		.type = command->type,
		.msg = msg,
		.json = words ? words : json.text,
		.id = command->id.text,
		.trace = command->trace,
		.time = asked_at,
	};
	return publish(gateway->producer, &publication, err);
}

int command_ask(struct gateway *gateway, const struct command *command, const void *msg,
		enum command_end *ret_end, struct told *ret_told, struct err *err)
{
	struct told told = { 0 };
	int result = 0;
	struct waiter *waiter = waiters_add(gateway->waiters, &command->id);
	*ret_end = COMMAND_PENDING;
	if (log_and_publish(gateway, command, msg, err) < 0)
		result = -1;
	else if (waiter_wait(waiter, command->deadline, &told))
		result = settle(gateway, command, &told, ret_end, err);
	/* What is said here can be read in the log of commands too. */
	if (told.outcome && !waiter_wait_kept(waiter, command->deadline))
		*ret_end = COMMAND_PENDING;
	waiter_end(waiter);
	if (ret_told)
		*ret_told = told;
	else
		told_done(&told);
	return result;
}

int command_tell(struct gateway *gateway, const struct command *command, const void *msg,
		 struct err *err)
{
	return log_and_publish(gateway, command, msg, err);
}

int command_reply_pending(const struct command *command, struct reply *reply)
{
	char at[INSTANT_TEXT];
	struct json_out out = json_out_into(reply_body(reply));
	strbuf_clear(reply_body(reply));
	json_out_open_object(&out, NULL);
	json_out_text(&out, "command_id", command->id.text);
	json_out_text(&out, "status", "pending");
	json_out_text(&out, "submitted_at", instant_format(command->submitted_at, at));
	json_out_close_object(&out);
	reply_status(reply, 202);
	reply_header(reply, "Location", "/v1/commands/%s", command->id.text);
	return 0;
}

int command_result(struct gateway *gateway, const struct command *command,
		   const void *msg, struct strbuf *out, struct err *err)
{
	struct told told = { 0 };
	enum command_end end;
	int result = command_ask(gateway, command, msg, &end, &told, err);
	if (result == 0 && (end == COMMAND_PENDING || !told.result))
		result = err_set_code(err, ERR_LATER, "ANSWER_LATER",
				      "the answer is not there yet; try again");
	else if (result == 0)
		strbuf_add(out, told.result);
	told_done(&told);
	return result == 0 ? strbuf_check(out, err) : result;
}
