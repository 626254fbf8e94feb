/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides that questions wait in a row of their own and are answered by a timer: a search
 * through a million customers holds up nobody's invoices. The answer, also a refusal, is
 * said as a command's answer is; a question that is asked again is answered again.
 */
#include <stdio.h>
#include <string.h>

#include "gen/say_command_answered.h"
#include "reminder/campaign/campaign.h"
#include "reminder/list/cycle.h"

struct question {
	const char *command_id;
	const char *dealer;
};

static struct question question_of(const struct heard *in)
{
	if (in->type == &campaign_count_type) {
		const struct campaign_count *msg = in->msg;

		return (struct question){ msg->command_id, msg->dealer };
	}
	if (in->type == &campaign_sample_type) {
		const struct campaign_sample *msg = in->msg;

		return (struct question){ msg->command_id, msg->dealer };
	}
	const struct campaign_approve *msg = in->msg;

	return (struct question){ msg->command_id, msg->dealer };
}

int campaign_hear_question(void *svc, struct tx *tx, const struct heard *in,
			   struct outbox *say, struct err *err)
{
	struct question asked = question_of(in);
	AUTO_TEXT *text = mem_text_n(in->raw.at, in->raw.len);
	char key[TIMER_KEY];

	(void)svc;
	(void)say;
	snprintf(key, sizeof(key), "%s/-/%s", asked.dealer, asked.command_id);
	if (store_question_add(tx, asked.command_id, in->type->name, text, err) < 0)
		return -1;
	return timer_set(tx, TIMER_CAMPAIGN_ASK, key, tx_now(tx), err);
}

typedef int (*find_fn)(struct desk *desk, const void *msg, struct answer *ret_answer,
		       struct err *err);

static int find_count(struct desk *desk, const void *msg, struct answer *ret_answer,
		      struct err *err)
{
	return campaign_count_people(desk, msg, &ret_answer->json, err);
}

static int find_sample(struct desk *desk, const void *msg, struct answer *ret_answer,
		       struct err *err)
{
	return campaign_show_people(desk, msg, &ret_answer->json, err);
}

static int find_approval(struct desk *desk, const void *msg, struct answer *ret_answer,
			 struct err *err)
{
	return campaign_approve_it(desk, msg, ret_answer, err);
}

static const struct {
	const struct msg_type *type;
	find_fn find;
} QUESTIONS[] = {
	{ &campaign_count_type, find_count },
	{ &campaign_sample_type, find_sample },
	{ &campaign_approve_type, find_approval },
};

static bool is_answer(enum err_kind kind)
{
	return kind == ERR_INVALID || kind == ERR_DENIED || kind == ERR_ABSENT ||
	       kind == ERR_CONFLICT;
}

/* What a refusal did is undone; other failures are the timer's. */
static int find_within(struct desk *desk, const struct rows *question,
		       struct answer *ret_answer, struct err *ret_why)
{
	struct slice text = slice_of(row_text(question, 0, 1));
	int result = -1;

	if (tx_save(desk->tx, ret_why) < 0)
		return -1;
	for (size_t i = 0; i < COUNT_OF(QUESTIONS); i++) {
		void *msg = NULL;

		if (strcmp(QUESTIONS[i].type->name, row_text(question, 0, 0)) != 0)
			continue;
		if (msg_decode(QUESTIONS[i].type, text, &msg, ret_why) < 0)
			break;
		result = QUESTIONS[i].find(desk, msg, ret_answer, ret_why);
		msg_free(QUESTIONS[i].type, msg);
	}
	if (result == 0)
		return tx_release(desk->tx, ret_why);
	if (!is_answer(ret_why->kind))
		return -1;
	struct err undo = { .kind = ERR_NONE };

	if (tx_undo(desk->tx, &undo) < 0)
		*ret_why = undo;
	return -1;
}

static const char *or_null(const char *text)
{
	return text && *text ? text : NULL;
}

int campaign_answer_question(struct desk *desk, const struct uuid *command,
			     struct err *err)
{
	AUTO(rows) *question = NULL;
	struct answer answer = { .json = NULL };
	struct err why = { .kind = ERR_NONE };
	bool found;

	if (store_question_take(desk->tx, command->text, &question, err) < 0)
		return -1;
	if (rows_count(question) == 0)
		return 0;
	found = find_within(desk, question, &answer, &why) == 0;

	AUTO_TEXT *json = answer.json;
	if (!found && !is_answer(why.kind)) {
		*err = why;
		return -1;
	}
	struct command_answered answered = {
		.command_id = command->text,
		.dealer = desk->dealer,
		.outcome = command_answered_outcome_of(found ? "ok"
							     : err_kind_name(why.kind)),
		.code = found ? NULL : or_null(why.code),
		.detail = found ? NULL : or_null(why.text),
		.aggregate_id = found && uuid_is_set(&answer.aggregate)
					? answer.aggregate.text
					: NULL,
		.version = found ? answer.version : 0,
		.has_version = found && answer.version > 0,
		.result = found ? json : NULL,
	};
	return say_command_answered(desk->say, &answered, err);
}
