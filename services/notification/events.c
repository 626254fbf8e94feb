/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service hears: garages, customers, holders of cars, requests to write, and
 * changes of consent.
 */
#include "notification/events_carried.h"

#include <stdio.h>
#include <string.h>

#include "base/phone.h"
#include "flow/forget.h"
#include "gen/call_claim.h"
#include "gen/call_record.h"
#include "gen/consent_change.h"
#include "gen/consent_prefer.h"
#include "gen/consent_show.h"
#include "gen/contact_claim.h"
#include "gen/contact_report.h"
#include "gen/invitation_open.h"
#include "gen/letter_preview.h"
#include "gen/notification_withdraw.h"
#include "gen/party_state.h"
#include "gen/person_erased.h"
#include "gen/person_forgotten.h"
#include "gen/print_batch_post.h"
#include "gen/print_batch_read.h"
#include "gen/push_subscribe.h"
#include "gen/push_unsubscribe.h"
#include "gen/sms_incoming.h"
#include "gen/sms_report.h"
#include "gen/sms_test.h"
#include "notification/domain/consent_words.h"
#include "notification/events_request.h"
#include "notification/store_push.h"

static int notification_on_dealer_state(struct notification *svc, struct tx *tx,
					const struct dealer_state *msg,
					struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	return store_garage_keep(tx, msg, err);
}
HEARS(notification_on_dealer_state)

static int erase(const struct notification *svc, struct tx *tx, const char *dealer,
		 const char *customer_id, struct outbox *say, struct err *err)
{
	struct uuid customer = uuid_from(customer_id);
	int64_t version = 0;

	/* The lock: a letter on its way is finished first. */
	if (store_person_lock(tx, dealer, &customer, err) < 0 ||
	    store_customer_erase(tx, dealer, &customer, err) < 0)
		return -1;
	return consent_say(svc, tx, &(struct consent_of){ dealer, customer }, say,
			   &version, err);
}

static void print_address(const struct notification *svc, const char *dealer,
			  const char *address, char print[ADDRESS_PRINT_TEXT])
{
	if (address && *address)
		address_print(svc->keys, dealer, address, print);
}

void events_print_phone(const struct notification *svc, const char *dealer,
			const char *number, char print[ADDRESS_PRINT_TEXT])
{
	struct phone phone;

	if (number && phone_read(slice_of(number), NULL, &phone))
		print_address(svc, dealer, phone.e164, print);
	else
		print_address(svc, dealer, number, print);
}

static int notification_on_customer_state(struct notification *svc, struct tx *tx,
					  const struct customer_state *msg,
					  struct outbox *say, struct err *err)
{
	struct customer_prints prints = { .email = "" };
	struct uuid customer = uuid_from(msg->customer_id);
	bool changed = false;
	int64_t version = 0;

