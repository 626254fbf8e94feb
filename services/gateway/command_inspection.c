/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides in whose name a customer's commands are asked: the link's dealer, and
 * "customer".
 */
#include "gateway/command_inspection.h"

#include "gateway/store_passport.h"
#include "gen/inspection_mail.h"
#include "gen/inspection_seen.h"

/* Unlike an unsubscribe, the next page shows what was asked: its rows are waited for. */
static int begin(const struct customer_ask *ask, const struct msg_type *type,
		 struct command *ret_command, struct err *err)
{
	struct command_asker asker = { ask->target->dealer, "customer" };
	if (command_begin_for(ask->gateway, ask->req, type, asker, ret_command, err) < 0)
		return -1;
	if (ask->key && uuid_is_valid(ask->key))
		ret_command->id = uuid_from(ask->key);
	ret_command->answer_is_enough = false;
	return 0;
}

#define FILL(msg, command)                                                               \
	do {                                                                             \
		(msg)->command_id = (command)->id.text;                                  \
		(msg)->dealer = (command)->dealer;                                       \
		(msg)->actor = (command)->actor;                                         \
		(msg)->received_at = (command)->received_at;                             \
	} while (0)

static int load_approval(const struct customer_ask *ask,
			 const struct inspection_answer *answer,
			 struct approval *ret_approval, struct err *err)
{
	const char **approved = mem_alloc((answer->lines_count + 1) * sizeof(*approved));
	size_t count = 0;
	AUTO(tx) *tx = NULL;
	for (size_t i = 0; i < answer->lines_count; i++)
		if (answer->lines[i].answer == WIRE_LINE_ANSWER_APPROVE)
			approved[count++] = answer->lines[i].advice_id;
	struct approval_ask asked = { &ask->target->id, answer->number, approved, count };
	int result = tx_begin(ask->gateway->portal, &tx, err);
	if (result == 0)
		result = tx_set_local(tx, "app.dealer", ask->target->dealer, err);
	if (result == 0)
		result = store_approval(tx, &asked, ret_approval, err);
	mem_free(approved);
	return result;
}

/* A link is in the hands of who drives the car: above the fleet's limit the manager
 * approves. */
static int check_limit(const struct customer_ask *ask,
		       const struct inspection_answer *answer, struct err *err)
{
	struct approval approval;
	if (load_approval(ask, answer, &approval, err) < 0)
		return -1;
	if (own_days_may_approve(PASSPORT_DRIVER, approval.limit_cents,
				 approval.highest_cents))
		return 0;
	return err_set_code(err, ERR_DENIED, "ABOVE_LIMIT",
			    "an advice is above the fleet's limit: its manager approves "
			    "it");
}

int customer_answer(const struct customer_ask *ask, struct inspection_answer *answer,
		    enum command_end *ret_end, struct err *err)
{
	struct command command;
	if (check_limit(ask, answer, err) < 0 ||
	    begin(ask, &inspection_answer_type, &command, err) < 0)
		return -1;
	FILL(answer, &command);
	answer->inspection_id = ask->target->id.text;
	answer->by = INSPECTION_ANSWER_BY_LINK;
	return command_ask(ask->gateway, &command, answer, ret_end, NULL, err);
}

int customer_mail(const struct customer_ask *ask, enum command_end *ret_end,
		  struct err *err)
{
	struct command command;
	if (begin(ask, &inspection_mail_type, &command, err) < 0)
		return -1;
	struct inspection_mail mail = {
		COMMAND_FIELDS(&command),
		.inspection_id = ask->target->id.text,
	};
	return command_ask(ask->gateway, &command, &mail, ret_end, NULL, err);
}

int customer_wish(const struct customer_ask *ask, struct inspection_wish *wish,
		  enum command_end *ret_end, struct err *err)
{
	struct command command;
	if (begin(ask, &inspection_wish_type, &command, err) < 0)
		return -1;
	FILL(wish, &command);
	wish->inspection_id = ask->target->id.text;
	return command_ask(ask->gateway, &command, wish, ret_end, NULL, err);
}

int customer_activate(const struct customer_ask *ask,
		      struct registration_activate *activation, enum command_end *ret_end,
		      struct err *err)
{
	struct command command;
	if (begin(ask, &registration_activate_type, &command, err) < 0)
		return -1;
	FILL(activation, &command);
	activation->registration_id = ask->target->id.text;
	return command_ask(ask->gateway, &command, activation, ret_end, NULL, err);
}

int customer_seen(const struct customer_ask *ask, int64_t number, struct err *err)
{
	struct command command;
	if (begin(ask, &inspection_seen_type, &command, err) < 0)
		return -1;
	struct inspection_seen seen = {
		COMMAND_FIELDS(&command),
		.inspection_id = ask->target->id.text,
		.number = number,
	};
	return command_tell(ask->gateway, &command, &seen, err);
}
