/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What visits cost: one sample a visit, told only of enough visits by enough cars, taken
 * back when too few are left, and nowhere whose they are.
 */
#include "../scratch.h"
#include "base/text.h"
#include "fleet/domain/cost_cell.h"
#include "fleet/store_cost.h"
#include "fleet/store_facts.h"
#include "flow/outbox.h"
#include "gen/person_erased.h"
#include "unit.h"

#include <stdio.h>

extern const struct migration fleet_migrations[];
extern const size_t fleet_migrations_count;

#define VISIT "0198c2f0-2222-7000-8000-0000000000%02d"
#define CAR   "0198c2f0-3333-7000-8000-0000000000%02d"
#define CELL  "*/*/*/4-6/apk"

static struct scratch scratch;

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "fleet_cost", fleet_migrations,
			     fleet_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static int empty(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE cost_sample, cost_car, cost_touched, cost_cell,"
			      " vehicle");
	return 0;
}

struct told {
	int number, car;
	int64_t version;
	const char *class; /* NULL: voided */
	int64_t net, vat;
};

static void tell(struct told told)
{
	struct tx *tx = scratch_begin(&scratch);
	struct err err = { 0 };
	char visit_id[40];
	char vehicle_id[40];

	snprintf(visit_id, sizeof(visit_id), VISIT, told.number % 100);
	snprintf(vehicle_id, sizeof(vehicle_id), CAR, told.car % 100);
	struct cost_visit one = { .dealer = told.car % 2 ? "NL-1" : "NL-2",
				  .visit_id = visit_id,
				  .vehicle_id = vehicle_id,
				  .visit_date = "2026-05-10",
				  .visit_class = told.class,
				  .version = told.version,
				  .net_cents = told.net,
				  .vat_cents = told.vat };

	must(store_cost_visits(tx, &one, 1, &err), &err);
	scratch_commit(tx);
}

/* Without VAT, as of the margin scheme. */
static void visit(int number, int car, int64_t version, const char *class, int64_t cents)
{
	tell((struct told){ number, car, version, class, cents, 0 });
}

/* Every dirty sample counts in this cell, or in none. */
static size_t place(void)
{
	struct tx *tx = scratch_begin(&scratch);
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	must(store_cost_dirty(tx, 100, &rows, &err), &err);
	size_t count = rows_count(rows);
	const char *visits[100];
	const char *cells[400] = { NULL };

	for (size_t i = 0; i < count; i++) {
		visits[i] = row_text(rows, i, 0);
		cells[2 * count + i] = row_text(rows, i, 2) ? CELL : NULL;
	}
	if (count > 0)
		must(store_cost_place(tx, visits, cells, count, &err), &err);
	scratch_commit(tx);
	return count;
}

/* "visits cars garages p10 p50 p90" of the only cell that is touched; "" when none is.
 * The percentiles begin at column `first`: 4 with VAT, 7 without. */
static const char *touched_from(int first)
{
	static char text[120];
	struct tx *tx = scratch_begin(&scratch);
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	must(store_cost_touched(tx, 10, &rows, &err), &err);
	text[0] = '\0';
	for (int c = 1; rows_count(rows) == 1 && c <= 6; c++) {
		size_t len = strlen(text);

		snprintf(text + len, sizeof(text) - len, "%s%" PRId64, c > 1 ? " " : "",
			 row_int(rows, 0, c > 3 ? first + c - 4 : c));
	}
	scratch_commit(tx);
	return text;
}

static const char *touched(void)
{
	return touched_from(4);
}

static void a_cell_counts_visits_cars_and_garages(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		visit(i, i % 4, 1, "apk", (i + 1) * 1000);
	assert_int_equal(place(), 10);
	expect_text("ten visits of four cars at two garages", touched(),
		    "10 4 2 1000 5000 9000");
	expect_text("once a night", touched(), "");
}

/* Three cars of the margin scheme or 9 % change what is paid, and not what is asked. */
static void amounts_are_counted_with_their_vat_and_without(void **state)
{
	(void)state;
	for (int i = 0; i < 10; i++)
		tell((struct told){ i, i, 1, "apk", (i + 1) * 1000,
				    i < 7 ? (i + 1) * 210 : (i + 1) * 90 });
	assert_int_equal(place(), 10);
	expect_text("with VAT", touched(), "10 10 2 1210 6050 9810");
	for (int i = 0; i < 10; i++)
		tell((struct told){ i, i, 2, "apk", (i + 1) * 1000, 0 });
	assert_int_equal(place(), 10);
	expect_text("without", touched_from(7), "10 10 2 1000 5000 9000");
}

