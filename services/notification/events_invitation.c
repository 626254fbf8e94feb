/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a booking link opens: for whom, which car, which garage. The message itself is the
 * record, so whatever ends it ends its link: erasure, a new holder, "no longer mine".
 */
#include <string.h>

#include "base/json_out.h"
#include "base/text.h"
#include "gen/invitation_open.h"
#include "notification/channel/contact.h"
#include "notification/domain/invited.h"
#include "notification/events.h"
#include "notification/mail/letter_household.h"
#include "notification/store_round.h"

#define RESULT_MAX ((size_t)4000)

static int shut(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "LINK_SHUT",
			    "this link opens nothing, or no more");
}

static void add_if_any(struct json_out *json, const char *name, const char *text)
{
	if (text && *text)
		json_out_text(json, name, text);
}

/* The page "this car is no longer mine", as the message itself has it. */
static int write_disown(const struct notification *svc, const struct letter *letter,
			struct json_out *json, struct err *err)
{
	char text[LINK_TOKEN_TEXT];
	struct link_token token = { .customer = letter->customer,
				    .vehicle = letter->vehicle,
				    .purpose = letter->purpose,
				    .channel = CHANNEL_EMAIL };

	text_copy(token.dealer, sizeof(token.dealer), letter->garage.dealer);
	address_print(svc->keys, letter->garage.dealer,
		      letter->email ? letter->email : "", token.address_print);
	if (link_token_write(svc->keys, &token, text, err) < 0)
		return -1;
	json_out_text(json, "disown_token", text);
	return 0;
}

/* One link: of which car of which message. */
struct opened {
	struct rows *rows;
	struct rows *first_rows; /* of another car than the first: those of the first */
	struct contact contact;  /* as if the message were about this car alone */
	struct uuid intent;
	struct uuid first_vehicle;
};

static void opened_done(struct opened *opened)
{
	rows_free(opened->rows);
	rows_free(opened->first_rows);
}
#define OPENED_AUTO __attribute__((cleanup(opened_done))) struct opened

static int write_other(const struct notification *svc, const struct uuid *link,
		       const struct uuid *vehicle, struct json_out *json, struct err *err)
{
	char token[BOOKING_TOKEN_TEXT];

	if (booking_token_write(svc->keys, link, token, err) < 0)
		return -1;
	json_out_open_object(json, NULL);
	json_out_text(json, "token", token);
	json_out_text(json, "vehicle_id", vehicle->text);
	json_out_close_object(json);
	return 0;
}

/* The pages of the other cars of the same message. */
static int write_others(const struct notification *svc, const struct opened *opened,
			struct json_out *json, struct err *err)
{
	const struct contact *contact = &opened->contact;
	const char *own = contact->letter.vehicle.text;

	if (contact->others_count == 0)
		return 0;
	json_out_open_array(json, "others");
	if (strcmp(opened->first_vehicle.text, own) != 0 &&
	    write_other(svc, &opened->intent, &opened->first_vehicle, json, err) < 0)
		return -1;
	for (size_t i = 0; i < contact->others_count; i++) {
		const struct uuid *vehicle = &contact->others[i].vehicle;
		struct uuid link =
			letter_household_link(opened->intent.text, vehicle->text);

		if (strcmp(vehicle->text, own) != 0 &&
		    write_other(svc, &link, vehicle, json, err) < 0)
			return -1;
	}
	json_out_close_array(json);
	return 0;
}

static int answer(const struct notification *svc, const struct opened *opened,
		  char **ret_json, struct err *err)
{
	const struct contact *contact = &opened->contact;
	const struct letter *letter = &contact->letter;
	STRBUF_AUTO out = strbuf_new(RESULT_MAX);
	STRBUF_AUTO name = strbuf_new(RESULT_MAX);
	struct json_out json = json_out_into(&out);

	greeting_full_name(&letter->person, &name);
	json_out_open_object(&json, NULL);
	json_out_text(&json, "dealer", letter->garage.dealer);
	json_out_text(&json, "invitation_id", letter->intent.text);
	add_if_any(&json, "proposal_id", contact->proposal.text);
	json_out_text(&json, "customer_id", letter->customer.text);
	json_out_text(&json, "vehicle_id", letter->vehicle.text);
	add_if_any(&json, "kind", invited_kind(contact->reasons));
	json_out_text(&json, "language", letter->language == GREETING_EN ? "en" : "nl");
	add_if_any(&json, "email", letter->email);
	add_if_any(&json, "name", name.text);
	add_if_any(&json, "phone",
		   contact->to.mobile ? contact->to.mobile : contact->to.phone);
	if (write_disown(svc, letter, &json, err) < 0 ||
	    write_others(svc, opened, &json, err) < 0)
		return -1;
	json_out_close_object(&json);
	if (strbuf_check(&out, err) < 0)
		return -1;
	*ret_json = strbuf_take(&out);
	return 0;
}

/* A message's own link, else that of another car of one. */
static int load(struct tx *tx, const struct uuid *link, struct opened *opened,
		struct err *err)
{
	const char *id = link->text;

	if (store_round_facts(tx, &id, 1, &opened->rows, err) < 0)
		return -1;
	if (rows_count(opened->rows) > 0) {
		opened->contact = store_contact_read(opened->rows, 0);
		opened->intent = opened->contact.letter.intent;
		opened->first_vehicle = opened->contact.letter.vehicle;
		return 0;
	}
	rows_free(opened->rows);
	opened->rows = NULL;
	if (store_round_of_car(tx, link, &opened->rows, err) < 0)
		return -1;
	if (rows_count(opened->rows) == 0)
		return shut(err);
	opened->contact = store_contact_read(opened->rows, 0);
	opened->intent = opened->contact.letter.intent;
	opened->contact.letter.intent = *link;
	id = opened->intent.text;
	if (store_round_facts(tx, &id, 1, &opened->first_rows, err) < 0)
		return -1;
	opened->first_vehicle = store_contact_read(opened->first_rows, 0).letter.vehicle;
	return 0;
}

int notification_on_invitation_open(struct notification *svc, struct tx *tx,
				    const struct invitation_open *msg, struct outbox *say,
				    struct answer *ret_answer, struct err *err)
{
	OPENED_AUTO opened = { .rows = NULL };
	struct uuid link;

	(void)say;
	if (booking_token_read(svc->keys, msg->token, &link, err) < 0)
		return shut(err);
	if (load(tx, &link, &opened, err) < 0)
		return -1;
	if (!uuid_is_set(&opened.contact.letter.vehicle) ||
	    !invited_still(&opened.contact.facts, svc->knobs->booking_link_days,
			   tx_now(tx)))
		return shut(err);
	ret_answer->aggregate = opened.intent;
	return answer(svc, &opened, &ret_answer->json, err);
}
