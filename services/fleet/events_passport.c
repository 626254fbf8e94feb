/* SPDX-License-Identifier: Apache-2.0 */
/* Passports: made by a garage, activated and corrected. */
#include "fleet/book/account.h"
#include "fleet/book/erase.h"
#include "fleet/book/letter.h"
#include "fleet/book/party.h"
#include "fleet/book/passport.h"
#include "fleet/book/person.h"
#include "fleet/events.h"
#include "fleet/store_facts.h"

#include <string.h>

static void answer_with(const struct passport *passport, struct answer *ret_answer)
{
	ret_answer->aggregate = passport->row.id;
	ret_answer->version = passport->row.version;
}

/* Put, and the answer. */
static int close_passport(const struct book *book, struct passport *passport,
			  struct answer *ret_answer, struct err *err)
{
	if (passport_put(book, passport, err) < 0)
		return -1;
	answer_with(passport, ret_answer);
	return 0;
}

static int write_invitation(const struct book *book, const struct passport *passport,
			    const struct link *link, struct err *err)
{
	struct uuid holder = holding_holder(&passport->row.held);
	PARTY_AUTO party = { .rows = NULL };
	struct letter letter = {
		.template = "passport_invitation",
		.dealer = book->tenant,
		.to = &party.row,
		.about = passport->row.id,
		.version = passport->row.version,
		.car = &passport->row,
		.may_disown = true,
		.until = passport->row.link_expires_at,
		.params = { .link = link->path },
	};

	if (!uuid_is_set(&holder))
		return err_set_code(err, ERR_CONFLICT, "FLEET_NEEDS_DRIVER",
				    "nobody drives the car: who would activate it?");
	if (party_open(book, &holder, &party, err) < 0)
		return -1;
	return letter_ask(book, &letter, err);
}

static int invite(const struct book *book, struct passport *passport,
		  struct answer *ret_answer, struct err *err)
{
	struct link link;

	passport->row.held.status = PASSPORT_INVITED;
	passport->row.invited_at = tx_now(book->tx);
	if (passport_link(book, passport, &link, err) < 0 ||
	    close_passport(book, passport, ret_answer, err) < 0)
		return -1;
	return write_invitation(book, passport, &link, err);
}

/* Whom the form names: somebody known is not changed by it. */
static int name_party(const struct book *book, const struct passport_create *msg,
		      bool is_holder, struct uuid *ret_id, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	struct party_wish wish = {
		.id = uuid_named("party", msg->passport_id,
				 is_holder ? "holder" : "owner", NULL),
		.kind = WIRE_PARTY_KIND_HOLDER,
		.contact = is_holder ? &msg->holder : msg->owner,
		.home_dealer = book->tenant,
	};
	struct person person = {
		.company = msg->company,
		.street = msg->street,
		.postcode = msg->postcode,
		.city = msg->city,
		.country = msg->country,
	};
	bool made;

	if (party_find_or_make(book, &wish, &party, &made, err) < 0)
		return -1;
	*ret_id = party.row.id;
	if (!made)
		return 0;
	if (is_holder)
		person_write(&person, &party.row);
	return party_put(book, &party, err);
}

/* The fleet, the owner, or else the holder owns it; the holder drives it. */
static int name_holders(const struct book *book, const struct passport_create *msg,
			struct holding *held, struct err *err)
{
	struct instant now = tx_now(book->tx);
	struct uuid holder;

	held->owner_since = now;
	if (name_party(book, msg, true, &holder, err) < 0)
		return -1;
	held->owner = holder;
	if (msg->owner && name_party(book, msg, false, &held->owner, err) < 0)
		return -1;
	if (msg->fleet_id) {
		held->owner = (struct uuid){ "" };
		held->fleet = uuid_from(msg->fleet_id);
	}
	if (strcmp(held->owner.text, holder.text) != 0) {
		held->driver = holder;
		held->driver_since = now;
	}
	return 0;
}

static int check_fleet(const struct book *book, const char *fleet_id, struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };
	struct uuid fleet = uuid_from(fleet_id);
	bool seen = false;

	if (account_open(book, &fleet, &account, err) < 0 ||
	    store_account_seen_by(book->tx, &fleet, book->tenant, &seen, err) < 0)
		return -1;
	if (!seen)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_FLEET",
				    "there is no such fleet");
	return 0;
}

