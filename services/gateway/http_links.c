/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages behind links in letters to holders and managers: activate a car's passport,
 * activate a fleet's account, show that a new address is one's own. The link proves the
 * address; only the button acts, since mail scanners follow links.
 */
#include <string.h>

#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/store_holder.h"
#include "gateway/store_party.h"
#include "gen/fleet_activate.h"
#include "gen/party_confirm_email.h"
#include "gen/passport_activate.h"
#include "pg/pg.h"

#define TERMS_VERSION "2026-11"
#define LOGIN_PATH    "/inloggen"

/* The garage in whose name it was sent, and the car; ERR_ABSENT when it is no more. */
static int load_passport(struct party *party, struct holder_facts *ret_facts,
			 struct err *err)
{
	struct passport_view view;
	AUTO(tx) *tx = NULL;
	if (passport_begin_as(party->gateway, party->tenant, &party->target.id, &tx,
			      &view, err) < 0 ||
	    store_holder_facts(tx, &party->target.id, ret_facts, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	const struct passport_garage *garage = passport_garage_now(&view);
	return garage ? party_speaks(party, garage->dealer, err) : 0;
}

static int open_passport(void *service, struct request *req, struct reply *reply,
			 struct party *party, struct holder_facts *ret_facts,
			 struct err *err)
{
	if (party_by_link(service, req, reply, LINK_PASSPORT, party, err) < 0)
		return -1;
	return load_passport(party, ret_facts, err);
}

static bool is_active(const struct holder_facts *facts)
{
	return strcmp(facts->car.status, "active") == 0 ||
	       strcmp(facts->car.status, "transfer_pending") == 0;
}

/* What was ticked stays so while the terms were forgotten. */
static const char *checked(const struct party *party, const char *name)
{
	return party_checked(party->req, name) ? "yes" : "";
}

static int show_activation(const struct party *party, const struct holder_facts *facts,
			   const char *problem, struct err *err)
{
	struct page_frame frame = party_frame(party);
	struct page_simple page = {
		.body = "activate",
		.title = "activate_title",
		PAGE_ITEMS({ "plate", facts->car.plate }, { "make", facts->car.make },
			   { "model", facts->car.model }, { "fleet", facts->car.fleet },
			   { "terms", TERMS_VERSION },
			   { "reminders", checked(party, "reminders") },
			   { "habit", checked(party, "habit") }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, party_html(party, problem ? 400 : 200),
				 err);
}

int http_activate_page(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct holder_facts facts;
	PARTY_AUTO party = { .gateway = service };
	if (open_passport(service, req, reply, &party, &facts, err) < 0)
		return party_refuse(&party, NULL, err);
	if (is_active(&facts))
		return party_tell(&party, 200, "activated", LOGIN_PATH, err);
	return show_activation(&party, &facts, NULL, err);
}

static int activate(const struct party *party, struct err *err)
{
	struct command command;
	if (party_command(party, &passport_activate_type, &command, err) < 0)
		return -1;
	struct passport_activate msg = {
		COMMAND_FIELDS(&command),
		.passport_id = party->target.id.text,
		.terms_version = TERMS_VERSION,
		.has_habit_consent = true,
		.habit_consent = party_checked(party->req, "habit"),
		.has_reminders = true,
		.reminders = party_checked(party->req, "reminders"),
	};
	return party_ask(party, &command, &msg, err);
}

int http_activate(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct holder_facts facts;
	PARTY_AUTO party = { .gateway = service };
	if (open_passport(service, req, reply, &party, &facts, err) < 0)
		return party_refuse(&party, NULL, err);
	if (!is_active(&facts) && !party_checked(req, "terms"))
		return show_activation(&party, &facts, "terms_needed", err);
	if (!is_active(&facts) && activate(&party, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "activated", LOGIN_PATH, err);
}

static int open_party(void *service, struct request *req, struct reply *reply,
		      struct party *party, struct party_row *ret_row, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (party_by_link(service, req, reply, LINK_PARTY, party, err) < 0 ||
	    party_begin(party, &tx, err) < 0 ||
	    store_party_by_id(tx, &party->target.id, ret_row, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (!ret_row->known)
		return err_set(err, ERR_ABSENT, "this account is closed");
	return party_speaks(party, ret_row->home_dealer, err);
}

static int show_fleet(const struct party *party, const struct party_row *row,
		      const char *problem, struct err *err)
{
	struct page_frame frame = party_frame(party);
	struct page_simple page = {
		.body = "fleet_activate",
		.title = "fleet_activate_title",
		PAGE_ITEMS({ "email", row->email }, { "name", row->name }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, party_html(party, problem ? 400 : 200),
				 err);
}

int http_fleet_activate_page(void *service, struct request *req, struct reply *reply,
			     struct err *err)
{
	struct party_row row;
	PARTY_AUTO party = { .gateway = service };
	if (open_party(service, req, reply, &party, &row, err) < 0)
		return party_refuse(&party, NULL, err);
	return show_fleet(&party, &row, NULL, err);
}

int http_fleet_activate(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct party_row row;
	struct command command;
	PARTY_AUTO party = { .gateway = service };
	if (open_party(service, req, reply, &party, &row, err) < 0)
		return party_refuse(&party, NULL, err);
	if (!party_checked(req, "terms"))
		return show_fleet(&party, &row, "terms_needed", err);
	if (party_command(&party, &fleet_activate_type, &command, err) < 0)
		return -1;
	struct fleet_activate msg = {
		COMMAND_FIELDS(&command),
		.fleet_id = row.fleet.text,
		.party_id = row.id.text,
		.terms_version = TERMS_VERSION,
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "fleet_activated", LOGIN_PATH, err);
}

int http_address_page(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct party_row row;
	PARTY_AUTO party = { .gateway = service };
	if (open_party(service, req, reply, &party, &row, err) < 0)
		return party_refuse(&party, NULL, err);
	struct page_frame frame = party_frame(&party);
	struct page_simple page = { .body = "address", .title = "address_title" };
	return page_simple_write(&frame, &page, party_html(&party, 200), err);
}

int http_address(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct party_row row;
	struct command command;
	PARTY_AUTO party = { .gateway = service };
	if (open_party(service, req, reply, &party, &row, err) < 0)
		return party_refuse(&party, NULL, err);
	if (party_command(&party, &party_confirm_email_type, &command, err) < 0)
		return -1;
	struct party_confirm_email msg = {
		COMMAND_FIELDS(&command),
		.party_id = row.id.text,
		.terms_version = TERMS_VERSION,
	};
	if (party_ask(&party, &command, &msg, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "address_done", LOGIN_PATH, err);
}
