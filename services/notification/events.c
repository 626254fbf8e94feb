/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service hears: garages, customers, holders of cars, requests to write, and
 * changes of consent.
 */
#include "notification/events.h"

#include <stdio.h>
#include <string.h>

#include "gen/consent_change.h"
#include "gen/letter_preview.h"
#include "gen/party_state.h"
#include "notification/mail/letter_form.h"

static int notification_on_dealer_state(struct notification *svc, struct tx *tx,
					const struct dealer_state *msg,
					struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	return store_garage_keep(tx, msg, err);
}
HEARS(notification_on_dealer_state)

static int erase(struct tx *tx, const char *dealer, const char *customer_id,
		 struct outbox *say, struct err *err)
{
	struct uuid customer = uuid_from(customer_id);
	int64_t version = 0;

	/* The lock: a letter on its way is finished first. */
	if (store_person_lock(tx, dealer, &customer, err) < 0 ||
	    store_customer_erase(tx, dealer, &customer, err) < 0)
		return -1;
	return consent_say(tx, dealer, &customer, say, &version, err);
}

static int notification_on_customer_state(struct notification *svc, struct tx *tx,
					  const struct customer_state *msg,
					  struct outbox *say, struct err *err)
{
	char print[ADDRESS_PRINT_TEXT];
	bool has_address = msg->email && *msg->email;
	struct uuid customer = uuid_from(msg->customer_id);
	bool changed = false;
	int64_t version = 0;

	if (msg->erased)
		return erase(tx, msg->dealer, msg->customer_id, say, err);
	if (has_address)
		address_print(svc->keys, msg->dealer, msg->email, print);
	if (store_customer_save(tx, msg, has_address ? print : NULL, &changed, err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (store_intents_wake(tx, msg->dealer, &customer, err) < 0)
		return -1;
	return consent_say(tx, msg->dealer, &customer, say, &version, err);
}
HEARS(notification_on_customer_state)

/* A tombstone: "NL-4711/0198…" is gone for good. */
static int notification_on_customer_gone(void *service, struct tx *tx,
					 const struct heard *in, struct outbox *say,
					 struct err *err)
{
	char dealer[LINK_DEALER_TEXT];
	const char *slash = strchr(in->key, '/');

	(void)service;
	if (!slash || slash - in->key >= LINK_DEALER_TEXT || !uuid_is_valid(slash + 1))
		return err_set(err, ERR_INVALID, "key is not dealer/customer");
	snprintf(dealer, sizeof(dealer), "%.*s", (int)(slash - in->key), in->key);
	return erase(tx, dealer, slash + 1, say, err);
}

/* A new holder is not invited by what was meant for the one before. */
static int notification_on_passport_state(struct notification *svc, struct tx *tx,
					  const struct passport_state *msg,
					  struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	if (!msg->holder_changed_at)
		return 0;
	return store_holder_changed(tx, msg, err);
}
HEARS(notification_on_passport_state)

static int notification_on_passport_gone(void *service, struct tx *tx,
					 const struct heard *in, struct outbox *say,
					 struct err *err)
{
	struct uuid passport = uuid_from(in->key);

	(void)service;
	(void)say;
	if (!uuid_is_set(&passport))
		return err_set(err, ERR_INVALID, "key is not a passport's id");
	return store_holder_forget(tx, &passport, err);
}

/* Who they are is named by each request; only that they are gone is news. */
static int notification_on_party_state(struct notification *svc, struct tx *tx,
				       const struct party_state *msg, struct outbox *say,
				       struct err *err)
{
	(void)svc;
	(void)tx;
	(void)msg;
	(void)say;
	(void)err;
	return 0;
}
HEARS(notification_on_party_state)

static int notification_on_party_gone(void *service, struct tx *tx,
				      const struct heard *in, struct outbox *say,
				      struct err *err)
{
	struct uuid party = uuid_from(in->key);

	(void)service;
	(void)say;
	if (!uuid_is_set(&party))
		return err_set(err, ERR_INVALID, "key is not a party's id");
	return store_holder_erase(tx, &party, err);
}

static int prepare(const struct notification *svc,
		   const struct notification_requested *msg,
		   struct intent_new *ret_intent, struct err *err)
{
	*ret_intent = (struct intent_new){ .request = msg };
	if (msg->recipient)
		address_print(svc->keys, msg->dealer, msg->recipient->email,
			      ret_intent->to_print);
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
	for (size_t i = 0; i < count; i++)
		mem_free(list[i].form);
	mem_free(list);
	return failed;
}

static int notification_on_requested(void *service, struct tx *tx, const struct heard *in,
				     struct outbox *say, struct err *err)
{
	(void)say;
	return add_intents(service, tx, &in, 1, err);
}

static int notification_on_requested_batch(void *service, struct tx *tx,
					   const struct heard *const *in, size_t count,
					   struct outbox *say, struct err *err)
{
	(void)say;
	return add_intents(service, tx, in, count, err);
}

COMMANDS(notification_on_consent_change)
COMMANDS(notification_on_letter_preview)

const struct message_route notification_messages[] = {
	{ &dealer_state_type, .one = notification_on_dealer_state_heard },
	{ &customer_state_type, .one = notification_on_customer_state_heard,
	  .gone = notification_on_customer_gone },
	{ &passport_state_type, .one = notification_on_passport_state_heard,
	  .gone = notification_on_passport_gone },
	{ &party_state_type, .one = notification_on_party_state_heard,
	  .gone = notification_on_party_gone },
	{ &notification_requested_type, .one = notification_on_requested,
	  .batch = notification_on_requested_batch },
	{ &consent_change_type, .command = notification_on_consent_change_commanded },
	{ &letter_preview_type, .command = notification_on_letter_preview_commanded },
};
const size_t notification_messages_count = COUNT_OF(notification_messages);