static void a_visit_counts_once_by_its_newest_version(void **state)
{
	(void)state;
	visit(1, 1, 2, "apk", 9000);
	visit(1, 1, 1, "apk", 4000);
	visit(2, 1, 1, "apk", 9000);
	assert_int_equal(place(), 2);
	expect_text("the newest", touched(), "2 1 1 9000 9000 9000");
	visit(1, 1, 3, "apk", 5000);
	assert_int_equal(place(), 1);
	expect_text("a credit note", touched(), "2 1 1 5000 5000 9000");
	visit(1, 1, 4, NULL, 0);
	assert_int_equal(place(), 1);
	expect_text("voided", touched(), "1 1 1 9000 9000 9000");
	visit(2, 1, 2, NULL, 0);
	assert_int_equal(place(), 1);
	expect_text("an emptied cell is told, too", touched(), "0 0 0 0 0 0");
	assert_int_equal(place(), 0);
}

static void old_visits_go(void **state)
{
	struct tx *tx;
	struct err err = { 0 };

	(void)state;
	visit(1, 1, 1, "apk", 9000);
	place();
	touched();
	tx = scratch_begin(&scratch);
	must(store_cost_forget(tx, (struct civil_date){ 2026, 5, 10 }, &err), &err);
	scratch_commit(tx);
	expect_text("that day itself stays", touched(), "");
	tx = scratch_begin(&scratch);
	must(store_cost_forget(tx, (struct civil_date){ 2026, 5, 11 }, &err), &err);
	scratch_commit(tx);
	expect_text("its cell is counted anew", touched(), "0 0 0 0 0 0");
}

static void a_car_that_is_told_later_is_found(void **state)
{
	struct vehicle_state car = {
		.dealer = "NL-1", .version = 1, .make = "Subaru", .fuel = WIRE_FUEL_PETROL
	};
	const struct vehicle_state *list[] = { &car };
	char vehicle_id[40];
	struct tx *tx;
	AUTO(rows) *rows = NULL;
	struct err err = { 0 };

	(void)state;
	visit(1, 1, 1, "apk", 9000);
	place();
	snprintf(vehicle_id, sizeof(vehicle_id), CAR, 1);
	car.vehicle_id = vehicle_id;
	tx = scratch_begin(&scratch);
	must(store_cost_cars(tx, list, 1, &err), &err);
	must(store_cost_dirty(tx, 10, &rows, &err), &err);
	assert_int_equal(rows_count(rows), 1);
	assert_string_equal(row_text(rows, 0, 3), "Subaru");
	assert_string_equal(row_text(rows, 0, 5), "petrol");
	scratch_commit(tx);
}

/* As the garages of tell() know it. */
static void know(int number, int64_t version, const char *plate, const char *vin)
{
	struct tx *tx = scratch_begin(&scratch);
	struct err err = { 0 };
	char vehicle_id[40];
	struct vehicle_state car = { .dealer = number % 2 ? "NL-1" : "NL-2",
				     .vehicle_id = vehicle_id,
				     .version = version,
				     .plate = plate,
				     .vin = vin,
				     .fuel = WIRE_FUEL_PETROL };
	const struct vehicle_state *list[] = { &car };

	snprintf(vehicle_id, sizeof(vehicle_id), CAR, number % 100);
	must(store_cost_cars(tx, list, 1, &err), &err);
	scratch_commit(tx);
}

static void one_car_at_two_garages_is_one(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++)
		visit(i, i, 1, "apk", 1000);
	know(0, 1, "00FLT1", "JF1");
	know(1, 1, "00FLT1", NULL);
	know(2, 1, NULL, "JF1GP7");
	know(3, 1, "", "JF1GP7");
	place();
	expect_text("by plate, else by VIN", touched(), "4 2 2 1000 1000 1000");
	know(1, 2, "00FLT2", NULL);
	place();
	expect_text("another plate", touched(), "4 3 2 1000 1000 1000");
	know(0, 2, NULL, NULL);
	know(3, 2, NULL, NULL);
	place();
	expect_text("known no more", touched(), "4 4 2 1000 1000 1000");
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM cost_car"
						  " WHERE identity IS NULL"),
			 2);
}