static int check_create(const struct book *book, const struct passport_create *msg,
			struct err *err)
{
	if (!book_garage(book))
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "garages make passports");
	if (!msg->terms_shown)
		return err_set_code(err, ERR_INVALID, "TERMS_NOT_SHOWN",
				    "/terms_shown: tell the customer first what a "
				    "passport keeps");
	if (msg->owner && msg->fleet_id)
		return err_set_code(err, ERR_INVALID, "OWNER_OR_FLEET",
				    "/owner: a person owns the car or a fleet does, "
				    "leave one out");
	return msg->fleet_id ? check_fleet(book, msg->fleet_id, err) : 0;
}

static int add(const struct book *book, const struct passport_create *msg,
	       const struct car_facts *car, struct passport *ret_passport,
	       struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);
	struct car_facts known = *car;
	struct passport_row row = {
		.id = uuid_from(msg->passport_id),
		.held = { .status = PASSPORT_CREATED,
			  .driving_habit = wire_driving_habit_word(msg->driving_habit) },
		.plate = car->plate,
		.country = car->country,
		.make = car->make ? car->make : "",
		.model = car->model ? car->model : "",
		.vehicle = car->id,
		.created_by = msg->actor,
		.created_at = tx_now(book->tx),
	};
	bool added = false;

	if (name_holders(book, msg, &row.held, err) < 0 ||
	    store_passport_add(book->tx, &row, &added, err) < 0)
		return -1;
	if (!added)
		return err_set_code(err, ERR_CONFLICT, "PASSPORT_EXISTS",
				    "the car has a passport already");
	if (passport_open(book, &row.id, ret_passport, err) < 0)
		return -1;
	if (uuid_is_set(&customer))
		known.customer = customer;
	return passport_link_garage(book, ret_passport, book->tenant, &known, err);
}

COMMAND(passport_create)
{
	struct book book = BOOK;
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	PASSPORT_AUTO passport = { .rows = NULL };
	AUTO(rows) *rows = NULL;
	struct car_facts car;

	if (check_create(&book, msg, err) < 0 ||
	    store_fleet_vehicle_find(tx, msg->dealer, &vehicle, &car, &rows, err) < 0)
		return -1;
	if (!uuid_is_set(&car.id))
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_VEHICLE",
				    "there is no vehicle %s", vehicle.text);
	if (add(&book, msg, &car, &passport, err) < 0)
		return -1;
	return invite(&book, &passport, ret_answer, err);
}

/* The same person at another address: whom the first belongs to knows nothing of it. */
static int name_again(const struct book *book, const struct passport_invite *msg,
		      const struct uuid *was, struct uuid *ret_id, struct err *err)
{
	PARTY_AUTO old = { .rows = NULL };
	PARTY_AUTO party = { .rows = NULL };
	struct wire_contact contact = { .email = msg->email };
	struct party_wish wish = {
		.id = uuid_named("party", msg->command_id, NULL),
		.kind = WIRE_PARTY_KIND_HOLDER,
		.contact = &contact,
		.home_dealer = book->tenant,
	};
	bool made;

	if (party_open(book, was, &old, err) < 0)
		return -1;
	struct person person = PERSON_OF(&old.row);
	contact.name = old.row.name;
	contact.language = old.row.language;
	if (party_find_or_make(book, &wish, &party, &made, err) < 0)
		return -1;
	*ret_id = party.row.id;
	if (!made)
		return 0;
	person_write(&person, &party.row);
	return party_put(book, &party, err);
}

/* Who was named before has the car no more; *ret_was is not set when nothing changes. */
static int correct_address(const struct book *book, const struct passport_invite *msg,
			   struct holding *held, struct uuid *ret_was, struct err *err)
{
	struct uuid was = holding_holder(held);
	struct uuid now;