	if (msg->erased)
		return erase(svc, tx, msg->dealer, msg->customer_id, say, err);
	print_address(svc, msg->dealer, msg->email, prints.email);
	events_print_phone(svc, msg->dealer, msg->phone, prints.phone);
	events_print_phone(svc, msg->dealer, msg->mobile, prints.mobile);
	if (store_customer_save(tx, msg, &prints, &changed, err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (store_intents_wake(tx, msg->dealer, &customer, err) < 0)
		return -1;
	return consent_say(svc, tx, &(struct consent_of){ msg->dealer, customer }, say,
			   &version, err);
}
HEARS(notification_on_customer_state)

/* A tombstone: "NL-4711/0198…" is gone for good. */
static int notification_on_customer_gone(void *service, struct tx *tx,
					 const struct heard *in, struct outbox *say,
					 struct err *err)
{
	char dealer[LINK_DEALER_TEXT];
	const char *slash = strchr(in->key, '/');

	if (!slash || slash - in->key >= LINK_DEALER_TEXT || !uuid_is_valid(slash + 1))
		return err_set(err, ERR_INVALID, "key is not dealer/customer");
	snprintf(dealer, sizeof(dealer), "%.*s", (int)(slash - in->key), in->key);
	return erase(service, tx, dealer, slash + 1, say, err);
}

/* "A message" is written: nobody asked to be called. */
static int add_opt_ins(struct tx *tx, const char *act, const struct ledger_row *told,
		       struct err *err)
{
	static const enum channel written[] = { CHANNEL_EMAIL, CHANNEL_SMS,
						CHANNEL_PUSH };

	for (size_t i = 0; i < COUNT_OF(written); i++) {
		struct ledger_row row = *told;
		struct uuid id = uuid_named(act, row.evidence, row.customer.text,
					    row.dealer, channel_name(written[i]), NULL);

		row.event.channel = written[i];
		row.command_id = id.text;
		if (store_ledger_add(tx, &row, err) < 0)
			return -1;
	}
	return 0;
}

/* Who ticked "remind me" when they took the passport, or a car that was offered to them,
 * opted in, at each of its garages: once, so that taking it back holds. Buying the car a
 * second time is another act. */
static int keep_opt_in(struct tx *tx, const struct passport_state *msg, struct err *err)
{
	const char *holder = msg->driver_id ? msg->driver_id : msg->owner_id;
	struct ledger_row row = {
		.event = { PURPOSE_REMINDER, CHANNEL_NONE, CONSENT_GRANT, NO_INSTANT },
		.source = "ACTIVATION",
		.basis = consent_basis_name(BASIS_OPT_IN),
		.actor = "passport",
		.wording = "activation@1",
		.evidence = msg->passport_id,
	};
	const char *act = msg->holder_changed_at ? msg->holder_changed_at : "activation";
	char print[WORDS_PRINT_TEXT];

	if (!msg->reminders || !holder || !msg->activated_at)
		return 0;
	if (msg->holder_changed_at)
		row.wording = "acceptance@1";
	if (instant_parse(msg->holder_changed_at ? msg->holder_changed_at
						 : msg->activated_at,
			  &row.event.at, err) < 0)
		return -1;
	consent_words_print(row.wording, print);
	row.wording_print = print;
	row.customer = uuid_from(holder);
	for (size_t i = 0; i < msg->garages_count; i++) {
		row.dealer = msg->garages[i].dealer;
		if (msg->garages[i].until)
			continue; /* it looks after the car no more */
		if (add_opt_ins(tx, act, &row, err) < 0)
			return -1;
	}
	return 0;
}

/* A new holder is not invited by what was meant for the one before. */
static int notification_on_passport_state(struct notification *svc, struct tx *tx,
					  const struct passport_state *msg,
					  struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	if (keep_opt_in(tx, msg, err) < 0)
		return -1;
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
	if (store_push_remove(tx, &party, NULL, err) < 0)
		return -1;
	return store_holder_erase(tx, &party, err);
}

HEARS(notification_on_person_erased)

/* What a channel is worth is what came in the door. */
static int notification_on_conversion_recorded(struct notification *svc, struct tx *tx,
					       const struct conversion_recorded *msg,
					       struct outbox *say, struct err *err)
{
	(void)svc;
	(void)say;
	return store_visit_keep(tx, msg, err);
}
HEARS(notification_on_conversion_recorded)

COMMANDS(notification_on_consent_change)
COMMANDS(notification_on_letter_preview)
COMMANDS(notification_on_consent_prefer)
COMMANDS(notification_on_consent_show)
COMMANDS(notification_on_invitation_open)
COMMANDS(notification_on_push_subscribe)
COMMANDS(notification_on_sms_test)
COMMANDS(notification_on_sms_report)
COMMANDS(notification_on_sms_incoming)
COMMANDS(notification_on_push_unsubscribe)
COMMANDS(notification_on_withdraw)
COMMANDS(notification_on_print_batch_post)
COMMANDS(notification_on_print_batch_read)
COMMANDS(notification_on_call_claim)
COMMANDS(notification_on_call_record)
COMMANDS(notification_on_contact_claim)
COMMANDS(notification_on_contact_report)

const struct message_route notification_messages[] = {
	{ &dealer_state_type, .one = notification_on_dealer_state_heard },
	{ &customer_state_type, .one = notification_on_customer_state_heard,
	  .gone = notification_on_customer_gone, .forgets = &notification_forgets },
	{ &passport_state_type, .one = notification_on_passport_state_heard,
	  .gone = notification_on_passport_gone },
	{ &party_state_type, .one = notification_on_party_state_heard,
	  .gone = notification_on_party_gone, .forgets = &notification_forgets },
	{ &person_erased_type, .one = notification_on_person_erased_heard },
	{ &person_forgotten_type, .one = forget_heard },
	{ &conversion_recorded_type, .one = notification_on_conversion_recorded_heard },
	{ &notification_requested_type, .one = notification_on_requested,
	  .batch = notification_on_requested_batch },
	{ &consent_change_type, .command = notification_on_consent_change_commanded },
	{ &sms_test_type, .command = notification_on_sms_test_commanded },
	{ &sms_report_type, .command = notification_on_sms_report_commanded },
	{ &sms_incoming_type, .command = notification_on_sms_incoming_commanded },
	{ &push_subscribe_type, .command = notification_on_push_subscribe_commanded },
	{ &push_unsubscribe_type, .command = notification_on_push_unsubscribe_commanded },
	{ &consent_prefer_type, .command = notification_on_consent_prefer_commanded },
	{ &consent_show_type, .command = notification_on_consent_show_commanded },
	{ &invitation_open_type, .command = notification_on_invitation_open_commanded },
	{ &letter_preview_type, .command = notification_on_letter_preview_commanded },
	{ &notification_withdraw_type, .command = notification_on_withdraw_commanded },
	{ &print_batch_post_type, .command = notification_on_print_batch_post_commanded },
	{ &print_batch_read_type, .command = notification_on_print_batch_read_commanded },
	{ &call_claim_type, .command = notification_on_call_claim_commanded },
	{ &call_record_type, .command = notification_on_call_record_commanded },
	{ &contact_claim_type, .command = notification_on_contact_claim_commanded },
	{ &contact_report_type, .command = notification_on_contact_report_commanded },
};
const size_t notification_messages_count = COUNT_OF(notification_messages);