static void a_plate_is_forgotten(void **state)
{
	static const struct person_erased asked = {
		.erasure_id = "0198c2f0-1111-7000-8000-000000000001",
		.dealer = "NL-1",
		.at = "2026-11-23T08:00:00.000Z",
		.customer_id = "0198c2f0-1111-7000-8000-000000000002",
	};
	const char *cars[] = { "0198c2f0-3333-7000-8000-000000000001" };
	struct person_erased erased = asked;
	AUTO(outbox) *say = outbox_new("fleet");
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	visit(1, 1, 1, "apk", 1000);
	know(1, 1, "00FLT1", NULL);
	know(3, 1, "00FLT3", NULL);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM cost_car c"
						  " WHERE c::text LIKE '%FLT%'"),
			 0);
	erased.vehicles = cars;
	erased.vehicles_count = 1;
	tx = scratch_begin(&scratch);
	outbox_because_of(say, "test", NULL);
	must(forget_person(tx, &fleet_forgets, &erased, say, &err), &err);
	scratch_commit(tx);
	assert_int_equal(scratch_number(&scratch,
					"SELECT count(identity) FROM cost_car"),
			 1);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM cost_sample"), 1);
}

static void run_migration(const char *part)
{
	char *sql = NULL;

	for (size_t i = 0; i < fleet_migrations_count; i++)
		if (strstr(fleet_migrations[i].name, part))
			sql = mem_text(fleet_migrations[i].sql);
	assert_non_null(sql);
	for (char *at = sql, *end; (end = strstr(at, ";\n")); at = end + 2) {
		*end = '\0';
		scratch_run(&scratch, at);
	}
	mem_free(sql);
}

/* As the edition before left it. */
static void cars_of_before_are_told_apart_by_their_plates(void **state)
{
	(void)state;
	for (int i = 0; i < 4; i++) {
		visit(i, i, 1, "apk", 1000);
		know(i, 1, NULL, NULL);
	}
	place();
	expect_text("four", touched(), "4 4 2 1000 1000 1000");
	scratch_run(&scratch, "INSERT INTO cost_cell (cell, version, said, visits,"
			      " dealers, p10, p50, p90) VALUES ('" CELL
			      "', 1, true, 4, 2, 1000, 1000, 1000)");
	scratch_run(&scratch,
		    "INSERT INTO vehicle (dealer, vehicle_id, version, plate, country)"
		    " SELECT dealer, id::uuid, 1, plate, country FROM (VALUES"
		    " ('NL-2', '0198c2f0-3333-7000-8000-000000000000', '00FLT1', NULL),"
		    " ('NL-1', '0198c2f0-3333-7000-8000-000000000001', '00FLT1', 'NL'),"
		    " ('NL-2', '0198c2f0-3333-7000-8000-000000000002', '00FLT1', 'BE'))"
		    " AS v (dealer, id, plate, country)");
	scratch_run(&scratch, "ALTER TABLE cost_car DROP COLUMN identity");
	run_migration("0016");
	expect_text("the night counts again", touched(), "4 3 2 1000 1000 1000");
	know(0, 2, "00FLT1", NULL);
	know(1, 2, "00FLT1", NULL);
	place();
	expect_text("as it is told later", touched(), "4 3 2 1000 1000 1000");
}

static void nobody_is_in_it(void **state)
{
	(void)state;
	visit(1, 1, 1, "apk", 9000);
	assert_int_equal(scratch_number(&scratch, "SELECT count(*) FROM cost_sample s"
						  " WHERE s::text LIKE '%0198c2f0%'"
						  " OR s::text LIKE '%NL-1%'"),
			 0);
	assert_int_equal(scratch_number(&scratch, "SELECT length(car) FROM cost_sample"),
			 64);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(a_cell_counts_visits_cars_and_garages, empty),
		cmocka_unit_test_setup(amounts_are_counted_with_their_vat_and_without,
				       empty),
		cmocka_unit_test_setup(a_visit_counts_once_by_its_newest_version, empty),
		cmocka_unit_test_setup(old_visits_go, empty),
		cmocka_unit_test_setup(a_car_that_is_told_later_is_found, empty),
		cmocka_unit_test_setup(one_car_at_two_garages_is_one, empty),
		cmocka_unit_test_setup(a_plate_is_forgotten, empty),
		cmocka_unit_test_setup(cars_of_before_are_told_apart_by_their_plates,
				       empty),
		cmocka_unit_test_setup(nobody_is_in_it, empty),
	};

	if (!scratch_is_there("store/fleet/cost"))
		return 0;
	return cmocka_run_group_tests_name("store/fleet/cost", tests, open_scratch,
					   close_scratch);
}
