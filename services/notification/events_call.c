/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Advisers and calls: take one, give it back, say how it went.
 *
 * The row's lock decides between two who take the same call; the second is told who has
 * it.
 */
#include <string.h>

#include "gen/call_claim.h"
#include "gen/call_record.h"
#include "notification/call/call.h"
#include "notification/domain/calling.h"
#include "notification/domain/window.h"
#include "notification/events.h"
#include "notification/store_round.h"

#define LOOK_SECONDS 60

/* Another garage's call is none; one that is over is a conflict. */
static int load_open(struct tx *tx, const char *dealer, const struct uuid *id,
		     struct rows **ret_rows, struct call_task *ret_task, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_call_load(tx, id, &rows, ret_task, err) < 0)
		return -1;
	if (strcmp(ret_task->dealer, dealer) != 0)
		return err_set_code(err, ERR_ABSENT, "CALL_UNKNOWN",
				    "there is no call %s", id->text);
	if (strcmp(ret_task->status, "closed") == 0)
		return err_set_code(err, ERR_CONFLICT, "CALL_CLOSED",
				    "this call is not made any more: %s",
				    ret_task->reason ? ret_task->reason : "");
	*ret_rows = TAKE(rows);
	return 0;
}

static bool is_anothers(const struct call_task *task, const char *actor,
			struct instant now)
{
	return task->claimed_by && strcmp(task->claimed_by, actor) != 0 &&
	       instant_compare(now, task->claimed_until) <= 0;
}

static int check_mine(const struct call_task *task, const char *actor, struct instant now,
		      struct err *err)
{
	if (is_anothers(task, actor, now))
		return err_set_code(err, ERR_CONFLICT, "CALL_TAKEN", "%s has this call",
				    task->claimed_by);
	return 0;
}

static int check_hours(struct tx *tx, const struct call_task *task, struct err *err)
{
	const struct zone *zone = NULL;
	struct instant now = tx_now(tx);
	char text[INSTANT_TEXT];

	if (call_zone(tx, &task->id, &zone, err) < 0)
		return -1;
	struct instant opens = window_next(CHANNEL_PHONE, zone, now);

	if (instant_compare(opens, now) > 0)
		return err_set_code(err, ERR_CONFLICT, "CALL_HOURS",
				    "nobody may be called before %s",
				    instant_format(opens, text));
	if (instant_compare(task->call_from, now) > 0)
		return err_set_code(err, ERR_CONFLICT, "CALL_TOO_EARLY",
				    "this call is for %s or later",
				    instant_format(task->call_from, text));
	return 0;
}

/* Refused rather than changed: what the look closes is closed by the timer. */
static int check_wanted(const struct notification *svc, struct tx *tx,
			const struct uuid *id, struct outbox *say, struct err *err)
{
	const char *changed = NULL;

	if (contact_changed(svc, tx, id, say, &changed, err) < 0)
		return -1;
	if (changed)
		return err_set_code(err, ERR_CONFLICT, "CALL_NOT_WANTED",
				    "this person is not to be called any more: %s",
				    changed);
	return 0;
}

static int end_command(struct notification *svc, struct tx *tx, const struct uuid *id,
		       struct outbox *say, struct answer *ret_answer, struct err *err)
{
	ret_answer->aggregate = *id;
	return call_say(svc, tx, id, say, &ret_answer->version, err);
}

int notification_on_call_claim(struct notification *svc, struct tx *tx,
			       const struct call_claim *msg, struct outbox *say,
			       struct answer *ret_answer, struct err *err)
{
	struct uuid id = uuid_from(msg->task_id);
	struct call_task task;
	AUTO(rows) *rows = NULL;

	if (load_open(tx, msg->dealer, &id, &rows, &task, err) < 0 ||
	    check_mine(&task, msg->actor, tx_now(tx), err) < 0)
		return -1;
	if (!msg->release &&
	    (check_hours(tx, &task, err) < 0 || check_wanted(svc, tx, &id, say, err) < 0))
		return -1;
	task.status = !msg->release ? "claimed" : task.attempts ? "later" : "open";
	task.claimed_by = msg->release ? NULL : msg->actor;
	task.claimed_until =
		msg->release ? NO_INSTANT
			     : instant_add_seconds(tx_now(tx), CALL_CLAIM_SECONDS);
	if (store_call_save(tx, &task, err) < 0)
		return -1;
	return end_command(svc, tx, &id, say, ret_answer, err);
}

/* Who was called: the party that the request named, else the customer. */
static int person_of(struct tx *tx, const struct call_task *task, struct uuid *ret_person,
		     struct err *err)
{
	const char *intent = task->id.text;
	AUTO(rows) *rows = NULL;

	if (store_round_facts(tx, &intent, 1, &rows, err) < 0)
		return -1;
	*ret_person = rows_count(rows) > 0 ? store_contact_read(rows, 0).person
					   : uuid_from(task->customer);
	return 0;
}

/* "Do not call me": an objection of a company, a withdrawal of a person; both stop. */
static int stop_calling(const struct notification *svc, struct tx *tx,
			const struct call_task *task, const struct call_record *msg,
			struct outbox *say, struct err *err)
{
	struct uuid person;
	int64_t version = 0;

