/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which command each kind of message becomes, and whom it is about: a customer by
 * our id, by number or by an address that only one has.
 */
#include "gateway/connect/inbound.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/plate.h"
#include "gateway/command.h"
#include "gateway/connect/store_connector.h"
#include "gateway/publish.h"
#include "gen/appointment_book.h"
#include "gen/appointment_cancel.h"
#include "gen/call_record.h"
#include "gen/consent_change.h"
#include "gen/contact_report.h"
#include "gen/invoice_uploaded.h"
#include "sys/uuid_new.h"

#define ACK_SECONDS 5

/* The fields of one message, read once; "" where there is nothing. */
struct taken {
	const struct inbound *inbound;
	const struct wire_connector_in *in;
	struct wire_connector_in report; /* `in` of what became of a message */
	struct strbuf texts[20];
	size_t count;
};

static void taken_done(struct taken *taken)
{
	for (size_t i = 0; i < taken->count; i++)
		strbuf_done(&taken->texts[i]);
}
#define TAKEN_AUTO __attribute__((cleanup(taken_done))) struct taken

/* NULL when it is absent or empty; lends until taken_done. The first error stays. */
static const char *field(struct taken *taken, const char *name, struct err *err)
{
	struct strbuf *text = &taken->texts[taken->count++];
	*text = strbuf_new(MAPPED_MOST);
	if (err->kind != ERR_NONE ||
	    mapping_read(taken->in, taken->inbound->source, name, text, err) < 0)
		return NULL;
	return text->len > 0 ? text->text : NULL;
}

static int missing(const char *name, struct err *err)
{
	return err_set_code(err, ERR_INVALID, "FIELD_MISSING",
			    "field '%s' is missing: see the connector's mapping", name);
}

static int unknown_word(const char *name, struct err *err)
{
	return err_set_code(
		err, ERR_INVALID, "WORD_UNKNOWN",
		"field '%s' is none of our words: see the connector's mapping", name);
}

static int begin(const struct inbound *inbound, const struct msg_type *type,
		 struct command *ret_command, struct err *err)
{
	char actor[LOGIN_TEXT];
	struct uuid id =
		uuid_named("hook", inbound->connector.text, inbound->post_id, NULL);
	snprintf(actor, sizeof(actor), "connector:%.60s", inbound->name);
	struct command_asker asker = { inbound->dealer, actor };
	return command_begin_alone(inbound->gateway, type, asker,
				   &(struct command_words){ &id, inbound->text },
				   ret_command, err);
}

