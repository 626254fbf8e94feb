/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who may approve, refuse or withdraw, tells the fleet's managers, and begins the
 * transfer as one command that is asked again until it is answered.
 */
#include "gateway/break_glass.h"

#include <stdio.h>
#include <string.h>

#include "gen/notification_requested.h"
#include "gen/say_notification_requested.h"
#include "gen/say_transfer_start.h"

#define STALE_SECONDS (INT64_C(7) * 24 * 3600)
#define AGAIN_SECONDS 60
#define LINK_TEXT     80

enum manager {
	MANAGER_ID,
	MANAGER_EMAIL,
	MANAGER_NAME,
	MANAGER_LANGUAGE,
	MANAGER_GARAGE,
};

static int check_person(const struct break_glass *request,
			const struct glass_decision *decision, struct err *err)
{
	bool is_own = strcmp(request->asked_user.text, decision->by->user.text) == 0;
	bool is_withdrawal = strcmp(decision->status, GLASS_WITHDRAWN) == 0;
	if (is_own && !is_withdrawal)
		return err_set_code(err, ERR_DENIED, "SAME_PERSON",
				    "who asked does not decide: another of support does");
	if (!is_own && is_withdrawal)
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "only who asked takes it back");
	return 0;
}

static int check_moment(const struct break_glass *request,
			const struct glass_decision *decision, struct instant now,
			struct err *err)
{
	if (strcmp(request->status, "asked") != 0)
		return err_set_code(err, ERR_CONFLICT, "DECIDED", "it is %s already",
				    request->status);
	if (request->expires_at.micros <= now.micros)
		return err_set_code(err, ERR_CONFLICT, "REQUEST_EXPIRED",
				    "it held for 24 hours: ask again");
	if (request->version != decision->version)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "it is at version %lld", (long long)request->version);
	return 0;
}

/* An answer that was lost is asked for again. */
static bool is_done(const struct break_glass *request,
		    const struct glass_decision *decision)
{
	return strcmp(request->status, decision->status) == 0 &&
	       strcmp(request->decided_user.text, decision->by->user.text) == 0;
}

/* The letter of one manager. */
struct glass_letter {
	const struct break_glass *request;
	const struct rows *managers;
	size_t at;
	const char *approved_by;
	char link[LINK_TEXT]; /* the car in the manager's dashboard */
};

static const char *manager_text(const struct glass_letter *letter, enum manager column)
{
	return row_text(letter->managers, letter->at, (int)column);
}

static int say_letter(const struct glass_letter *letter, struct instant now,
		      struct outbox *say, struct err *err)
{
	const struct break_glass *request = letter->request;
	const char *party = manager_text(letter, MANAGER_ID);
	struct uuid intent = uuid_named("break-glass", request->id.text, party, NULL);
	char from[INSTANT_TEXT], until[INSTANT_TEXT];
	struct notification_requested_params_support support = {
		.asked_by = request->asked_by,
		.approved_by = letter->approved_by,
		.reason = request->reason,
	};
	struct notification_requested_params params = {
		.link = letter->link,
		.plate = request->plate_formatted[0] ? request->plate_formatted : NULL,
		.make = request->make[0] ? request->make : NULL,
		.model = request->model[0] ? request->model : NULL,
		.person = request->recipient_name[0] ? request->recipient_name
						     : request->recipient_email,
		.fleet_name = request->fleet_name,
		.transfer_kind = wire_transfer_kind_of(request->kind),
		.support = &support,
	};
	struct notification_requested_recipient to = {
		.email = manager_text(letter, MANAGER_EMAIL),
		.name = manager_text(letter, MANAGER_NAME),
	};
	struct notification_requested msg = {
		.intent_id = intent.text,
		.dealer = manager_text(letter, MANAGER_GARAGE),
		.customer_id = party,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "transfer_support",
		.channel = WIRE_CHANNEL_EMAIL,
		.language = wire_language_of(manager_text(letter, MANAGER_LANGUAGE)),
		.not_before = instant_format(now, from),
		.not_after =
			instant_format(instant_add_seconds(now, STALE_SECONDS), until),
		.params = &params,
		.recipient = &to,
	};
	return say_notification_requested(say, &msg, err);
}

