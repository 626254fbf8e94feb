/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A car on offer to somebody who is forgotten meanwhile: its owner has it back, and may
 * do with it what every owner may.
 */
#include <string.h>

#include "../scratch.h"
#include "flow/outbox.h"
#include "fleet/book/erase.h"
#include "fleet/book/transfer.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define ANN   "0198c2f0-1111-7000-8000-000000000001"
#define BOB   "0198c2f0-1111-7000-8000-000000000002"
#define CAR   "0198c2f0-1111-7000-8000-000000000003"
#define OFFER "0198c2f0-1111-7000-8000-000000000004"

static struct scratch scratch;
static const struct uuid ann = { ANN }, bob = { BOB };

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "offers", fleet_migrations,
			     fleet_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

/* Ann's car is on offer to Bob. */
static int world(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE party, passport, passport_garage, transfer,"
			      " outbox, timer CASCADE");
	scratch_run(&scratch,
		    "INSERT INTO party (party_id, version, kind, status, email,"
		    " email_key, name, language, home_dealer, created_at)"
		    " SELECT id::uuid, 1, 'holder', 'active', name || '@x.nl',"
		    " name || '@x.nl', name, 'nl', 'NL-1', now() FROM (VALUES ('" ANN
		    "', 'ann'), ('" BOB "', 'bob')) AS p (id, name)");
	scratch_run(&scratch,
		    "INSERT INTO passport (passport_id, version, status, plate, country,"
		    " make, model, vehicle_id, owner_id, owner_since, created_by,"
		    " created_at, transfer_id) VALUES ('" CAR "', 1, 'transfer_pending',"
		    " '00FLT1', 'NL', 'Subaru', 'XV', '" CAR "', '" ANN "', now(),"
		    " 'piet', now(), '" OFFER "')");
	scratch_run(&scratch,
		    "INSERT INTO transfer (transfer_id, version, passport_id, kind,"
		    " status, dealer, plate, recipient_email, recipient_language,"
		    " recipient_id, started_by, started_at, expires_at) VALUES ('" OFFER
		    "', 1, '" CAR "', 'owner', 'pending', 'NL-1', '00FLT1', 'bob@x.nl',"
		    " 'nl', '" BOB "', '" ANN "', now(), now() + interval '14 days')");
	scratch_run(&scratch, "INSERT INTO timer (kind, key, due, retry_at) VALUES"
			      " ('transfer', '" OFFER "', now() + interval '3 days',"
			      " now() + interval '3 days')");
	return 0;
}

/* What one who asks, or the clock, does in a transaction of its own. */
static void forget(const struct uuid *party)
{
	static const struct fleet svc = { .knobs = NULL };
	AUTO(outbox) *say = outbox_new("fleet");
	struct tx *tx = scratch_begin(&scratch);
	struct book book = { &svc, tx, say, "", "" };
	struct err err = { 0 };

	outbox_because_of(say, party->text, NULL);
	must(erase_asking_party(&book, party, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	scratch_commit(tx);
}

static void tick(void)
{
	static const struct fleet svc = { .knobs = NULL };
	AUTO(outbox) *say = outbox_new("fleet");
	struct tx *tx = scratch_begin(&scratch);
	struct book book = { &svc, tx, say, "", "" };
	struct err err = { 0 };

	outbox_because_of(say, "tick", NULL);
	must(transfer_tick(&book, OFFER, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	scratch_commit(tx);
}

static void expect(const char *what, const char *sql, const char *wanted)
{
	char *found = scratch_text(&scratch, sql);

	expect_text(what, found, wanted);
	mem_free(found);
}

#define OF_CAR   "SELECT status || ' ' || coalesce(transfer_id::text, '-') FROM passport"
#define OF_OFFER "SELECT status || ' ' || recipient_email || '.' FROM transfer"
#define LAST_SAID(topic)                                                                 \
	"SELECT coalesce(value::json ->> 'status', 'gone') FROM outbox WHERE topic = '"  \
	topic ".state.v1' ORDER BY id DESC LIMIT 1"

static void its_owner_has_it_back(void **state)
{
	(void)state;
	forget(&bob);
	expect("nobody is asked any more", OF_OFFER, "cancelled .");
	expect("the car is Ann's alone", OF_CAR, "active -");
	expect("which is said", LAST_SAID("passport"), "active");
	expect("and the offer is gone", LAST_SAID("transfer"), "gone");
	expect_number("no timer", scratch_number(&scratch, "SELECT count(*) FROM timer"
							   " WHERE kind = 'transfer'"),
		      0);
	expect_number("no letter",
		      scratch_number(&scratch, "SELECT count(*) FROM outbox WHERE topic"
					       " LIKE 'notification%'"),
		      0);
	forget(&ann);
	expect("she may go herself", OF_CAR, "archived -");
}

static const char *migration(const char *part)
{
	for (size_t i = 0; i < fleet_migrations_count; i++)
		if (strstr(fleet_migrations[i].name, part))
			return fleet_migrations[i].sql;
	fail_msg("there is no migration %s", part);
	return NULL;
}

/* As earlier editions left it: waiting, and nobody's. */
static void an_offer_to_nobody_ends_by_the_clock(void **state)
{
	(void)state;
	scratch_run(&scratch, "UPDATE transfer SET recipient_email = '', plate = NULL");
	scratch_run(&scratch, migration("0015"));
	expect_number("at once",
		      scratch_number(&scratch, "SELECT count(*) FROM timer WHERE kind ="
					       " 'transfer' AND retry_at <= now()"),
		      1);
	tick();
	expect("it ends", OF_OFFER, "cancelled .");
	expect("the car is Ann's alone", OF_CAR, "active -");
	expect_number("what was gone stays gone",
		      scratch_number(&scratch, "SELECT count(*) FROM outbox WHERE topic"
					       " = 'transfer.state.v1'"),
		      0);
}

static void an_offer_to_somebody_waits(void **state)
{
	(void)state;
	scratch_run(&scratch, migration("0015"));
	expect_number("its day has not come",
		      scratch_number(&scratch, "SELECT count(*) FROM timer WHERE"
					       " retry_at <= now()"),
		      0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(its_owner_has_it_back, world),
		cmocka_unit_test_setup(an_offer_to_nobody_ends_by_the_clock, world),
		cmocka_unit_test_setup(an_offer_to_somebody_waits, world),
	};

	if (!scratch_is_there("store/fleet/offers"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/offers", tests, open_scratch,
					   close_scratch);
}