static int ask(const struct inbound *inbound, const struct command *command,
	       const void *msg, struct err *err)
{
	enum command_end end;
	if (command_ask(inbound->gateway, command, msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return err_set(err, ERR_LATER, "no answer yet; post it again");
	return 0;
}

/* --- whom -----------------------------------------------------------------------------
 */

static int find_customer(struct taken *taken, struct uuid *ret_customer, struct err *err)
{
	const struct inbound *inbound = taken->inbound;
	struct customer_hint hint = {
		.dealer = inbound->dealer,
		.id = field(taken, "customer_id", err),
		.number = field(taken, "customer_number", err),
		.email = field(taken, "email", err),
	};
	AUTO(tx) *tx = NULL;
	if (err->kind != ERR_NONE || tx_begin(inbound->gateway->all, &tx, err) < 0)
		return -1;
	return store_connect_customer(tx, &hint, ret_customer, err);
}

static int find_vehicle(const struct inbound *inbound, const char *plate,
			struct uuid *ret_vehicle, struct err *err)
{
	AUTO(tx) *tx = NULL;
	*ret_vehicle = (struct uuid){ "" };
	if (!plate)
		return 0;
	struct plate read = plate_read(plate);
	if (tx_begin(inbound->gateway->all, &tx, err) < 0)
		return -1;
	return store_connect_vehicle(tx, inbound->dealer, read.normalised, ret_vehicle,
				     err);
}

/* --- the kinds ------------------------------------------------------------------------
 */

static int take_call(struct taken *taken, struct err *err)
{
	struct command command;
	const char *task = field(taken, "task_id", err);
	const char *outcome = field(taken, "outcome", err);
	const char *again = field(taken, "call_again_at", err);
	const char *remark = field(taken, "remark", err);
	if (err->kind != ERR_NONE)
		return -1;
	if (!task || !uuid_is_valid(task))
		return missing("task_id", err);
	if (!outcome)
		return missing("outcome", err);
	enum wire_call_outcome word = wire_call_outcome_of(outcome);
	if (!word)
		return unknown_word("outcome", err);
	if (begin(taken->inbound, &call_record_type, &command, err) < 0)
		return -1;
	struct call_record msg = {
		COMMAND_FIELDS(&command), .task_id = task,  .outcome = word,
		.call_again_at = again,   .remark = remark,
	};
	return ask(taken->inbound, &command, &msg, err);
}

/* The same reference is the same appointment. */
static int appointment_of(struct taken *taken, struct uuid *ret_id, struct err *err)
{
	const char *reference = field(taken, "reference", err);
	if (err->kind != ERR_NONE)
		return -1;
	if (!reference)
		return missing("reference", err);
	*ret_id = uuid_named("connector_appointment", taken->inbound->connector.text,
			     reference, NULL);
	return 0;
}

static int fill_contact(struct taken *taken, struct appointment_book *msg,
			struct wire_contact *contact, struct err *err)
{
	contact->email = field(taken, "email", err);
	contact->name = field(taken, "name", err);
	contact->phone = field(taken, "phone", err);
	if (contact->email)
		msg->contact = contact;
	return err->kind == ERR_NONE ? 0 : -1;
}

static int take_appointment(struct taken *taken, struct err *err)
{
	const struct inbound *inbound = taken->inbound;
	struct command command;
	struct uuid id, customer, vehicle;
	struct wire_contact contact = { .email = NULL };
	const char *purpose = field(taken, "purpose", err);
	enum wire_appointment_kind kind = purpose ? wire_appointment_kind_of(purpose)
						  : WIRE_APPOINTMENT_KIND_SERVICE;
	struct appointment_book msg = {
		.garage = inbound->dealer,
		.date = field(taken, "date", err),
		.time = field(taken, "time", err),
		.remarks = field(taken, "remarks", err),
		.plate = field(taken, "plate", err),
		.kinds = &kind,
		.kinds_count = 1,
		.by = APPOINTMENT_BOOK_BY_GARAGE,
	};
	if (appointment_of(taken, &id, err) < 0 ||
	    fill_contact(taken, &msg, &contact, err) < 0 ||
	    find_customer(taken, &customer, err) < 0 ||
	    find_vehicle(inbound, msg.plate, &vehicle, err) < 0 ||
	    begin(inbound, &appointment_book_type, &command, err) < 0)
		return -1;
	if (!msg.date || !msg.time)
		return missing(msg.date ? "time" : "date", err);
	if (!kind)
		return unknown_word("purpose", err);
	msg.command_id = command.id.text;
	msg.dealer = command.dealer;
	msg.actor = command.actor;
	msg.received_at = command.received_at;
	msg.appointment_id = id.text;
	msg.customer_id = uuid_is_set(&customer) ? customer.text : NULL;
	msg.vehicle_id = uuid_is_set(&vehicle) ? vehicle.text : NULL;
	return ask(inbound, &command, &msg, err);
}

static int take_cancelled(struct taken *taken, struct err *err)
{
	struct command command;
	struct uuid id;
	const char *reason = field(taken, "remarks", err);
	if (appointment_of(taken, &id, err) < 0 ||
	    begin(taken->inbound, &appointment_cancel_type, &command, err) < 0)
		return -1;
	struct appointment_cancel msg = {
		COMMAND_FIELDS(&command),  .garage = taken->inbound->dealer,
		.appointment_id = id.text, .by = APPOINTMENT_CANCEL_BY_GARAGE,
		.reason = reason,
	};
	return ask(taken->inbound, &command, &msg, err);
}

/* Empty means all purposes, all channels. */
static int read_scope(struct taken *taken, struct consent_change *msg, struct err *err)
{
	const char *channel = field(taken, "channel", err);
	const char *purpose = field(taken, "purpose", err);
	if (err->kind != ERR_NONE)
		return -1;
	msg->channel = channel ? wire_channel_of(channel) : WIRE_CHANNEL_NONE;
	msg->purpose = purpose ? wire_purpose_of(purpose) : WIRE_PURPOSE_NONE;
	if (channel && !msg->channel)
		return unknown_word("channel", err);
	if (purpose && !msg->purpose)
		return unknown_word("purpose", err);
	return 0;
}

static int take_consent(struct taken *taken, struct err *err)
{
	const struct inbound *inbound = taken->inbound;
	struct command command;
	struct uuid customer;
	const char *action = field(taken, "action", err);
	struct consent_change msg = {
		.evidence = field(taken, "evidence", err),
		.source = "IMPORT",
	};
	if (find_customer(taken, &customer, err) < 0 ||
	    read_scope(taken, &msg, err) < 0 ||
	    begin(inbound, &consent_change_type, &command, err) < 0)
		return -1;
	if (!uuid_is_set(&customer))
		return err_set_code(err, ERR_ABSENT, "NO_CUSTOMER",
				    "there is not exactly one customer with this id, "
				    "number or address");
	msg.action = (enum consent_change_action)msg_word_value(
		&consent_change_action_words, action ? action : "");
	if (!msg.action)
		return unknown_word("action", err);
	msg.command_id = command.id.text;
	msg.dealer = command.dealer;
	msg.actor = command.actor;
	msg.received_at = command.received_at;
	msg.customer_id = customer.text;
	return ask(inbound, &command, &msg, err);
}

/* As one that was handed in at the portal: what it is worth is told at Inlezen. */
static int take_invoice(struct taken *taken, struct err *err)
{
	const struct inbound *inbound = taken->inbound;
	struct command command;
	const char *document = field(taken, "document", err);
	if (err->kind != ERR_NONE ||
	    begin(inbound, &invoice_uploaded_type, &command, err) < 0)
		return -1;
	struct invoice_uploaded msg = {
		.receipt_id = command.id.text,
		.dealer = command.dealer,
		.actor = command.actor,
		.received_at = command.received_at,
		.format = INVOICE_UPLOADED_FORMAT_JSON,
		.document = document ? document : inbound->text,
		.document_encoding = INVOICE_UPLOADED_DOCUMENT_ENCODING_TEXT,
	};
	struct publication publication = {
		.type = &invoice_uploaded_type,
		.msg = &msg,
		.id = command.id.text,
		.trace = command.trace,
		.time = command.submitted_at,
	};
	int64_t deadline = clock_monotonic() + ACK_SECONDS * MICROS_PER_SECOND;
	return publish_surely(inbound->gateway->producer, &publication, deadline, err);
}

static int read_cents(const char *text, struct contact_report *msg, struct err *err)
{
	char *end = NULL;
	if (!text)
		return 0;
	msg->cents = strtoll(text, &end, 10);
	msg->has_cents = true;
	if (*end || msg->cents < 0)
		return err_set_code(err, ERR_INVALID, "FIELD_WRONG",
				    "field 'cents' is not a whole number of cents");
	return 0;
}

/* What became of a message that it delivers: the words are ours alone. */
static int take_report(struct taken *taken, struct err *err)
{
	static const char *const words[] = {
		[CONTACT_REPORT_STATUS_DELIVERED] = "delivered",
		[CONTACT_REPORT_STATUS_FAILED] = "failed",
		[CONTACT_REPORT_STATUS_OPT_OUT] = "opt_out",
	};
	struct command command;
	const char *outcome = field(taken, "outcome", err);
	const char *dead = field(taken, "address_dead", err);
	const char *cents = field(taken, "cents", err);
	struct contact_report msg = {
		.intent_id = field(taken, "message_id", err),
		.connector_id = taken->inbound->connector.text,
		.code = field(taken, "code", err),
		.address_dead = dead && strcmp(dead, "true") == 0,
		.has_address_dead = dead != NULL,
	};
	if (err->kind != ERR_NONE || read_cents(cents, &msg, err) < 0)
		return -1;
	if (!msg.intent_id || !uuid_is_valid(msg.intent_id) || !outcome)
		return missing(outcome ? "message_id" : "outcome", err);
	for (size_t i = 0; i < COUNT_OF(words); i++)
		if (words[i] && strcmp(words[i], outcome) == 0)
			msg.status = (enum contact_report_status)i;
	if (!msg.status)
		return unknown_word("outcome", err);
	if (begin(taken->inbound, &contact_report_type, &command, err) < 0)
		return -1;
	msg.command_id = command.id.text;
	msg.dealer = command.dealer;
	msg.actor = command.actor;
	msg.received_at = command.received_at;
	return ask(taken->inbound, &command, &msg, err);
}

typedef int (*take_fn)(struct taken *taken, struct err *err);

int inbound_take(const struct inbound *inbound, const char **ret_kind, struct err *err)
{
	static const take_fn TAKE_KIND[] = {
		[WIRE_CONNECTOR_KIND_CALL_OUTCOME] = take_call,
		[WIRE_CONNECTOR_KIND_APPOINTMENT] = take_appointment,
		[WIRE_CONNECTOR_KIND_APPOINTMENT_CANCELLED] = take_cancelled,
		[WIRE_CONNECTOR_KIND_CONSENT] = take_consent,
		[WIRE_CONNECTOR_KIND_INVOICE] = take_invoice,
	};
	TAKEN_AUTO taken = { .inbound = inbound };
	*ret_kind = "";
	if (mapping_is_report(inbound->mapping, inbound->source, &taken.report)) {
		*ret_kind = "message_report";
		taken.in = &taken.report;
		return take_report(&taken, err);
	}
	if (mapping_kind(inbound->mapping, inbound->source, &taken.in, err) < 0)
		return -1;
	*ret_kind = wire_connector_kind_word(taken.in->kind);
	return TAKE_KIND[taken.in->kind](&taken, err);
}
