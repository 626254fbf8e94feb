/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the provider of text messages tells: what became of one we sent, and what people
 * answer.
 *
 * "STOP" withdraws text messages of the garage that wrote last to that number, of all its
 * customers who have it, at once and before anything else leaves; it is confirmed once.
 * Any other answer is not ours to read: it is counted and goes nowhere.
 */
#include <stdio.h>
#include <string.h>

#include "base/phone.h"
#include "gen/sms_incoming.h"
#include "gen/sms_report.h"
#include "notification/channel/carrier.h"
#include "notification/domain/stop_word.h"
#include "notification/events.h"
#include "notification/sms/sms_carrier.h"
#include "notification/store_sms.h"

#define CONFIRM_SECONDS (24 * 3600)

int notification_on_sms_report(struct notification *svc, struct tx *tx,
			       const struct sms_report *msg, struct outbox *say,
			       struct answer *ret_answer, struct err *err)
{
	struct uuid intent = uuid_from(msg->intent_id);
	bool arrived = msg->status == SMS_REPORT_STATUS_DELIVERED;
	struct hand_result result = {
		.what = arrived ? HANDED_TAKEN : HANDED_REFUSED,
		.reason = arrived            ? "DELIVERED"
			  : msg->number_dead ? "HARD_BOUNCE"
					     : "SOFT_BOUNCE",
		.news = arrived            ? ADDRESS_TOOK_IT
			: msg->number_dead ? ADDRESS_HARD
					   : ADDRESS_SOFT,
		.cost_cents = msg->has_cents ? msg->cents : 0,
	};

	(void)ret_answer;
	return contact_settle(svc, tx, &intent, &result, say, err);
}

/* The number's print at every garage, since each has a print of its own. */
struct prints {
	const char **dealers;
	const char **texts;
	char (*room)[ADDRESS_PRINT_TEXT];
	size_t count;
};

static void prints_done(struct prints *prints)
{
	mem_free(prints->dealers);
	mem_free(prints->texts);
	mem_free(prints->room);
}

static bool any_sends_from(const struct rows *garages, const char *number)
{
	for (size_t i = 0; number && i < rows_count(garages); i++) {
		if (strcmp(row_text(garages, i, 1), number) == 0)
			return true;
	}
	return false;
}

/* Garages that send from a number of their own are answered there. */
static void make_prints(const struct notification *svc, const struct rows *garages,
			const char *from, const char *to, struct prints *ret_prints)
{
	size_t most = rows_count(garages) + 1;
	bool own = any_sends_from(garages, to);
	struct prints prints = {
		.dealers = mem_alloc(sizeof(*prints.dealers) * most),
		.texts = mem_alloc(sizeof(*prints.texts) * most),
		.room = mem_alloc(sizeof(*prints.room) * most),
	};

	for (size_t i = 0; i < rows_count(garages); i++) {
		const char *dealer = row_text(garages, i, 0);
		size_t at = prints.count;

		if (own && strcmp(row_text(garages, i, 1), to) != 0)
			continue;
		address_print(svc->keys, dealer, from, prints.room[at]);
		prints.dealers[at] = dealer;
		prints.texts[at] = prints.room[at];
		prints.count++;
	}
	*ret_prints = prints;
}

static int find_persons(const struct notification *svc, struct tx *tx, const char *from,
			const char *to, struct rows **ret_rows, struct err *err)
{
	AUTO(rows) *garages = NULL;
	struct prints prints;

	if (store_sms_garages(tx, &garages, err) < 0)
		return -1;
	make_prints(svc, garages, from, to, &prints);
	int failed = store_sms_persons(tx, prints.dealers, prints.texts, prints.count,
				       ret_rows, err);

	prints_done(&prints);
	return failed;
}

/* One customer who said stop, as a row of store_sms_persons(). */
struct stopped {
	const char *dealer;
	struct uuid customer;
	const char *print;
	bool before; /* had said so already */
};

/* What was heard, and what is to be done about it. */
struct stopping {
	const struct notification *svc;
	struct tx *tx;
	const struct sms_incoming *msg;
	struct outbox *say;
};

