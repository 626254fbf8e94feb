/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Days and appointments in the database: what was written comes back, a day's row is a
 * lock that the next one waits for, and only those who have a car may book for it.
 */
#include "../scratch.h"
#include "fleet/store_appointment.h"
#include "unit.h"

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define GARAGE "NL-1"

static struct scratch scratch;
static struct uuid visit = { "0198c2f0-1111-7000-8000-000000000001" };
static struct uuid owner = { "0198c2f0-1111-7000-8000-000000000002" };
static struct uuid passport = { "0198c2f0-1111-7000-8000-000000000003" };
static struct uuid stranger = { "0198c2f0-1111-7000-8000-000000000004" };
static const struct civil_date day = { 2026, 12, 1 };
static const struct civil_date next = { 2026, 12, 2 };

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "fleet_days", fleet_migrations,
			     fleet_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static struct appointment_row sample(struct tx *tx)
{
	return (struct appointment_row){ .id = visit,
					 .version = 1,
					 .status = "booked",
					 .date = day,
					 .minute = 510,
					 .minutes = 30,
					 .starts_at = tx_now(tx),
					 .kinds = "service,apk",
					 .remarks = "Rammelt",
					 .email = "jan@klant.example",
					 .booked_at = tx_now(tx),
					 .booked_by = "link" };
}

static int64_t cars_on(struct civil_date from, struct civil_date to,
		       const struct uuid *but)
{
	struct tx *tx = scratch_begin(&scratch);
	struct days days = { from, to };
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	must(store_cars_of_days(tx, GARAGE, days, but, &rows, &err), &err);
	scratch_commit(tx);
	return (int64_t)rows_count(rows);
}

static void an_appointment_is_kept_and_moved(void **state)
{
	struct tx *tx = scratch_begin(&scratch);
	struct appointment_row row = sample(tx), again;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };
	bool added = false;

	(void)state;
	must(store_appointment_add(tx, GARAGE, &row, &added, &err), &err);
	expect_true("new", added);
	must(store_appointment_add(tx, GARAGE, &row, &added, &err), &err);
	expect_true("only once", !added);
	must(store_appointment_open(tx, GARAGE, &visit, &again, &rows, &err), &err);
	expect_text("what for", again.kinds, "service,apk");
	expect_number("when", again.minute, 510);
	expect_text("who", again.email, "jan@klant.example");
	again.date = next;
	again.sequence = 1;
	must(store_appointment_save(tx, GARAGE, &again, &err), &err);
	rows_free(TAKE(rows));
	expect_number("another garage has none",
		      store_appointment_open(tx, "NL-2", &visit, &again, &rows, &err),
		      -1);
	expect_number("absent", err.kind, ERR_ABSENT);
	scratch_commit(tx);
	expect_number("left the day", cars_on(day, day, NULL), 0);
	expect_number("for another", cars_on(day, next, NULL), 1);
	expect_number("not counting itself", cars_on(next, next, &visit), 0);
}

static void put_days(struct tx *tx, int64_t version)
{
	static const char *const dates[] = { "2026-12-01", "2026-12-02" };
	static const char *const slots[] = { "510/30/2/0", "" };
	int64_t versions[] = { version, version };
	struct day_rows days = { dates, versions, slots, 2 };
	struct err err = { 0 };

	must(store_days_put(tx, GARAGE, &days, &err), &err);
}

static void days_are_kept_and_forgotten(void **state)
{
	struct tx *tx = scratch_begin(&scratch);
	AUTO(rows) *rows = NULL;
	AUTO(rows) *gone = NULL;
	struct err err = { 0 };

	(void)state;
	put_days(tx, 1);
	put_days(tx, 2);
	must(store_days_lock(tx, GARAGE, day, &rows, &err), &err);
	expect_number("both", (int64_t)rows_count(rows), 2);
	expect_number("the newer", row_int(rows, 0, 1), 2);
	expect_text("its slots", row_text(rows, 0, 2), "510/30/2/0");
	must(store_days_forget(tx, GARAGE, next, &gone, &err), &err);
	expect_number("one is over", (int64_t)rows_count(gone), 1);
	expect_text("which", row_text(gone, 0, 0), "2026-12-01");
	tx_rollback(tx);
}

/* Whoever asks second without waiting is told that the row is locked. */
static void a_held_day_makes_others_wait(void **state)
{
	struct tx *tx = scratch_begin(&scratch), *holder, *other;
	struct days days = { day, day };
	AUTO(rows) *held = NULL;
	AUTO(rows) *seen = NULL;
	struct err err = { 0 };

	(void)state;
	put_days(tx, 3);
	scratch_commit(tx);
	holder = scratch_begin(&scratch);
	must(store_two_days_lock(holder, GARAGE, days, &held, &err), &err);
	expect_number("held", (int64_t)rows_count(held), 1);
	other = scratch_begin(&scratch);
	must(tx_rows(other,
		     "SELECT date FROM calendar_day WHERE dealer = 'NL-1'"
		     " ORDER BY date FOR UPDATE SKIP LOCKED",
		     NO_ARGS, &seen, &err),
	     &err);
	expect_number("only the other day is free", (int64_t)rows_count(seen), 1);
	expect_text("the day after", row_text(seen, 0, 0), "2026-12-02");
	tx_rollback(other);
	tx_rollback(holder);
}

static bool may_book(const struct uuid *party, const char *garage)
{
	struct tx *tx = scratch_begin(&scratch);
	struct booking_right right = { party->text, passport.text, garage };
	struct err err = { 0 };
	bool may = false;

	must(store_may_book(tx, &right, &may, &err), &err);
	tx_rollback(tx);
	return may;
}

static void who_has_the_car_may_book_where_it_is_looked_after(void **state)
{
	(void)state;
	scratch_run(
		&scratch,
		"INSERT INTO party (party_id, version, kind, status, email,"
		" email_key, name, language, home_dealer, created_at)"
		" VALUES ('0198c2f0-1111-7000-8000-000000000002', 1, 'holder',"
		" 'active', 'a@b.example', 'a@b.example', 'Jan', 'nl', 'NL-1', now())");
	scratch_run(&scratch,
		    "INSERT INTO passport (passport_id, version, status, country, make,"
		    " model, vehicle_id, owner_id, owner_since, created_by, created_at)"
		    " VALUES ('0198c2f0-1111-7000-8000-000000000003', 1, 'active', 'NL',"
		    " 'Subaru', 'XV', '0198c2f0-1111-7000-8000-000000000009',"
		    " '0198c2f0-1111-7000-8000-000000000002', now(), 'sanne', now())");
	expect_true("no garage yet", !may_book(&owner, GARAGE));
	scratch_run(&scratch, "INSERT INTO passport_garage (passport_id, dealer, since)"
			      " SELECT passport_id, 'NL-1', now() FROM passport");
	expect_true("the owner", may_book(&owner, GARAGE));
	expect_true("a stranger", !may_book(&stranger, GARAGE));
	expect_true("another garage", !may_book(&owner, "NL-2"));
	scratch_run(&scratch, "UPDATE passport_garage SET until = now()");
	expect_true("not any more", !may_book(&owner, GARAGE));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_appointment_is_kept_and_moved),
		cmocka_unit_test(days_are_kept_and_forgotten),
		cmocka_unit_test(a_held_day_makes_others_wait),
		cmocka_unit_test(who_has_the_car_may_book_where_it_is_looked_after),
	};

	if (!scratch_is_there("fleet appointments"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/appointments", tests,
					   open_scratch, close_scratch);
}
