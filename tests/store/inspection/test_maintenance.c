/* SPDX-License-Identifier: Apache-2.0 */
/*
 * When a car's maintenance is due, as its form shows it: what the newest list says, until
 * an invoice tells that it was done.
 */
#include "../scratch.h"
#include "inspection/events.h"
#include "inspection/store_facts.h"
#include "unit.h"

extern const struct migration inspection_migrations[];
extern const size_t inspection_migrations_count;

#define GARAGE "NL-1"

static struct scratch scratch;
static const struct uuid first = { "0198c2f0-1111-7000-8000-000000000001" };
static const struct uuid second = { "0198c2f0-1111-7000-8000-000000000002" };
static const struct uuid car = { "0198c2f0-1111-7000-8000-000000000003" };
static const struct uuid visit_id = { "0198c2f0-1111-7000-8000-000000000004" };

static int open_scratch(void **state)
{
	(void)state;
	scratch_open_service(&scratch, "maintenance", inspection_migrations,
			     inspection_migrations_count);
	return 0;
}

static int close_scratch(void **state)
{
	(void)state;
	scratch_close(&scratch);
	return 0;
}

static void expect_due(struct tx *tx, const char *what, int day)
{
	struct date_facts dates;
	struct err err = { 0 };

	must(store_dates_find(tx, GARAGE, &car, NULL, &dates, &err), &err);
	expect_number(what, dates.maintenance.day, day);
	rows_free(dates.rows);
}

static void hear_visits(struct tx *tx, const struct invoice_recorded_visit *visits,
			size_t count)
{
	struct invoice_recorded messages[2];
	struct heard records[2] = { 0 };
	const struct heard *in[2];
	struct err err = { 0 };

	for (size_t i = 0; i < count; i++) {
		messages[i] =
			(struct invoice_recorded){ .dealer = GARAGE,
						   .vehicle_id = car.text,
						   .visit = &visits[i] };
		records[i].msg = &messages[i];
		in[i] = &records[i];
	}
	must(inspection_hear_invoices(NULL, tx, in, count, NULL, &err), &err);
}

/* A proposal that was answered no says nothing when the car comes all the same. */
static void a_service_that_was_invoiced_is_not_due(void **state)
{
	static const enum wire_visit_class apk[] = { WIRE_VISIT_CLASS_APK };
	static const enum wire_visit_class both[] = { WIRE_VISIT_CLASS_APK,
						      WIRE_VISIT_CLASS_PERIODIC_LARGE };
	struct maintenance_row due = {
		GARAGE, car.text, first.text, 1, "2026-W48", "2026-12-05"
	};
	struct maintenance_row next = {
		GARAGE, car.text, second.text, 1, "2027-W44", "2027-11-20"
	};
	struct invoice_recorded_visit visit[] = {
		{ .visit_id = visit_id.text,
		  .visit_date = "2026-10-07",
		  .classes = apk,
		  .classes_count = 1 },
		{ .visit_id = visit_id.text,
		  .visit_date = "2026-10-07",
		  .classes = both,
		  .classes_count = 2,
		  .voided = true },
	};
	struct err err = { 0 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	must(store_maintenance_keep(tx, &due, 1, &err), &err);
	hear_visits(tx, &visit[0], 1);
	expect_due(tx, "an APK is none", 5);
	visit[0].classes = both;
	visit[0].classes_count = 2;
	hear_visits(tx, visit, 2);
	expect_due(tx, "credited: it is due", 5);
	hear_visits(tx, &visit[0], 1);
	expect_due(tx, "done 59 days before", 0);
	due.version = 2;
	must(store_maintenance_keep(tx, &due, 1, &err), &err);
	expect_due(tx, "whatever becomes of the proposal", 0);
	hear_visits(tx, &visit[1], 1);
	expect_due(tx, "credited later", 5);
	visit[0].visit_date = "2026-10-05";
	hear_visits(tx, &visit[0], 1);
	expect_due(tx, "61 days before: another one", 5);
	must(store_maintenance_keep(tx, &next, 1, &err), &err);
	expect_due(tx, "the next", 20);
	tx_rollback(tx);
}

static void hear_proposal(struct tx *tx, const struct proposal_state *msg)
{
	const struct heard record = { .msg = msg };
	const struct heard *const in[] = { &record };
	struct err err = { 0 };

	must(inspection_hear_proposals(NULL, tx, in, 1, NULL, &err), &err);
}

static void a_line_of_the_apk_may_name_a_service(void **state)
{
	const struct proposal_state_reason reasons[] = {
		{ .kind = WIRE_REASON_KIND_APK, .due_date = "2026-12-18" },
		{ .kind = WIRE_REASON_KIND_PERIODIC, .due_date = "2026-12-11" },
	};
	struct proposal_state msg = { .dealer = GARAGE,
				      .vehicle_id = car.text,
				      .proposal_id = first.text,
				      .version = 1,
				      .list_week = "2026-W49",
				      .reason_group = WIRE_REASON_GROUP_APK,
				      .due_p50 = "2026-12-18",
				      .reasons = reasons,
				      .reasons_count = 2 };
	struct tx *tx = scratch_begin(&scratch);

	(void)state;
	hear_proposal(tx, &msg);
	expect_due(tx, "the service's day, not the APK's", 11);
	msg.proposal_id = second.text;
	msg.list_week = "2026-W50";
	msg.reasons_count = 1;
	hear_proposal(tx, &msg);
	expect_due(tx, "an APK alone says nothing of it", 11);
	tx_rollback(tx);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_service_that_was_invoiced_is_not_due),
		cmocka_unit_test(a_line_of_the_apk_may_name_a_service),
	};

	if (!scratch_is_there("store/inspection/maintenance"))
		return 0;
	return cmocka_run_group_tests_name("store/inspection/maintenance", tests,
					   open_scratch, close_scratch);
}