static int approve(const struct glass_decision *decision,
		   const struct break_glass *request, struct tx *tx, struct outbox *say,
		   struct uuid *ret_party, struct err *err)
{
	AUTO(rows) *managers = NULL;
	struct glass_letter letter = { .request = request,
				       .approved_by = decision->by->name };
	if (!request->recipient_email[0])
		return err_set_code(err, ERR_CONFLICT, "RECIPIENT_ERASED",
				    "the recipient is not kept any more: refuse it");
	if (store_break_glass_managers(tx, &request->fleet, &managers, err) < 0)
		return -1;
	if (rows_count(managers) == 0)
		return err_set_code(err, ERR_CONFLICT, "NO_MANAGER",
				    "nobody runs this fleet: its garage invites a "
				    "manager first");
	*ret_party = row_uuid(managers, 0, MANAGER_ID);
	letter.managers = managers;
	snprintf(letter.link, sizeof(letter.link), "/wagenpark/?auto=%.36s",
		 request->passport.text);
	for (; letter.at < rows_count(managers); letter.at++)
		if (say_letter(&letter, tx_now(tx), say, err) < 0)
			return -1;
	return timer_set(tx, TIMER_BREAK_GLASS, request->id.text, tx_now(tx), err);
}

int break_glass_decide(void *context, struct tx *tx, struct outbox *say, struct err *err)
{
	const struct glass_decision *decision = context;
	struct break_glass_step step = { .status = decision->status,
					 .by = decision->by,
					 .note = decision->note };
	AUTO(rows) *rows = NULL;
	struct break_glass request;
	if (store_break_glass_open(tx, &decision->id, &request, &rows, err) < 0 ||
	    check_person(&request, decision, err) < 0)
		return -1;
	if (is_done(&request, decision))
		return 0;
	if (check_moment(&request, decision, tx_now(tx), err) < 0)
		return -1;
	if (strcmp(decision->status, GLASS_APPROVED) == 0 &&
	    approve(decision, &request, tx, say, &step.party, err) < 0)
		return -1;
	return store_break_glass_decide(tx, &decision->id, &step, err);
}

/* In the manager's place, under the request's id: however often it is asked, the fleet
 * service does it once. */
static int say_start(const struct break_glass *request, struct outbox *say,
		     struct err *err)
{
	char tenant[DEALER_TEXT], at[INSTANT_TEXT];
	struct uuid transfer = uuid_named("break-glass-transfer", request->id.text, NULL);
	struct uuid recipient = uuid_named("party", request->id.text, NULL);
	const char *name = request->recipient_name[0] ? request->recipient_name : NULL;
	snprintf(tenant, sizeof(tenant), "@%s", request->party.text);
	struct transfer_start msg = {
		.command_id = request->id.text,
		.dealer = tenant,
		.actor = request->decided_login,
		.received_at = instant_format(request->decided_at, at),
		.passport_id = request->passport.text,
		.transfer_id = transfer.text,
		.kind = wire_transfer_kind_of(request->kind),
		.recipient = { .email = request->recipient_email, .name = name },
		.party_id = request->party.text,
		.recipient_id = recipient.text,
	};
	return say_transfer_start(say, &msg, err);
}

int break_glass_begin(void *service, struct tx *tx, const char *key, struct instant due,
		      struct outbox *say, struct err *err)
{
	struct uuid id = uuid_from(key);
	AUTO(rows) *rows = NULL;
	struct break_glass request;
	(void)service;
	(void)due;
	if (store_break_glass_open(tx, &id, &request, &rows, err) < 0)
		return -1;
	/* Answered, or the person was erased meanwhile. */
	if (request.outcome[0] || !request.recipient_email[0])
		return 0;
	if (say_start(&request, say, err) < 0)
		return -1;
	return timer_set(tx, TIMER_BREAK_GLASS, key,
			 instant_add_seconds(tx_now(tx), AGAIN_SECONDS), err);
}
