/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the owner of a car does with it: offer it to somebody else, end what a garage
 * does with it, and say that it is not theirs any more. Each is said in full before the
 * button; whether it may be done is the fleet service's to judge.
 */
#include <stdio.h>
#include <string.h>

#include "base/email.h"
#include "gateway/http_holder.h"
#include "gateway/http_routes.h"
#include "gen/passport_disown.h"
#include "gen/passport_unlink_garage.h"
#include "gen/transfer_start.h"
#include "sys/uuid_new.h"

#define EMAIL_MOST  320
#define NAME_MOST   160
#define FIELD(most) (4 * (most) + 1)
#define CAR_PLACE   "/mijn/auto/%s"
#define PLACE_TEXT  80

struct recipient {
	char email[FIELD(EMAIL_MOST)];
	char name[FIELD(NAME_MOST)];
	char key[UUID_TEXT]; /* names the transfer: pressing twice is once */
};

static int show_offering(const struct party *party, const struct holder_facts *facts,
			 const struct recipient *recipient, const char *problem,
			 struct err *err)
{
	struct page_frame frame = party_frame(party);
	struct page_simple page = {
		.body = "transfer",
		.title = "transfer_title",
		PAGE_ITEMS({ "id", facts->car.passport.text },
			   { "plate", facts->car.plate }, { "make", facts->car.make },
			   { "model", facts->car.model }, { "email", recipient->email },
			   { "name", recipient->name }, { "key", recipient->key }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, party_html(party, problem ? 400 : 200),
				 err);
}

/* iGarage manual, "Overdragen": of a fleet's car the manager alone may do this. */
static int check_owns(const struct holder_facts *facts, struct err *err)
{
	if (facts->car.fleet[0])
		return err_set_code(err, ERR_DENIED, "FLEET_MANAGER_ONLY",
				    "this car belongs to a fleet");
	if (strcmp(facts->car.role, "owner") != 0)
		return err_set_code(err, ERR_DENIED, "OWNER_ONLY",
				    "only who owns the car may offer it");
	return 0;
}

int http_holder_offering(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct recipient recipient = { .email = "" };
	struct passport_view view;
	struct holder_facts facts;
	PARTY_AUTO party = party_signed_in(service, req, reply);
	if (holder_open(&party, &view, &facts, err) < 0 || check_owns(&facts, err) < 0)
		return party_refuse(&party, "/mijn", err);
	struct uuid key = uuid_new(request_received_at(req));
	memcpy(recipient.key, key.text, UUID_TEXT);
	return show_offering(&party, &facts, &recipient, NULL, err);
}

static int offer(const struct party *party, const struct passport_view *view,
		 const struct recipient *recipient, struct err *err)
{
	struct command command;
	/* Pressed again it is the same party. */
	struct uuid newcomer = uuid_named("party", recipient->key, NULL);
	struct wire_contact contact = { .email = recipient->email,
					.name = recipient->name };
	if (party_command(party, &transfer_start_type, &command, err) < 0)
		return -1;
	command.id = uuid_from(recipient->key);
	struct transfer_start msg = {
		COMMAND_FIELDS(&command),      .passport_id = view->passport.text,
		.transfer_id = recipient->key, .kind = WIRE_TRANSFER_KIND_OWNER,
		.recipient = contact,          .party_id = party->tenant + 1,
		.recipient_id = newcomer.text,
	};
	return party_ask(party, &command, &msg, err);
}

int http_holder_offer(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct recipient recipient = { .email = "" };
	struct passport_view view;
	struct holder_facts facts;
	char back[PLACE_TEXT];
	PARTY_AUTO party = party_signed_in(service, req, reply);
	if (party_field(req, "email", EMAIL_MOST, recipient.email, err) < 0 ||
	    party_field(req, "name", NAME_MOST, recipient.name, err) < 0 ||
	    !request_form(req, "key", recipient.key, sizeof(recipient.key)) ||
	    !uuid_is_valid(recipient.key))
		return err_set(err, ERR_INVALID, "email, name or key is missing");
	if (holder_open(&party, &view, &facts, err) < 0)
		return party_refuse(&party, "/mijn", err);
	if (!email_is_mailable(recipient.email) || !recipient.name[0])
		return show_offering(&party, &facts, &recipient, "email_wrong", err);
	if (!party_checked(req, "sure"))
		return show_offering(&party, &facts, &recipient, "sure_needed", err);
	snprintf(back, sizeof(back), CAR_PLACE, view.passport.text);
	if (offer(&party, &view, &recipient, err) < 0)
		return party_refuse(&party, back, err);
	return party_see(&party, CAR_PLACE "?said=offered", view.passport.text);
}

int http_holder_disown(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct passport_view view;
	struct holder_facts facts;
	struct command command;
	char back[PLACE_TEXT];
	PARTY_AUTO party = party_signed_in(service, req, reply);
	if (holder_open(&party, &view, &facts, err) < 0)
		return party_refuse(&party, "/mijn", err);
	snprintf(back, sizeof(back), CAR_PLACE, view.passport.text);
	if (!party_checked(req, "sure"))
		return party_tell(&party, 400, "not_sure", back, err);
	if (party_command(&party, &passport_disown_type, &command, err) < 0)
		return -1;
	struct passport_disown msg = {
		COMMAND_FIELDS(&command),
		.passport_id = view.passport.text,
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, back, err);
	return party_see(&party, "/mijn?said=disowned");
}

int http_holder_unlink(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct passport_view view;
	struct holder_facts facts;
	struct command command;
	char garage[DEALER_TEXT] = "";
	char back[PLACE_TEXT];
	PARTY_AUTO party = party_signed_in(service, req, reply);
	if (!request_form(req, "garage", garage, sizeof(garage)))
		return err_set(err, ERR_INVALID, "garage is missing");
	if (holder_open(&party, &view, &facts, err) < 0)
		return party_refuse(&party, "/mijn", err);
	snprintf(back, sizeof(back), CAR_PLACE, view.passport.text);
	if (party_command(&party, &passport_unlink_garage_type, &command, err) < 0)
		return -1;
	struct passport_unlink_garage msg = {
		COMMAND_FIELDS(&command),
		.passport_id = view.passport.text,
		.garage = garage,
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, back, err);
	return party_see(&party, CAR_PLACE "?said=unlinked", view.passport.text);
}
