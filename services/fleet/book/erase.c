/* SPDX-License-Identifier: Apache-2.0 */
/* Forgetting a garage's customer. */
#include "fleet/book/erase.h"

#include "fleet/appointment/book.h"
#include "fleet/book/account.h"
#include "fleet/book/party.h"
#include "fleet/book/transfer.h"
#include "gen/party_state.h"
#include "gen/transfer_state.h"

/* Whose car was offered has it back: nobody is left who could answer. */
static int end_offer(const struct book *book, const char *id, struct err *err)
{
	TRANSFER_AUTO transfer = { .rows = NULL };

	if (transfer_open(book, id, &transfer, err) < 0)
		return -1;
	if (transfer.row.status != OFFER_PENDING)
		return 0;
	return transfer_lapse(book, &transfer, OFFER_CANCELLED, err);
}

static int end_offers(const struct book *book, const struct uuid *party, struct err *err)
{
	AUTO(rows) *ids = NULL;

	if (store_transfers_waiting(book->tx, party, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(ids); i++)
		if (end_offer(book, row_text(ids, i, 0), err) < 0)
			return -1;
	return 0;
}

static int erase_transfers(const struct book *book, const struct uuid *party,
			   struct err *err)
{
	AUTO(rows) *ids = NULL;

	if (end_offers(book, party, err) < 0 ||
	    store_transfers_erase(book->tx, party, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(ids); i++)
		if (outbox_say_gone(book->say, &transfer_state_type, row_text(ids, i, 0),
				    err) < 0)
			return -1;
	return 0;
}

static int forget(const struct book *book, struct party *party, struct err *err)
{
	const struct uuid *id = &party->row.id;

	party_close(book, party);
	party_blank(party);
	if (store_party_save(book->tx, &party->row, err) < 0 ||
	    timer_clear(book->tx, TIMER_PARTY_FORGET, id->text, err) < 0 ||
	    outbox_say_gone(book->say, &party_state_type, id->text, err) < 0)
		return -1;
	return erase_transfers(book, id, err);
}

/* Who has another car is still somebody. */
static int erase_party(const struct book *book, const struct uuid *id, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	AUTO(rows) *cars = NULL;

	if (!uuid_is_set(id))
		return 0;
	if (party_open(book, id, &party, err) < 0 ||
	    store_passports_of_party(book->tx, id, &cars, err) < 0)
		return -1;
	if (rows_count(cars) > 0 || party.row.kind == WIRE_PARTY_KIND_MANAGER ||
	    party.row.status == WIRE_PARTY_STATUS_CLOSED)
		return 0;
	return forget(book, &party, err);
}

int erase_invited_party(const struct book *book, const struct uuid *id, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	bool waits = false;

	if (party_open(book, id, &party, err) < 0)
		return -1;
	if (party.row.kind == WIRE_PARTY_KIND_MANAGER ||
	    party.row.status != WIRE_PARTY_STATUS_INVITED)
		return 0;
	if (store_party_is_needed(book->tx, id, &waits, err) < 0)
		return -1;
	return waits ? party_ask_later(book, id, err) : forget(book, &party, err);
}

static int end_passport(const struct book *book, struct passport *passport,
			struct err *err)
{
	struct passport_row *row = &passport->row;
	struct holding was = row->held;

	if (transfer_withdraw(book, &was.transfer, err) < 0)
		return -1;
	holding_archive(&row->held);
	row->archived_at = tx_now(book->tx);
	row->archived_reason = "erased";
	row->plate = NULL;
	passport_unlink(passport);
	if (passport_put(book, passport, err) < 0)
		return -1;
	if (uuid_is_set(&was.anchors) && account_anchor_left(book, &was.anchors, err) < 0)
		return -1;
	if (erase_party(book, &was.owner, err) < 0)
		return -1;
	return erase_party(book, &was.driver, err);
}

static int erase_one(const struct book *book, const char *dealer, const struct uuid *id,
		     struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };
	struct garage_link *link;

	if (passport_open(book, id, &passport, err) < 0)
		return -1;
	link = passport_garage(&passport, dealer);
	if (!link)
		return 0;
	link->customer = (struct uuid){ "" };
	if (!instant_is_set(link->until))
		link->until = tx_now(book->tx);
	if (store_passport_link(book->tx, id, link, err) < 0)
		return -1;
	if (passport_garages_now(&passport) == 0)
		return end_passport(book, &passport, err);
	return passport_put(book, &passport, err);
}

int erase_fleet_customer(const struct book *book, const char *dealer,
			 const struct uuid *customer, struct err *err)
{
	AUTO(rows) *ids = NULL;

	if (appointments_erase(book->tx, dealer, customer, book->say, err) < 0 ||
	    store_passports_of_customer(book->tx, dealer, customer, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(ids); i++) {
		struct uuid id = row_uuid(ids, i, 0);

		if (erase_one(book, dealer, &id, err) < 0)
			return -1;
	}
	return 0;
}

static int leave_car(const struct book *book, const struct uuid *id,
		     const struct uuid *party, struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };
	struct holding *held = &passport.row.held;

	if (passport_open(book, id, &passport, err) < 0)
		return -1;
	if (holding_roles(held, party) & ROLE_OWNER)
		return end_passport(book, &passport, err);
	holding_disown(held, ROLE_DRIVER, tx_now(book->tx));
	return passport_put(book, &passport, err);
}

int erase_asking_party(const struct book *book, const struct uuid *id, struct err *err)
{
	PARTY_AUTO party = { .rows = NULL };
	AUTO(rows) *cars = NULL;

	if (party_open(book, id, &party, err) < 0 ||
	    store_passports_of_party(book->tx, id, &cars, err) < 0)
		return -1;
	if (party.row.status == WIRE_PARTY_STATUS_CLOSED)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_PARTY",
				    "there is no such party");
	if (party.row.kind == WIRE_PARTY_KIND_MANAGER)
		return err_set_code(err, ERR_CONFLICT, "MANAGES_FLEET",
				    "somebody else has to take over the fleet first");
	if (forget(book, &party, err) < 0 ||
	    appointments_erase_party(book->tx, id, book->say, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(cars); i++) {
		struct uuid car = row_uuid(cars, i, 0);

		if (leave_car(book, &car, id, err) < 0)
			return -1;
	}
	return 0;
}