static int withdraw(const struct stopping *heard, const struct stopped *who,
		    struct err *err)
{
	const struct sms_incoming *msg = heard->msg;
	struct tx *tx = heard->tx;
	struct uuid command =
		uuid_named("sms_stop", msg->command_id, who->customer.text, NULL);
	struct ledger_row row = { .dealer = who->dealer,
				  .customer = who->customer,
				  .event = { .channel = CHANNEL_SMS,
					     .action = CONSENT_WITHDRAW },
				  .source = "STOP",
				  .actor = "customer",
				  .wording = "sms-stop@1",
				  .evidence = msg->command_id,
				  .command_id = command.text };
	struct address_word no = { who->dealer, who->print, PURPOSE_NONE, NO_INSTANT };
	int64_t version = 0;

	if (instant_parse(msg->received_at, &row.event.at, err) < 0)
		return -1;
	no.at = row.event.at;
	if (store_person_lock(tx, who->dealer, &who->customer, err) < 0 ||
	    store_ledger_add(tx, &row, err) < 0 ||
	    store_address_suppress(tx, &no, err) < 0)
		return -1;
	return consent_say(heard->svc, tx,
			   &(struct consent_of){ who->dealer, who->customer }, heard->say,
			   &version, err);
}

/* At most once: who says it again has been told. */
static int confirm(struct tx *tx, const struct sms_incoming *msg,
		   const struct stopped *who, const char *phone, struct err *err)
{
	struct uuid id = uuid_named("sms_stop_told", who->dealer, who->print, NULL);
	struct notification_requested_recipient to = { .phone = phone };
	char now[INSTANT_TEXT];
	char until[INSTANT_TEXT];
	struct notification_requested request = {
		.intent_id = id.text,
		.dealer = who->dealer,
		.customer_id = who->customer.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "stop_confirmed",
		.channel = WIRE_CHANNEL_SMS,
		.not_before = instant_format(tx_now(tx), now),
		.not_after = instant_format(
			instant_add_seconds(tx_now(tx), CONFIRM_SECONDS), until),
		.recipient = &to,
	};
	struct intent_new intent = { .request = &request, .reasons = mem_text("") };

	(void)msg;
	snprintf(intent.to_phone_print, sizeof(intent.to_phone_print), "%s", who->print);
	int failed = store_intents_add(tx, &intent, 1, err);

	mem_free(intent.reasons);
	return failed;
}

/* The garage that wrote last comes first; when none wrote, all that have the number. */
static int stop_all(const struct stopping *heard, const struct rows *persons,
		    const char *phone, struct err *err)
{
	size_t count = rows_count(persons);
	bool wrote = count > 0 && !row_is_null(persons, 0, 4);
	bool told = false;

	for (size_t i = 0; i < count; i++) {
		struct stopped who = { .dealer = row_text(persons, i, 0),
				       .customer = row_uuid(persons, i, 1),
				       .print = row_text(persons, i, 2),
				       .before = row_bool(persons, i, 3) };

		if (wrote && strcmp(who.dealer, row_text(persons, 0, 0)) != 0)
			continue;
		if (withdraw(heard, &who, err) < 0)
			return -1;
		if (wrote && !told && !who.before &&
		    confirm(heard->tx, heard->msg, &who, phone, err) < 0)
			return -1;
		told = true;
	}
	return 0;
}

int notification_on_sms_incoming(struct notification *svc, struct tx *tx,
				 const struct sms_incoming *msg, struct outbox *say,
				 struct answer *ret_answer, struct err *err)
{
	AUTO(rows) *persons = NULL;
	struct phone phone;

	(void)ret_answer;
	if (!stop_word_is(slice_of(msg->text)))
		return 0;
	if (!phone_read(slice_of(msg->from), NULL, &phone))
		return err_set(err, ERR_INVALID, "/from is no telephone number");
	if (find_persons(svc, tx, phone.e164, msg->to, &persons, err) < 0)
		return -1;
	return stop_all(&(struct stopping){ svc, tx, msg, say }, persons, phone.e164,
			err);
}
