/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the fleet service keeps of people and cars: one address one party, one owner, one
 * passport a car, one offer at a time, and who gets messages.
 */
#include "../scratch.h"
#include "fleet/store_account.h"
#include "fleet/store_digest.h"
#include "fleet/store_party.h"
#include "fleet/store_passport.h"
#include "fleet/store_transfer.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define GARAGE "NL-1"
#define ID(n)                                                                            \
	{                                                                                \
		"0198c2f0-1111-7000-8000-00000000000" n                                  \
	}

static struct scratch scratch;
static const struct uuid ann = ID("1"), bob = ID("2"), boss = ID("3"), firm = ID("4");
static const struct uuid car = ID("5"), other_car = ID("6"), vehicle = ID("7");
static const struct uuid first = ID("8"), second = ID("9"), customer = ID("a");

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

static bool add_party(struct tx *tx, const struct uuid *id, const char *key,
		      const struct uuid *fleet)
{
	struct err err = { 0 };
	bool added = false;
	struct party_row row = {
		.id = *id,
		.kind = fleet ? WIRE_PARTY_KIND_MANAGER : WIRE_PARTY_KIND_HOLDER,
		.email = key,
		.email_key = key,
		.name = key,
		.language = WIRE_LANGUAGE_NL,
		.home_dealer = GARAGE,
		.created_at = tx_now(tx),
	};

	if (fleet)
		row.fleet = *fleet;
	must(store_party_add(tx, &row, &added, &err), &err);
	return added;
}

static void set_status(struct tx *tx, const struct uuid *id,
		       enum wire_party_status status)
{
	AUTO(rows) *rows = NULL;
	struct party_row row;
	struct err err = { 0 };

	must(store_party_open(tx, id, &row, &rows, &err), &err);
	row.version++;
	row.status = status;
	must(store_party_save(tx, &row, &err), &err);
}

static void one_address_is_one_party(void **state)
{
	struct tx *tx = scratch_begin(&scratch);
	struct uuid found;
	struct err err = { 0 };

	(void)state;
	expect_true("ann", add_party(tx, &ann, "ann@x.nl", NULL));
	expect_true("not twice", !add_party(tx, &bob, "ann@x.nl", NULL));
	must(store_party_by_key(tx, "ann@x.nl", &found, &err), &err);
	expect_text("hers", found.text, ann.text);
	set_status(tx, &ann, WIRE_PARTY_STATUS_CLOSED);
	must(store_party_by_key(tx, "ann@x.nl", &found, &err), &err);
	expect_true("a closed one has none", !uuid_is_set(&found));
	expect_true("somebody else may have it", add_party(tx, &bob, "ann@x.nl", NULL));
	tx_rollback(tx);
}

static struct passport_row row_of(const struct uuid *id, struct tx *tx)
{
	return (struct passport_row){
		.id = *id,
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
}

/* Ann owns it, Bob drives nothing yet; a fleet with its manager. */
static struct tx *begin_world(void)
{
	struct tx *tx = scratch_begin(&scratch);
	struct passport_row row = row_of(&car, tx);
	struct account_row account = { .id = firm,
				       .name = "Firm",
				       .dealer = GARAGE,
				       .status = FLEET_STATE_STATUS_ACTIVE,
				       .messages = FLEET_STATE_MESSAGES_DRIVER,
				       .created_by = "piet",
				       .created_at = tx_now(tx) };
	struct err err = { 0 };
	bool added = false;

