/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the inspection service keeps: drafts as they were written, every write once,
 * versions, answers, and the newest word of others whatever the order.
 */
#include "../scratch.h"
#include "inspection/store_facts.h"
#include "inspection/store_form.h"
#include "inspection/store_saved.h"
#include "unit.h"

extern const struct migration inspection_migrations[];
extern const size_t inspection_migrations_count;

#define GARAGE "NL-1"

static struct scratch scratch;
static struct uuid form = { "0198c2f0-1111-7000-8000-000000000001" };
static struct uuid later = { "0198c2f0-1111-7000-8000-000000000002" };
static struct uuid car = { "0198c2f0-1111-7000-8000-000000000003" };
static struct uuid list = { "0198c2f0-1111-7000-8000-000000000004" };
static struct uuid advice = { "0198c2f0-1111-7000-8000-000000000005" };

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "inspection", inspection_migrations,
			     inspection_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static struct form_row new_form(const struct uuid *id, struct tx *tx)
{
	return (struct form_row){ .id = *id,
				  .version = 1,
				  .revision = 1,
				  .progress = PROGRESS_FILLING,
				  .entry = "uninvited",
				  .prefill = "blank",
				  .checklist = list,
				  .checklist_version = 1,
				  .opened_on = tx_now(tx),
				  .opened_by = "piet",
				  .updated_by = "piet" };
}

static void add_form(const struct uuid *id, const char *inspected)
{
	struct tx *tx = scratch_begin(&scratch);
	struct form_row row = new_form(id, tx);
	struct err err = { 0 };
	bool added = false;

	must(store_form_add(tx, GARAGE, &row, &added, &err), &err);
	assert_true(added);
	must(store_form_add(tx, GARAGE, &row, &added, &err), &err);
	expect_true("only once", !added);
	row.vehicle = car;
	row.updated_at = tx_now(tx);
	row.saved_number = 1;
	row.saved_at = tx_now(tx);
	row.progress = PROGRESS_SAVED;
	must(civil_parse(inspected, &row.inspection_date, &err), &err);
	must(store_form_save(tx, GARAGE, &row, &err), &err);
	scratch_commit(tx);
}

static void a_form_is_kept_and_found(void **state)
{
	struct form_version before = { .number = 0 };
	struct visit_of_form visit = { .visit = later,
				       .vehicle = car,
				       .date = { 2026, 12, 22 } };
	AUTO(rows) *rows = NULL;
	struct rows *bills = NULL;
	struct form_row row;
	struct err err = { 0 };
	struct tx *tx;

	(void)state;
	add_form(&form, "2026-11-22");
	add_form(&later, "2026-12-01");
	tx = scratch_begin(&scratch);
	must(store_form_open(tx, GARAGE, &form, &row, &rows, &err), &err);
	expect_number("saved", row.progress, PROGRESS_SAVED);
	expect_text("its car", row.vehicle.text, car.text);
	expect_number("another garage has none",
		      store_form_open(tx, "NL-2", &form, &row, &bills, &err), -1);
	expect_number("absent", err.kind, ERR_ABSENT);
	must(store_form_before(tx, GARAGE, &car, &later, &before, &err), &err);
	expect_text("the one before", before.form.text, form.text);
	must(store_forms_of_visit(tx, GARAGE, &visit, &bills, &err), &err);
	expect_number("both within 30 days", (int64_t)rows_count(bills), 2);
	rows_free(bills);
	visit.date.day = 23;
	must(store_forms_of_visit(tx, GARAGE, &visit, &bills, &err), &err);
	expect_number("one on day 31", (int64_t)rows_count(bills), 1);
	rows_free(bills);
	tx_rollback(tx);
}

