/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests to write: what each says and how pressing it is, before it is a row.
 */
#include "notification/events_request.h"

#include "notification/mail/letter_form.h"

/* "apk,periodic"; NULL = none. */
static char *join_reasons(const struct notification_requested_params *params)
{
	struct strbuf out = strbuf_new(200);

	for (size_t i = 0; params && i < params->reason_kinds_count; i++)
		strbuf_addf(&out, "%s%s", i > 0 ? "," : "",
			    wire_reason_kind_word(params->reason_kinds[i]));
	return strbuf_take(&out);
}

static bool has_red_advice(const struct notification_requested_params *params)
{
	for (size_t i = 0; params && i < params->lines_count; i++) {
		if (params->lines[i].urgency == WIRE_URGENCY_NOW)
			return true;
	}
	return false;
}

/* Of several cars the most pressing one. */
static int rank_others(const struct notification_requested_params *params,
		       const struct rank_facts *first, enum rank *rank, struct err *err)
{
	for (size_t i = 0; params && i < params->others_count; i++) {
		const struct wire_household_car *car = &params->others[i];
		struct rank_facts facts = {
			.reason_group =
				car->reason_group
					? wire_reason_group_word(car->reason_group)
					: NULL,
			.leaves = first->leaves,
		};

		if (car->apk_expiry &&
		    civil_parse(car->apk_expiry, &facts.apk_expiry, err) < 0)
			return -1;
		if (rank_of(&facts) < *rank)
			*rank = rank_of(&facts);
	}
	return 0;
}

static int rank(const struct notification_requested *msg, struct intent_new *intent,
		struct err *err)
{
	struct rank_facts facts = {
		.reasons = intent->reasons,
		.reason_group = msg->reason_group
					? wire_reason_group_word(msg->reason_group)
					: NULL,
		.is_urgent = has_red_advice(msg->params),
	};
	struct instant leaves;

	if (instant_parse(msg->not_before, &leaves, err) < 0)
		return -1;
	facts.leaves =
		civil_from_days((int32_t)(leaves.micros / 86400 / MICROS_PER_SECOND));
	if (msg->params && msg->params->apk_expiry &&
	    civil_parse(msg->params->apk_expiry, &facts.apk_expiry, err) < 0)
		return -1;
	intent->rank = rank_of(&facts);
	return rank_others(msg->params, &facts, &intent->rank, err);
}

static int prepare(const struct notification *svc,
		   const struct notification_requested *msg,
		   struct intent_new *ret_intent, struct err *err)
{
	const struct notification_requested_recipient *to = msg->recipient;

	*ret_intent = (struct intent_new){ .request = msg };
	if (to)
		address_print(svc->keys, msg->dealer, to->email, ret_intent->to_print);
	if (to)
		events_print_phone(svc, msg->dealer, to->phone,
				   ret_intent->to_phone_print);
	ret_intent->reasons = join_reasons(msg->params);
	if (rank(msg, ret_intent, err) < 0)
		return -1;
	return letter_form_write(msg->params, &ret_intent->form, err);
}

static int add_intents(const struct notification *svc, struct tx *tx,
		       const struct heard *const *in, size_t count, struct err *err)
{
	struct intent_new *list = mem_alloc(sizeof(*list) * count);
	int failed = 0;

	for (size_t i = 0; failed == 0 && i < count; i++)
		failed = prepare(svc, in[i]->msg, &list[i], err);
	if (failed == 0)
		failed = store_intents_add(tx, list, count, err);
	for (size_t i = 0; i < count; i++) {
		mem_free(list[i].form);
		mem_free(list[i].reasons);
	}
	mem_free(list);
	return failed;
}

int notification_on_requested(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	(void)say;
	return add_intents(service, tx, &in, 1, err);
}

int notification_on_requested_batch(void *service, struct tx *tx,
				    const struct heard *const *in, size_t count,
				    struct outbox *say, struct err *err)
{
	(void)say;
	return add_intents(service, tx, in, count, err);
}
