/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How each garage names the car of a passport: by its plate, and the one that made the
 * passport by its own word; and who is still needed of those who were asked.
 */
#include "../scratch.h"
#include "fleet/store_facts.h"
#include "fleet/store_party.h"
#include "fleet/store_passport.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define GARAGE "NL-1"
#define OTHER  "NL-2"
#define ID(n)                                                                            \
	{                                                                                \
		"0198c2f0-1111-7000-8000-00000000000" n                                  \
	}

static struct scratch scratch;
static const struct uuid ann = ID("1"), bob = ID("2"), car = ID("5");
static const struct uuid vehicle = ID("7"), theirs = ID("b");

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "fleet", fleet_migrations, fleet_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void add_party(struct tx *tx, const struct uuid *id, const char *email)
{
	struct err err = { 0 };
	bool added = false;
	struct party_row row = { .id = *id,
				 .kind = WIRE_PARTY_KIND_HOLDER,
				 .email = email,
				 .email_key = email,
				 .name = email,
				 .language = WIRE_LANGUAGE_NL,
				 .home_dealer = GARAGE,
				 .created_at = tx_now(tx) };

	must(store_party_add(tx, &row, &added, &err), &err);
	expect_true(email, added);
}

/* Ann owns the car; Bob was asked. */
static struct tx *begin_world(void)
{
	struct tx *tx = scratch_begin(&scratch);
	struct passport_row row = {
		.id = car,
		.held = { .status = PASSPORT_ACTIVE,
			  .owner = ann,
			  .owner_since = tx_now(tx) },
		.plate = "00FLT1",
		.country = "NL",
		.make = "Subaru",
		.model = "XV",
		.vehicle = vehicle,
		.created_by = "piet",
		.created_at = tx_now(tx),
	};
	struct err err = { 0 };
	bool added = false;

	add_party(tx, &ann, "ann@x.nl");
	add_party(tx, &bob, "bob@x.nl");
	must(store_passport_add(tx, &row, &added, &err), &err);
	expect_true("the car", added);
	return tx;
}

/* What the garage says of its car; ids of the passports that say something else. */
static struct rows *hear_car(struct tx *tx, const struct vehicle_state *state)
{
	struct rows *ids = NULL;
	struct err err = { 0 };

	must(store_fleet_vehicles_keep(tx, &state, 1, &err), &err);
	must(store_passports_of_vehicles(tx, &state, 1, &ids, &err), &err);
	return ids;
}

static int64_t passports_that_differ(struct tx *tx, const char *dealer,
				     const struct uuid *id, int64_t version,
				     const char *plate)
{
	struct vehicle_state state = { .dealer = dealer,
				       .vehicle_id = id->text,
				       .version = version,
				       .plate = plate,
				       .make = "Subaru",
				       .model = "XV" };
	AUTO(rows) *ids = hear_car(tx, &state);

	return (int64_t)rows_count(ids);
}

static void link_car(struct tx *tx, const char *dealer, const struct uuid *id)
{
	struct garage_link link = { .dealer = dealer,
				    .vehicle = *id,
				    .since = tx_now(tx) };
	struct err err = { 0 };

	must(store_passport_link(tx, &car, &link, &err), &err);
}

static void garages_name_a_car_each_by_its_plate(void **state)
{
	static const struct uuid unknown = { "" };
	struct tx *tx = begin_world();
	struct car_facts wanted = { .plate = "00FLT1", .country = "NL" }, found;
	struct err err = { 0 };

	(void)state;
	link_car(tx, GARAGE, &vehicle);
	link_car(tx, OTHER, &unknown);
	expect_number("as it is",
		      passports_that_differ(tx, GARAGE, &vehicle, 1, "00FLT1"), 0);
	expect_number("another's plate",
		      passports_that_differ(tx, OTHER, &theirs, 1, "X"), 0);
	expect_number("known now", passports_that_differ(tx, OTHER, &theirs, 2, "00FLT1"),
		      1);
	must(store_fleet_vehicle_by_plate(tx, OTHER, &wanted, &found, &err), &err);
	expect_text("as it names it", found.id.text, theirs.text);
	link_car(tx, OTHER, &theirs);
	expect_number("said", passports_that_differ(tx, OTHER, &theirs, 3, "00FLT1"), 0);
	expect_number("not it", passports_that_differ(tx, OTHER, &theirs, 4, "00FLT2"),
		      1);
	wanted.country = "DE";
	must(store_fleet_vehicle_by_plate(tx, GARAGE, &wanted, &found, &err), &err);
	expect_true("a plate of another country", !uuid_is_set(&found.id));
	expect_number("corrected by its maker",
		      passports_that_differ(tx, GARAGE, &vehicle, 2, "00FLT3"), 1);
	tx_rollback(tx);
}

static void who_is_needed(void **state)
{
	struct tx *tx = begin_world();
	bool needed = true;
	struct err err = { 0 };

	(void)state;
	must(store_party_is_needed(tx, &bob, &needed, &err), &err);
	expect_true("nothing waits", !needed);
	must(tx_run(tx,
		    "INSERT INTO transfer (transfer_id, version, passport_id, kind,"
		    " status, dealer, recipient_email, recipient_id, started_by,"
		    " started_at, expires_at) VALUES ($1, 1, $1, 'owner', 'pending', $2,"
		    " 'bob', $3, $4, now(), now())",
		    ARGS(arg_uuid(&car), arg_text(GARAGE), arg_uuid(&bob),
			 arg_uuid(&ann)),
		    NULL, &err),
	     &err);
	must(store_party_is_needed(tx, &bob, &needed, &err), &err);
	expect_true("an offer waits", needed);
	must(store_party_is_needed(tx, &ann, &needed, &err), &err);
	expect_true("she owns a car", needed);
	tx_rollback(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(garages_name_a_car_each_by_its_plate),
		cmocka_unit_test(who_is_needed),
	};

	if (!scratch_is_there("store/fleet/passport_garages"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/passport_garages", tests,
					   open_scratch, close_scratch);
}
