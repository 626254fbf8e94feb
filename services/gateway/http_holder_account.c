/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One's own details: corrected here, taken along as a file. Another address holds once
 * the link sent there was used; a password may be chosen and is never needed.
 */
#include <string.h>

#include "base/email.h"
#include "gateway/http_holder.h"
#include "gateway/http_party.h"
#include "gateway/http_routes.h"
#include "gen/party_change.h"
#include "gen/party_change_email.h"
#include "pg/pg.h"

#define HERE          "/mijn/gegevens"
#define FIELD(most)   (4 * (most) + 1)
#define PASSWORD_MOST 200
#define EMAIL_MOST    320

struct details {
	char name[FIELD(160)];
	char phone[FIELD(40)];
	char street[FIELD(120)];
	char postcode[FIELD(16)];
	char city[FIELD(80)];
	char language[FIELD(2)];
};

static int load_self(struct party *party, struct holder_self *ret_self, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (party_begin(party, &tx, err) < 0 ||
	    store_holder_self(tx, &access_subject(party->req)->user, ret_self, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int show(struct party *party, const char *problem, struct err *err)
{
	struct holder_self *self = request_alloc(party->req, sizeof(*self));
	if (load_self(party, self, err) < 0 || holder_speaks(party, err) < 0)
		return party_refuse(party, "/mijn", err);
	/* The session learns of another language when it is begun anew. */
	party->tongue = strcmp(self->language, "en") == 0 ? TONGUE_EN : TONGUE_NL;
	struct page_frame frame = holder_frame(party);
	struct page_simple page = {
		.body = "account",
		.title = "account_title",
		PAGE_ITEMS({ "name", self->name }, { "email", self->email },
			   { "pending", self->pending_email }, { "phone", self->phone },
			   { "street", self->street }, { "postcode", self->postcode },
			   { "city", self->city },
			   { "english", strcmp(self->language, "en") ? "" : "yes" },
			   { "has_password", self->has_password ? "yes" : "" },
			   { "push_key", party->gateway->knobs->push_public_key }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, party_html(party, problem ? 400 : 200),
				 err);
}

int http_account_page(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	return show(&party, NULL, err);
}

static int read_details(const struct request *req, struct details *details,
			struct err *err)
{
	if (party_field(req, "name", 160, details->name, err) < 0 ||
	    party_field(req, "phone", 40, details->phone, err) < 0 ||
	    party_field(req, "street", 120, details->street, err) < 0 ||
	    party_field(req, "postcode", 16, details->postcode, err) < 0 ||
	    party_field(req, "city", 80, details->city, err) < 0)
		return -1;
	return party_field(req, "language", 2, details->language, err);
}

int http_account_save(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct details *details = request_alloc(req, sizeof(*details));
	PARTY_AUTO party = party_signed_in(service, req, reply);
	struct command command;
	if (read_details(req, details, err) < 0)
		return -1;
	if (!details->name[0])
		return show(&party, "name_needed", err);
	if (party_command(&party, &party_change_type, &command, err) < 0)
		return -1;
	struct party_change msg = {
		COMMAND_FIELDS(&command),
		.party_id = access_subject(req)->user.text,
		.name = details->name,
		.phone = details->phone,
		.street = details->street,
		.postcode = details->postcode,
		.city = details->city,
		.language = wire_language_of(details->language),
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, HERE, err);
	return party_see(&party, HERE "?said=saved");
}

int http_account_address(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	char *email = request_alloc(req, FIELD(EMAIL_MOST));
	PARTY_AUTO party = party_signed_in(service, req, reply);
	struct command command;
	if (party_field(req, "email", EMAIL_MOST, email, err) < 0)
		return -1;
	if (!email_is_mailable(email))
		return show(&party, "email_wrong", err);
	if (party_command(&party, &party_change_email_type, &command, err) < 0)
		return -1;
	struct party_change_email msg = {
		COMMAND_FIELDS(&command),
		.party_id = access_subject(req)->user.text,
		.email = email,
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, HERE, err);
	return party_see(&party, HERE "?said=address");
}

int http_account_password(void *service, struct request *req, struct reply *reply,
			  struct err *err)
{
	char current[FIELD(PASSWORD_MOST)] = "";
	char password[FIELD(PASSWORD_MOST)] = "";
	PARTY_AUTO party = party_signed_in(service, req, reply);
	request_form(req, "current", current, sizeof(current));
	request_form(req, "password", password, sizeof(password));
	if (party_choose_password(service, req, current, password, err) == 0)
		return party_see(&party, HERE "?said=saved");
	const char *word = strcmp(err->code, "PASSWORD_WEAK") == 0    ? "password_weak"
			   : strcmp(err->code, "WRONG_PASSWORD") == 0 ? "password_wrong"
								      : NULL;
	if (!word)
		return party_refuse(&party, HERE, err);
	err_clear(err);
	return show(&party, word, err);
}