static void a_draft_comes_back_as_it_was(void **state)
{
	struct write first = { .path = "point/a/note",
			       .value = "x",
			       .device = "a",
			       .counter = 1,
			       .revision = 2 };
	struct write second = { .path = "point/a/note",
				.value = "y",
				.device = "b",
				.counter = 1,
				.revision = 3 };
	struct field_set set = { .count = 0 }, again = { .count = 0 };
	const struct field *field;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	fields_write(&set, &first);
	fields_write(&set, &second);
	must(store_fields_save(tx, GARAGE, &form, &set, &err), &err);
	must(store_fields_load(tx, GARAGE, &form, &again, &err), &err);
	field = fields_find(&again, "point/a/note");
	assert_non_null(field);
	expect_text("value", field->value, "y");
	expect_text("and the other", field->other, "x");
	expect_text("whose", field->other_device, "a");
	expect_true("unchanged since", !field->changed);
	must(store_fields_save(tx, GARAGE, &form, &again, &err), &err);
	fields_done(&set);
	fields_done(&again);
	scratch_commit(tx);
}

static size_t log_writes(struct tx *tx, const int64_t counters[2])
{
	static const char *const paths[] = { "customer/name", "point/a/note" };
	static const char *const values[] = { "Anna", "x" };
	struct edit_row edits = { .device = car.text,
				  .revision = 2,
				  .at = tx_now(tx),
				  .actor = "piet",
				  .count = 2,
				  .counters = counters,
				  .paths = paths,
				  .values = values };
	AUTO(rows) *fresh = NULL;
	struct err err = { 0 };

	must(store_edits_add(tx, GARAGE, &form, &edits, &fresh, &err), &err);
	return rows_count(fresh);
}

static void every_write_is_heard_once(void **state)
{
	static const char *const blank[] = { "customer/name" };
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	expect_number("two", (int64_t)log_writes(tx, (int64_t[]){ 1, 2 }), 2);
	expect_number("one more", (int64_t)log_writes(tx, (int64_t[]){ 2, 3 }), 1);
	expect_number("none", (int64_t)log_writes(tx, (int64_t[]){ 1, 3 }), 0);
	must(store_edits_blank(tx, GARAGE, &form, blank, 1, &err), &err);
	scratch_commit(tx);
	expect_number(
		"no name is left",
		scratch_number(&scratch,
			       "SELECT count(*) FROM edit_log WHERE value = 'Anna'"),
		0);
}

static void answer(struct tx *tx, const char *word, const char *command)
{
	struct answer_row row = { .form = form,
				  .advice = advice,
				  .answer = word,
				  .number = 1,
				  .version_hash = "h",
				  .at = tx_now(tx),
				  .by = "desk",
				  .actor = "sanne",
				  .command = uuid_named("command", command, NULL) };
	struct err err = { 0 };

	must(store_answer_add(tx, GARAGE, &row, &err), &err);
}

static void the_newest_answer_counts(void **state)
{
	AUTO(rows) *rows = NULL;
	struct answer_row said;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	answer(tx, "later", "1");
	answer(tx, "approve", "2");
	must(store_answers_of(tx, GARAGE, &form, &rows, &err), &err);
	expect_number("one", (int64_t)rows_count(rows), 1);
	said = store_answer_read(rows, 0);
	expect_text("the last", said.answer, "approve");
	said.voided = "price_rise";
	must(store_answer_void(tx, GARAGE, &said, &err), &err);
	scratch_commit(tx);
	expect_number("the row stays",
		      scratch_number(&scratch, "SELECT count(*) FROM line_answer"), 2);
}