	if (!uuid_is_set(&was))
		return err_set_code(err, ERR_CONFLICT, "NO_DRIVER",
				    "nobody drives the car");
	if (name_again(book, msg, &was, &now, err) < 0)
		return -1;
	if (strcmp(was.text, now.text) == 0)
		return 0;
	if (strcmp(held->owner.text, was.text) == 0)
		held->owner = now;
	if (strcmp(held->driver.text, was.text) == 0)
		held->driver = now;
	/* Of the owner there is one name less. */
	if (strcmp(held->driver.text, held->owner.text) == 0)
		held->driver = (struct uuid){ "" };
	if (!uuid_is_set(&held->driver))
		held->driver_since = NO_INSTANT;
	*ret_was = was;
	return 0;
}

COMMAND(passport_invite)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	struct uuid was = { "" };
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_INVITE, &passport, &roles,
			      err) < 0 ||
	    (msg->email &&
	     correct_address(&book, msg, &passport.row.held, &was, err) < 0) ||
	    invite(&book, &passport, ret_answer, err) < 0)
		return -1;
	return uuid_is_set(&was) ? erase_invited_party(&book, &was, err) : 0;
}

/* The link proved the address, so the party is who it says. */
static int show_holder(const struct book *book, const char *terms, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	struct uuid id = book_party(book);

	if (party_open(book, &id, &party, err) < 0)
		return -1;
	party_show(book, &party, terms);
	return party_put(book, &party, err);
}

static int activate(const struct book *book, const struct passport_activate *msg,
		    struct passport *passport, struct err *err)
{
	struct passport_row *row = &passport->row;

	row->held.status = PASSPORT_ACTIVE;
	row->held.habit_consent = msg->habit_consent;
	row->held.reminders = msg->reminders;
	if (!msg->habit_consent)
		row->held.driving_habit = NULL;
	row->activated_at = tx_now(book->tx);
	passport_unlink(passport);
	if (timer_clear(book->tx, TIMER_PASSPORT_LINK, row->id.text, err) < 0)
		return -1;
	return show_holder(book, msg->terms_version, err);
}

COMMAND(passport_activate)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_ACTIVATE, &passport,
			      &roles, err) < 0) {
		/* Its holder presses twice: the same answer. */
		if (strcmp(err->code, "PASSPORT_ACTIVE_ALREADY") != 0)
			return -1;
		err_clear(err);
		answer_with(&passport, ret_answer);
		return 0;
	}
	if (activate(&book, msg, &passport, err) < 0)
		return -1;
	return close_passport(&book, &passport, ret_answer, err);
}

static int change_habit(const struct passport_change *msg, struct holding *held,
			struct err *err)
{
	if (msg->has_habit_consent)
		held->habit_consent = msg->habit_consent;
	if (msg->driving_habit && !held->habit_consent)
		return err_set_code(err, ERR_INVALID, "HABIT_NEEDS_CONSENT",
				    "/driving_habit is kept only when its driver agrees");
	if (msg->driving_habit)
		held->driving_habit = wire_driving_habit_word(msg->driving_habit);
	if (!held->habit_consent)
		held->driving_habit = NULL;
	return 0;
}

/* Whom it is for; an owner does not write in the data of another who drives. */
static int change_holder(const struct book *book, const struct person *person,
			 const struct passport *passport, unsigned roles, struct err *err)
{
	struct uuid holder = holding_holder(&passport->row.held);

	if (!(roles & (ROLE_GARAGE | ROLE_HOLDER)))
		return err_set_code(err, ERR_DENIED, "NOT_YOURS",
				    "these are the data of who drives the car");
	if (!uuid_is_set(&holder))
		return err_set_code(err, ERR_CONFLICT, "NO_DRIVER",
				    "nobody drives the car");
	return person_change(book, &holder, person, &passport->row.id, err);
}

COMMAND(passport_change)
{
	struct book book = BOOK;
	PASSPORT_AUTO passport = { .rows = NULL };
	struct person person = PERSON_OF(msg);
	unsigned roles;

	if (passport_open_for(&book, msg->passport_id, PASSPORT_CHANGE, &passport, &roles,
			      err) < 0 ||
	    book_check_version(msg->expected_version, passport.row.version, err) < 0 ||
	    change_habit(msg, &passport.row.held, err) < 0)
		return -1;
	if (person_says(&person) &&
	    change_holder(&book, &person, &passport, roles, err) < 0)
		return -1;
	return close_passport(&book, &passport, ret_answer, err);
}