	if (person_of(tx, task, &person, err) < 0)
		return -1;
	struct ledger_row row = { .dealer = task->dealer,
				  .customer = person,
				  .event = { .purpose = PURPOSE_NONE,
					     .channel = CHANNEL_PHONE,
					     .action = CONSENT_OBJECT,
					     .at = tx_now(tx) },
				  .source = "CALL",
				  .actor = msg->actor,
				  .command_id = msg->command_id };

	if (store_person_lock(tx, task->dealer, &person, err) < 0 ||
	    store_ledger_add(tx, &row, err) < 0)
		return -1;
	return consent_say(svc, tx, &(struct consent_of){ task->dealer, person }, say,
			   &version, err);
}

static int judge(struct tx *tx, const struct call_task *task,
		 const struct call_record *msg, struct call_answer *ret_answer,
		 struct err *err)
{
	struct call_facts facts = {
		.outcome = call_outcome_from(wire_call_outcome_word(msg->outcome)),
		.now = tx_now(tx),
	};

	if (msg->call_again_at &&
	    instant_parse(msg->call_again_at, &facts.again, err) < 0)
		return -1;
	if (call_zone(tx, &task->id, &facts.zone, err) < 0 ||
	    store_call_attempts(tx, task, &facts.attempts, err) < 0)
		return -1;
	return call_judge(&facts, ret_answer, err);
}

static int call_again(struct tx *tx, struct call_task *task, struct instant from,
		      struct err *err)
{
	struct instant lives = instant_add_seconds(from, 86400);

	task->status = "later";
	task->claimed_by = NULL;
	task->claimed_until = NO_INSTANT;
	task->call_from = from;
	if (instant_compare(task->not_after, lives) < 0)
		task->not_after = lives;
	return store_call_save(tx, task, err);
}

static int apply(struct notification *svc, struct tx *tx, struct call_task *task,
		 const struct call_answer *answer, struct outbox *say, struct err *err)
{
	bool reached = answer->end == CALL_REACHED;
	struct hand_result result = {
		.what = reached ? HANDED_TAKEN : HANDED_REFUSED,
		.reason = answer->reason,
		.reached = reached,
		.news = strcmp(answer->reason, "WRONG_NUMBER") == 0 ? ADDRESS_HARD
								    : ADDRESS_NO_NEWS,
	};

	if (answer->end == CALL_GOES_ON)
		return call_again(tx, task, answer->from, err);
	return call_close(svc, tx, task, &result, say, err);
}

static bool is_reached(const struct call_record *msg)
{
	return msg->outcome != WIRE_CALL_OUTCOME_NO_ANSWER &&
	       msg->outcome != WIRE_CALL_OUTCOME_WRONG_NUMBER;
}

int notification_on_call_record(struct notification *svc, struct tx *tx,
				const struct call_record *msg, struct outbox *say,
				struct answer *ret_answer, struct err *err)
{
	struct uuid id = uuid_from(msg->task_id);
	struct call_made made = { .actor = msg->actor,
				  .outcome = wire_call_outcome_word(msg->outcome),
				  .remark = msg->remark,
				  .reached = is_reached(msg) };
	struct call_answer answer;
	struct call_task task;
	AUTO(rows) *rows = NULL;

	if (load_open(tx, msg->dealer, &id, &rows, &task, err) < 0 ||
	    check_mine(&task, msg->actor, tx_now(tx), err) < 0)
		return -1;
	if (!task.claimed_by)
		return err_set_code(err, ERR_CONFLICT, "CALL_NOT_TAKEN",
				    "take the call before you make it");
	if (store_call_note(tx, &task, &made, err) < 0 ||
	    judge(tx, &task, msg, &answer, err) < 0)
		return -1;
	task.attempts++;
	if (msg->outcome == WIRE_CALL_OUTCOME_DO_NOT_CALL &&
	    stop_calling(svc, tx, &task, msg, say, err) < 0)
		return -1;
	if (apply(svc, tx, &task, &answer, say, err) < 0)
		return -1;
	return end_command(svc, tx, &id, say, ret_answer, err);
}

int notification_at_call_tell(void *service, struct tx *tx, const char *key,
			      struct instant due, struct outbox *say, struct err *err)
{
	struct uuid id = uuid_from(key);

	(void)due;
	if (call_say(service, tx, &id, say, NULL, err) < 0)
		return -1;
	return timer_set(tx, "call_look", key,
			 instant_add_seconds(tx_now(tx), LOOK_SECONDS), err);
}

int notification_at_call_look(void *service, struct tx *tx, const char *key,
			      struct instant due, struct outbox *say, struct err *err)
{
	struct uuid id = uuid_from(key);
	bool open;

	(void)due;
	if (call_look(service, tx, &id, say, &open, err) < 0)
		return -1;
	if (!open)
		return 0;
	return timer_set(tx, "call_look", key,
			 instant_add_seconds(tx_now(tx), LOOK_SECONDS), err);
}
