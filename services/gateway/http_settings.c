/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A dealer's settings: changed here, published as dealer.state in the same transaction.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/email.h"
#include "base/opening.h"
#include "flow/engine.h"
#include "gateway/connect/store_connector.h"
#include "gateway/http_photo.h"
#include "gateway/http_routes.h"
#include "gateway/store_photo.h"
#include "gen/body_settings.h"
#include "gen/dealer_state.h"
#include "gen/say_dealer_state.h"
#include "sys/uuid_new.h"
#include "sys/zone_file.h"

static int write_settings(struct gateway *gateway, const struct request *req,
			  struct reply *reply, struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_settings_write(tx, access_subject(req)->dealer, reply_body(reply),
				 &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_get_settings(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	return write_settings(service, req, reply, err);
}

static bool is_colour(const char *text)
{
	return text[0] == '#' && strspn(text + 1, "0123456789abcdefABCDEF") == 6 &&
	       text[7] == '\0';
}

static bool is_web_address(const char *text)
{
	return strncmp(text, "https://", 8) == 0 || strncmp(text, "http://", 7) == 0;
}

static int check_helpdesk(const struct body_settings *body, const struct subject *subject,
			  struct err *err)
{
	if (subject->role == ROLE_HELPDESK)
		return 0;
	if (body->vendors_count > 0)
		return err_set(err, ERR_DENIED, "vendors are the helpdesk's to set");
	if (body->entitlements_count > 0)
		return err_set_code(err, ERR_DENIED, "HELPDESK_ONLY",
				    "entitlements are the helpdesk's to set");
	if (body->network)
		return err_set_code(err, ERR_DENIED, "HELPDESK_ONLY",
				    "the network is the helpdesk's to set");
	return 0;
}

static int check_hours(const struct body_settings *body, int slot_minutes,
		       struct err *err)
{
	struct opening list[OPENINGS_MAX];
	for (size_t i = 0; i < body->opening_count && i < OPENINGS_MAX; i++) {
		list[i].weekday = (int)body->opening[i].weekday;
		if (wall_time_parse(body->opening[i].opens, &list[i].opens, err) < 0)
			return err_prefix(err, "/opening/%zu/opens ", i);
		if (wall_time_parse(body->opening[i].closes, &list[i].closes, err) < 0)
			return err_prefix(err, "/opening/%zu/closes ", i);
	}
	return openings_check(list, body->opening_count, slot_minutes, err);
}

/* As networks take them (3GPP TS 23.040, 9.1.2.5): a number, or a short name. */
static bool is_sms_sender(const char *text)
{
	const char *digits = text[0] == '+' ? text + 1 : text;
	if (digits[strspn(digits, "0123456789")] == '\0')
		return strlen(digits) >= 3 && strlen(digits) <= 15;
	for (const char *c = text; *c; c++)
		if ((unsigned char)*c < ' ' || (unsigned char)*c > '~')
			return false;
	return strlen(text) <= 11;
}

static int check_contact(const struct body_settings *body, struct err *err)
{
	if (body->sms_sender && body->sms_sender[0] && !is_sms_sender(body->sms_sender))
		return err_set(err, ERR_INVALID,
			       "/sms_sender is no number and no name of 11 characters");
	for (size_t i = 0; i < body->report_emails_count; i++)
		if (!email_is_mailable(body->report_emails[i]))
			return err_set(err, ERR_INVALID,
				       "/report_emails/%zu is not an address", i);
	for (size_t i = 0; i < body->lead_emails_count; i++)
		if (!email_is_mailable(body->lead_emails[i]))
			return err_set(err, ERR_INVALID,
				       "/lead_emails/%zu is not an address", i);
	for (size_t i = 0; i < body->service_intervals_count; i++)
		if (!body->service_intervals[i].has_months &&
		    !body->service_intervals[i].has_km)
			return err_set(err, ERR_INVALID,
				       "/service_intervals/%zu has no months or km", i);
	if (body->closed_from && body->closed_until &&
	    strcmp(body->closed_until, body->closed_from) < 0)
		return err_set(err, ERR_INVALID, "/closed_until is before /closed_from");
	return 0;
}

static int check_change(const struct body_settings *body, const struct subject *subject,
			struct err *err)
{
	const struct zone *zone;
	if (check_helpdesk(body, subject, err) < 0 || check_contact(body, err) < 0)
		return -1;
	if (body->timezone && zone_find(body->timezone, &zone, err) < 0)
		return err_set(err, ERR_INVALID, "/timezone '%s' is not known",
			       body->timezone);
	if (body->sender_email && !email_is_mailable(body->sender_email))
		return err_set(err, ERR_INVALID, "/sender_email is not an address");
	if (body->reply_to && body->reply_to[0] && !email_is_mailable(body->reply_to))
		return err_set(err, ERR_INVALID, "/reply_to is not an address");
	if (body->brand_colour && !is_colour(body->brand_colour))
		return err_set(err, ERR_INVALID, "/brand_colour is not #rrggbb");
	if (body->public_url && !is_web_address(body->public_url))
		return err_set(err, ERR_INVALID,
			       "/public_url does not start with https://");
	if (body->logo && body->logo[0] && !photo_is_name(body->logo))
		return err_set(err, ERR_INVALID, "/logo is not the name of a photo");
	return 0;
}

#define TAKE_TEXT(field)                                                                 \
	if (body->field)                                                                 \
	state->field = body->field
#define TAKE_NUMBER(field)                                                               \
	if (body->has_##field)                                                           \
	state->field = body->field, state->has_##field = true

/* An empty list is one, too. */
#define TAKE_LIST(field)                                                                 \
	if (body->field)                                                                 \
	state->field = body->field, state->field##_count = body->field##_count

static void overlay_texts(struct dealer_state *state, const struct body_settings *body)
{
	TAKE_TEXT(name);
	TAKE_TEXT(legal_entity);
	TAKE_TEXT(timezone);
	TAKE_TEXT(sender_name);
	TAKE_TEXT(sender_email);
	TAKE_TEXT(reply_to);
	TAKE_TEXT(phone);
	TAKE_TEXT(street);
	TAKE_TEXT(postcode);
	TAKE_TEXT(city);
	TAKE_TEXT(public_url);
	TAKE_TEXT(website);
	TAKE_TEXT(brand_colour);
	TAKE_TEXT(brand);
	if (body->logo)
		state->logo = body->logo[0] ? body->logo : NULL;
}

/* How customers are written to, and how its effect is measured. */
static void overlay_contact(struct dealer_state *state, const struct body_settings *body)
{
	TAKE_NUMBER(holdout_per_mille);
	TAKE_NUMBER(cap_week);
	TAKE_NUMBER(cap_month);
	TAKE_NUMBER(cap_year);
	TAKE_NUMBER(sms_cents);
	TAKE_NUMBER(letter_cents);
	TAKE_NUMBER(card_cents);
	TAKE_NUMBER(approval_above);
	TAKE_NUMBER(soft_opt_in_months);
	TAKE_TEXT(sms_sender);
	TAKE_TEXT(phone_script);
	TAKE_TEXT(closed_from);
	TAKE_TEXT(closed_until);
	TAKE_TEXT(network);
	TAKE_LIST(channel_order);
	TAKE_LIST(report_emails);
	TAKE_LIST(lead_emails);
	TAKE_NUMBER(leads_open);
	TAKE_NUMBER(one_message);
	TAKE_LIST(service_intervals);
	TAKE_LIST(carriers);
}

static void overlay(struct dealer_state *state, const struct body_settings *body)
{
	overlay_texts(state, body);
	overlay_contact(state, body);
	TAKE_TEXT(language);
	TAKE_NUMBER(interval_months);
	TAKE_NUMBER(interval_km);
	TAKE_NUMBER(mobility_months);
	TAKE_NUMBER(attribution_days);
	TAKE_NUMBER(slot_minutes);
	TAKE_NUMBER(slot_capacity);
	TAKE_NUMBER(booking_days);
	TAKE_NUMBER(booking_notice_hours);
	TAKE_LIST(opening);
	TAKE_LIST(closed_days);
	if (body->default_periodic)
		state->default_periodic =
			(enum dealer_state_default_periodic)body->default_periodic;
	if (body->default_followup)
		state->default_followup =
			(enum dealer_state_default_followup)body->default_followup;
	if (body->untouched_policy)
		state->untouched_policy =
			(enum dealer_state_untouched_policy)body->untouched_policy;
	if (body->vendors_count > 0) {
		state->vendors = body->vendors;
		state->vendors_count = body->vendors_count;
	}
	if (body->entitlements_count > 0) {
		state->entitlements = body->entitlements;
		state->entitlements_count = body->entitlements_count;
	}
	state->version++;
}

/* ITK 3.0 manual, follow-ups: for another default "contact op te nemen met onze
 * helpdesk". */
static int check_followup(const struct body_settings *body, const struct subject *subject,
			  const struct dealer_state *state, struct err *err)
{
	int wanted = (int)body->default_followup;
	if (subject->role == ROLE_HELPDESK || wanted == 0 ||
	    wanted == (int)state->default_followup)
		return 0;
	return err_set_code(err, ERR_DENIED, "HELPDESK_ONLY",
			    "default_followup is the helpdesk's to change: ask it");
}

/* The hours as they will be with the length of a slot as it will be. */
static int check_slots(const struct body_settings *body, const struct dealer_state *state,
		       struct err *err)
{
	struct body_settings hours = { .opening = body->opening,
				       .opening_count = body->opening_count };
	int64_t minutes = body->has_slot_minutes    ? body->slot_minutes
			  : state->has_slot_minutes ? state->slot_minutes
						    : SLOT_MINUTES_PRESET;
	if (!body->opening) {
		hours.opening = state->opening;
		hours.opening_count = state->opening_count;
	}
	return check_hours(&hours, (int)minutes, err);
}

/* As the requester sees photos: the garage's own. */
static int check_logo(struct gateway *gateway, const struct request *req,
		      const struct body_settings *body, struct err *err)
{
	struct photo_progress photo;
	AUTO(tx) *tx = NULL;
	if (!body->logo || !body->logo[0])
		return 0;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_photo_progress(tx, body->logo, &photo, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (!photo.complete)
		return err_set(err, ERR_INVALID, "/logo was not uploaded yet");
	if (photo.total > LOGO_MOST)
		return err_set(err, ERR_INVALID,
			       "/logo has %lld bytes; it takes at most %d",
			       (long long)photo.total, LOGO_MOST);
	return 0;
}

static int check_version(const struct request *req, int64_t version, struct err *err)
{
	const char *header = request_header(req, "If-Match");
	if (!header)
		return err_set_code(err, ERR_INVALID, "VERSION_MISSING",
				    "If-Match with the settings' version is missing");
	if (strtoll(header + strspn(header, "W/\""), NULL, 10) != version)
		return err_set_code(err, ERR_CONFLICT, "VERSION_MISMATCH",
				    "the settings are at version %lld now",
				    (long long)version);
	return 0;
}

/* Browsers are written to under our own key: nobody else can. */
static int check_carriers(struct tx *tx, const struct body_settings *body,
			  const char *dealer, struct err *err)
{
	for (size_t i = 0; i < body->carriers_count; i++) {
		const struct wire_carrier_choice *choice = &body->carriers[i];
		struct uuid id = uuid_from(choice->connector_id);
		bool may = false;
		if (choice->channel == WIRE_CHANNEL_PUSH)
			return err_set(err, ERR_INVALID,
				       "/carriers/%zu/channel push is ours alone", i);
		for (size_t j = 0; j < i; j++)
			if (body->carriers[j].channel == choice->channel)
				return err_set(err, ERR_INVALID,
					       "/carriers/%zu/channel comes twice", i);
		if (store_connector_may_carry(tx, dealer, &id, &may, err) < 0)
			return -1;
		if (!may)
			return err_set_code(err, ERR_INVALID, "CONNECTOR_UNFIT",
					    "/carriers/%zu/connector_id must be a "
					    "connector in use, with an address, that "
					    "gets personal data as agreed",
					    i);
	}
	return 0;
}

struct change {
	const struct request *req;
	const struct body_settings *body;
};

static int save_and_say(struct tx *tx, const struct change *change,
			struct dealer_state *state, struct outbox *say, struct err *err)
{
	const struct subject *subject = access_subject(change->req);
	struct audit audit = {
		.dealer = subject->dealer,
		.actor = subject->login,
		.action = "settings.change",
		.result = "ok",
		.trace = request_trace(change->req),
	};
	if (check_version(change->req, state->version, err) < 0 ||
	    check_followup(change->body, subject, state, err) < 0 ||
	    check_slots(change->body, state, err) < 0 ||
	    check_carriers(tx, change->body, subject->dealer, err) < 0)
		return -1;
	overlay(state, change->body);
	if (store_dealer_save(tx, state, err) < 0 || store_audit_add(tx, &audit, err) < 0)
		return -1;
	return say_dealer_state(say, state, err);
}

static int change_settings(void *context, struct tx *tx, struct outbox *say,
			   struct err *err)
{
	const struct change *change = context;
	AUTO_TEXT *text = NULL;
	void *state;
	if (store_dealer_lock(tx, access_subject(change->req)->dealer, &text, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(text), &state, err) < 0)
		return -1;
	int result = save_and_say(tx, change, state, say, err);
	msg_free(&dealer_state_type, state);
	return result;
}

int http_put_settings(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct gateway *gateway = service;
	struct change change = { .req = req };
	char cause[80];
	const void *body;
	if (request_msg(req, &body_settings_type, &body, err) < 0 ||
	    check_change(body, access_subject(req), err) < 0 ||
	    check_logo(gateway, req, body, err) < 0)
		return -1;
	change.body = body;
	/* Of our own making: ids follow from it, and a client chooses its trace. */
	struct uuid id = uuid_new(request_received_at(req));
	snprintf(cause, sizeof(cause), "settings/%s", id.text);
	if (flow_do(gateway->flow, cause, change_settings, &change, err) < 0)
		return -1;
	return write_settings(service, req, reply, err);
}