	expect_true("ann", add_party(tx, &ann, "ann@x.nl", NULL));
	expect_true("bob", add_party(tx, &bob, "bob@x.nl", NULL));
	must(store_account_add(tx, &account, &added, &err), &err);
	expect_true("the manager", add_party(tx, &boss, "boss@x.nl", &firm));
	must(store_passport_add(tx, &row, &added, &err), &err);
	expect_true("the car", added);
	return tx;
}

static void open_car(struct tx *tx, struct passport_row *ret_row, struct rows **ret_rows)
{
	struct err err = { 0 };

	must(store_passport_open(tx, &car, ret_row, ret_rows, &err), &err);
}

static void never_two_owners_and_never_none(void **state)
{
	struct tx *tx = begin_world();
	AUTO(rows) *rows = NULL;
	struct passport_row row;
	struct err err = { 0 };

	(void)state;
	open_car(tx, &row, &rows);
	must(tx_save(tx, &err), &err);
	row.held.fleet = firm;
	expect_number("both", store_passport_save(tx, &row, &err), -1);
	expect_number("the database itself refuses", err.kind, ERR_INVALID);
	must(tx_undo(tx, &err), &err);
	must(tx_save(tx, &err), &err);
	row.held.owner = row.held.fleet = (struct uuid){ "" };
	expect_number("nobody", store_passport_save(tx, &row, &err), -1);
	must(tx_undo(tx, &err), &err);
	row.held.fleet = firm;
	must(store_passport_save(tx, &row, &err), &err);
	tx_rollback(tx);
}

static void one_car_has_one_passport(void **state)
{
	struct tx *tx = begin_world();
	struct passport_row another = row_of(&other_car, tx), row;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	bool added = true;

	(void)state;
	another.vehicle = first;
	must(store_passport_add(tx, &another, &added, &err), &err);
	expect_true("the plate has one", !added);
	open_car(tx, &row, &rows);
	row.held.status = PASSPORT_ARCHIVED;
	must(store_passport_save(tx, &row, &err), &err);
	must(store_passport_add(tx, &another, &added, &err), &err);
	expect_true("once it has ended", added);
	tx_rollback(tx);
}

static const char *contact_of(struct tx *tx, struct rows **ret_rows)
{
	struct err err = { 0 };

	rows_free(*ret_rows);
	*ret_rows = NULL;
	must(store_passport_contact(tx, &car, ret_rows, &err), &err);
	return rows_count(*ret_rows) > 0 ? row_text(*ret_rows, 0, 0) : "";
}

static void save_held(struct tx *tx, const struct uuid *owner, const struct uuid *driver,
		      const struct uuid *fleet)
{
	static const struct uuid none = { "" };
	AUTO(rows) *rows = NULL;
	struct passport_row row;
	struct err err = { 0 };

	open_car(tx, &row, &rows);
	row.activated_at = tx_now(tx);
	row.held.owner = owner ? *owner : none;
	row.held.driver = driver ? *driver : none;
	row.held.fleet = fleet ? *fleet : none;
	must(store_passport_save(tx, &row, &err), &err);
}

static void who_gets_messages(void **state)
{
	struct tx *tx = begin_world();
	AUTO(rows) *rows = NULL;

	(void)state;
	save_held(tx, &ann, NULL, NULL);
	expect_text("nobody has shown an address", contact_of(tx, &rows), "");
	set_status(tx, &ann, WIRE_PARTY_STATUS_ACTIVE);
	expect_text("the owner", contact_of(tx, &rows), "ann@x.nl");
	set_status(tx, &bob, WIRE_PARTY_STATUS_ACTIVE);
	save_held(tx, &ann, &bob, NULL);
	expect_text("the driver", contact_of(tx, &rows), "bob@x.nl");
	save_held(tx, NULL, NULL, &firm);
	expect_text("a manager who did not log in yet", contact_of(tx, &rows), "");
	set_status(tx, &boss, WIRE_PARTY_STATUS_ACTIVE);
	expect_text("nobody drives it", contact_of(tx, &rows), "boss@x.nl");
	save_held(tx, NULL, &bob, &firm);
	expect_text("the fleet's driver", contact_of(tx, &rows), "bob@x.nl");
	tx_rollback(tx);
}

static void link_garage(struct tx *tx, struct instant until)
{
	struct garage_link link = { .dealer = GARAGE,
				    .customer = customer,
				    .vehicle = vehicle,
				    .since = tx_now(tx),
				    .until = until };
	struct err err = { 0 };

	must(store_passport_link(tx, &car, &link, &err), &err);
}

static void garages_see_fleets_by_their_cars(void **state)
{
	struct tx *tx = begin_world();
	struct garage_link links[PASSPORT_GARAGES];
	AUTO(rows) *rows = NULL;
	AUTO(rows) *ids = NULL;
	struct err err = { 0 };
	size_t count = 0;
	bool seen = true;

	(void)state;
	must(store_account_seen_by(tx, &firm, "NL-2", &seen, &err), &err);
	expect_true("a garage without its cars", !seen);
	must(store_account_seen_by(tx, &firm, GARAGE, &seen, &err), &err);
	expect_true("the one that made it", seen);
	link_garage(tx, NO_INSTANT);
	link_garage(tx, tx_now(tx));
	must(store_passport_garages(tx, &car, links, &count, &rows, &err), &err);
	expect_number("one link a garage", (int64_t)count, 1);
	expect_true("ended", instant_is_set(links[0].until));
	must(store_passports_of_customer(tx, GARAGE, &customer, &ids, &err), &err);
	expect_number("also an ended one is the customer's", (int64_t)rows_count(ids), 1);
	tx_rollback(tx);
}

static bool add_offer(struct tx *tx, const struct uuid *id)
{
	struct transfer_row row = { .id = *id,
				    .passport = car,
				    .kind = WIRE_TRANSFER_KIND_OWNER,
				    .status = OFFER_PENDING,
				    .dealer = GARAGE,
				    .plate = "00FLT1",
				    .recipient_email = "bob@x.nl",
				    .recipient = bob,
				    .started_by = ann,
				    .started_at = tx_now(tx),
				    .expires_at = tx_now(tx) };
	struct err err = { 0 };
	bool added = false;

	must(store_transfer_add(tx, &row, &added, &err), &err);
	return added;
}

static void one_offer_at_a_time(void **state)
{
	struct tx *tx = begin_world();
	AUTO(rows) *rows = NULL;
	AUTO(rows) *gone = NULL;
	struct transfer_row row;
	struct err err = { 0 };

	(void)state;
	expect_true("one", add_offer(tx, &first));
	expect_true("not two", !add_offer(tx, &second));
	must(store_transfer_open(tx, &first, &row, &rows, &err), &err);
	expect_text("to bob", row.recipient_email, "bob@x.nl");
	row.status = OFFER_DECLINED;
	must(store_transfer_save(tx, &row, &err), &err);
	expect_true("then another", add_offer(tx, &second));
	must(store_transfers_erase(tx, &bob, &gone, &err), &err);
	expect_number("both forgotten", (int64_t)rows_count(gone), 2);
	rows_free(TAKE(rows));
	must(store_transfer_open(tx, &second, &row, &rows, &err), &err);
	expect_text("nobody's", row.recipient_email, "");
	expect_true("without plate", !row.plate);
	expect_number("an unknown one", store_transfer_passport(tx, &ann, &row.id, &err),
		      -1);
	expect_text("its code", err.code, "NO_SUCH_TRANSFER");
	tx_rollback(tx);
}

static void cars_that_ask_for_attention(void **state)
{
	struct tx *tx = begin_world();
	struct civil_date today = { 2026, 11, 23 };
	struct err err = { 0 };
	struct rows *rows = NULL;

	(void)state;
	save_held(tx, NULL, &bob, &firm);
	must(store_digest_cars(tx, &firm, today, &rows, &err), &err);
	expect_number("nothing to tell", (int64_t)rows_count(rows), 0);
	rows_free(TAKE(rows));
	link_garage(tx, NO_INSTANT);
	must(tx_run(tx,
		    "INSERT INTO vehicle (dealer, vehicle_id, version, apk_expiry)"
		    " VALUES ($1, $2, 1, '2027-01-22')",
		    ARGS(arg_text(GARAGE), arg_uuid(&vehicle)), NULL, &err),
	     &err);
	must(store_digest_cars(tx, &firm, today, &rows, &err), &err);
	expect_number("60 days before the APK ends", (int64_t)rows_count(rows), 1);
	expect_text("who drives", row_text(rows, 0, 4), "bob@x.nl");
	expect_number("of all cars", row_int(rows, 0, 5), 1);
	rows_free(TAKE(rows));
	today.day = 22;
	must(store_digest_cars(tx, &firm, today, &rows, &err), &err);
	expect_number("not 61 days before", (int64_t)rows_count(rows), 0);
	rows_free(rows);
	tx_rollback(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_address_is_one_party),
		cmocka_unit_test(never_two_owners_and_never_none),
		cmocka_unit_test(one_car_has_one_passport),
		cmocka_unit_test(who_gets_messages),
		cmocka_unit_test(garages_see_fleets_by_their_cars),
		cmocka_unit_test(one_offer_at_a_time),
		cmocka_unit_test(cars_that_ask_for_attention),
	};

	if (!scratch_is_there("store/fleet/passports"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/passports", tests, open_scratch,
					   close_scratch);
}