/* In one batch and in any order the highest version wins. */
static void others_newest_word_is_kept(void **state)
{
	struct vehicle_state old = { .dealer = GARAGE,
				     .vehicle_id = car.text,
				     .version = 1,
				     .plate = "H001HB",
				     .make = "OLD" };
	struct vehicle_state new = { .dealer = GARAGE,
				     .vehicle_id = car.text,
				     .version = 2,
				     .plate = "H001HB",
				     .make = "NEW",
				     .apk_expiry = "2027-01-01" };
	const struct vehicle_state *const backwards[] = { &new, &old };
	const struct vehicle_state *const again[] = { &old };
	struct date_facts dates;
	struct uuid found;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);
	char *make;

	(void)state;
	must(store_vehicles_keep(tx, backwards, 2, &err), &err);
	must(store_vehicles_keep(tx, again, 1, &err), &err);
	must(store_vehicle_by_plate(tx, GARAGE, "H001HB", &found, &err), &err);
	expect_text("by its plate", found.text, car.text);
	must(store_dates_find(tx, GARAGE, &car, "H001HB", &dates, &err), &err);
	expect_number("apk", dates.apk.year, 2027);
	expect_true("nothing due", !civil_is_set(dates.maintenance));
	rows_free(dates.rows);
	scratch_commit(tx);
	make = scratch_text(&scratch, "SELECT make FROM vehicle");
	expect_text("the newest", make, "NEW");
	mem_free(make);
}

static void maintenance_is_the_newest_lists_word(void **state)
{
	struct maintenance_row rows[] = {
		{ GARAGE, car.text, form.text, 1, "2026-W48", "2026-12-04" },
		{ GARAGE, car.text, later.text, 1, "2026-W50", "2026-12-20" },
		{ GARAGE, car.text, form.text, 2, "2026-W48", "2026-12-05" },
	};
	struct maintenance_row done = {
		GARAGE, car.text, later.text, 2, "2026-W50", NULL
	};
	struct date_facts dates;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_maintenance_keep(tx, rows, COUNT_OF(rows), &err), &err);
	must(store_dates_find(tx, GARAGE, &car, NULL, &dates, &err), &err);
	expect_number("of week 50", dates.maintenance.day, 20);
	rows_free(dates.rows);
	must(store_maintenance_keep(tx, &done, 1, &err), &err);
	must(store_dates_find(tx, GARAGE, &car, NULL, &dates, &err), &err);
	expect_true("done: nothing is due", !civil_is_set(dates.maintenance));
	rows_free(dates.rows);
	scratch_commit(tx);
}

static void save_list(struct tx *tx, const char *id, const char *brand, bool active)
{
	struct checklist_state state = { .dealer = GARAGE,
					 .checklist_id = id,
					 .version = 1,
					 .name = "x",
					 .brand = brand,
					 .active = active };
	struct err err = { 0 };
	bool added;

	must(store_checklist_add(tx, &state, &added, &err), &err);
	assert_true(added);
}

static void a_makes_own_checklist_goes_first(void **state)
{
	struct uuid chosen;
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	expect_number("none", store_checklist_choose(tx, GARAGE, NULL, &chosen, &err),
		      -1);
	save_list(tx, list.text, NULL, true);
	save_list(tx, car.text, "Subaru", true);
	save_list(tx, form.text, "Volvo", false);
	must(store_checklist_choose(tx, GARAGE, "SUBARU", &chosen, &err), &err);
	expect_text("the make's", chosen.text, car.text);
	must(store_checklist_choose(tx, GARAGE, "VOLVO", &chosen, &err), &err);
	expect_text("not one out of use", chosen.text, list.text);
	must(store_checklist_choose(tx, GARAGE, NULL, &chosen, &err), &err);
	expect_text("any", chosen.text, list.text);
	tx_rollback(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_form_is_kept_and_found),
		cmocka_unit_test(a_draft_comes_back_as_it_was),
		cmocka_unit_test(every_write_is_heard_once),
		cmocka_unit_test(the_newest_answer_counts),
		cmocka_unit_test(others_newest_word_is_kept),
		cmocka_unit_test(maintenance_is_the_newest_lists_word),
		cmocka_unit_test(a_makes_own_checklist_goes_first),
	};

	if (!scratch_is_there("store/inspection"))
		return 0;
	return cmocka_run_group_tests_name("store/inspection", tests, open_scratch,
					   close_scratch);
}
