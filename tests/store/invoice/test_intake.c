/* SPDX-License-Identifier: Apache-2.0 */
/* Intake against a database: what one record, or a batch of them, leaves behind. */
#include "../store/intake_world.h"
#include "gen/dealer_state.h"
#include "msg/msg.h"
#include "unit.h"

static void an_invoice_comes_in_with_all_it_says(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "24900"));
	intake_world_expect("record", STATUSES, "F1:1");
	intake_world_expect("visit", VISITS, "2026-03-02:24900:false");
	intake_world_expect("customer",
			    "SELECT customer_number || ' ' || last_name FROM customer",
			    "42 Vries");
	intake_world_expect("vehicle", "SELECT plate || ' ' || last_visit FROM vehicle",
			    "H000BB 2026-03-02");
	intake_world_expect("line", "SELECT class::text FROM invoice_line", "2");
	intake_world_expect(
		"said", "SELECT string_agg(topic, ' ' ORDER BY id) FROM outbox",
		"customer.state.v1 vehicle.state.v1 invoice.recorded.v1 intake.state.v1");
}

#define RATED(number, date, cents, percent)                                              \
	"{\"dealer\":\"NL-1\",\"document_number\":\"" number                             \
	"\",\"document_kind\":\"invoice\",\"issue_date\":\"" date "\"," CUSTOMER         \
	",\"vehicle\":{\"plate\":\"H-000-BB\"},\"lines\":[{\"description\":\"beurt\","   \
	"\"net_cents\":" cents ",\"vat_percent\":\"" percent "\"}]}"

/* Stored before migration 13: the standard rate, until the document comes in again. */
static void the_vat_of_a_visit_is_its_invoices_own(void **state)
{
	static const char vat[] = "SELECT string_agg(customer_cents || '+' ||"
				  " coalesce(customer_vat_cents::text, '?'), ' ' ORDER BY"
				  " visit_date) FROM visit";

	(void)state;
	intake_world_hear_one(RATED("F1", "2026-03-02", "10000", "9"));
	intake_world_expect("9 %", vat, "10000+900");
	intake_world_hear_one(RATED("F2", "2026-03-03", "10000", "21"));
	intake_world_expect("21 % beside it", vat, "20000+3000");
	scratch_run(intake_world_scratch(), "UPDATE invoice SET customer_vat_cents = NULL"
					    " WHERE document_number = 'F1'");
	scratch_run(intake_world_scratch(), "UPDATE visit SET customer_vat_cents = NULL");
	intake_world_hear_one(RATED("F3", "2026-03-04", "10000", "0"));
	intake_world_expect("F1 is taken for 21 %", vat, "30000+4200");
	intake_world_expect("and told",
			    "SELECT value::jsonb -> 'visit' ->> 'customer_vat_cents' ||"
			    " ' ' || (value::jsonb ->> 'customer_vat_cents')"
			    " FROM outbox WHERE topic = 'invoice.recorded.v1'"
			    " ORDER BY id DESC LIMIT 1",
			    "4200 0");
}

static void a_repeat_is_a_duplicate_and_a_change_a_version(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "24900"));
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "24900"));
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "10000"));
	intake_world_expect("records", STATUSES, "F1:1 F1:1 F1:2");
	intake_world_expect("one invoice, second version",
			    "SELECT count(*) || ' ' || max(version) FROM invoice", "1 2");
	intake_world_expect("lines of the last one",
			    "SELECT string_agg(net_cents::text, ' ')"
			    " FROM invoice_line",
			    "10000");
	intake_world_expect("visit", VISITS, "2026-03-02:10000:false");
}

static void one_batch_is_as_good_as_many(void **state)
{
	const char *const all[] = { INVOICE("F1", "2026-03-02", "100"),
				    INVOICE("F2", "2026-03-04", "200"),
				    INVOICE("F1", "2026-03-02", "150"),
				    CREDIT("C1", "2026-03-10", "-200", "F2"),
				    INVOICE("F1", "2026-03-02", "150") };

	(void)state;
	intake_world_hear(all, COUNT_OF(all));
	intake_world_expect("records", STATUSES, "C1:1 F1:1 F1:1 F1:2 F2:1");
	intake_world_expect("visit", VISITS, "2026-03-02:150:false");
	AUTO_TEXT *batched = scratch_text(intake_world_scratch(),
					  "SELECT string_agg(i.document_number ||"
					  " i.version || i.net_cents, ' ' ORDER BY"
					  " i.document_number) FROM invoice i");
	intake_world_clean(NULL);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		intake_world_hear_one(all[i]);
	intake_world_expect("the same visit one by one", VISITS, "2026-03-02:150:false");
	intake_world_expect(
		"the same invoices",
		"SELECT string_agg(i.document_number || i.version || i.net_cents, ' ' "
		"ORDER BY"
		" i.document_number) FROM invoice i",
		batched);
}

static void a_credit_note_waits_for_its_invoice(void **state)
{
	(void)state;
	intake_world_hear_one(CREDIT("C1", "2026-03-10", "-24900", "F1"));
	intake_world_expect("parked", STATUSES, "C1:3");
	intake_world_expect("nothing came in", "SELECT count(*)::text FROM invoice", "0");
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "24900"));
	intake_world_expect("both are in", STATUSES, "C1:1 F1:1");
	intake_world_expect("the visit is voided", VISITS, "2026-03-02:0:true");
	intake_world_expect("and nobody waits",
			    "SELECT count(*)::text FROM record"
			    " WHERE waits_for IS NOT NULL",
			    "0");
}

static void an_invoice_in_between_merges_visits(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_hear_one(INVOICE("F2", "2026-03-07", "200"));
	intake_world_expect("two", "SELECT count(*)::text FROM visit", "2");
	intake_world_hear_one(INVOICE("F3", "2026-03-05", "300"));
	intake_world_expect("one", VISITS, "2026-03-02:600:false");
	intake_world_expect(
		"and it is told",
		"SELECT jsonb_array_length(value::jsonb -> 'visit' -> "
		"'absorbed_visit_ids')::text"
		" FROM outbox WHERE topic = 'invoice.recorded.v1' ORDER BY id DESC LIMIT "
		"1",
		"1");
}

static void a_document_that_changes_cars_leaves_nothing_behind(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_hear_one(
		"{\"dealer\":\"NL-1\",\"document_number\":\"F1\",\"document_kind\":"
		"\"invoice\",\"issue_date\":\"2026-03-02\"," CUSTOMER
		",\"vehicle\":{\"plate\":\"1-KBB-00\"},\"lines\":[{\"description\":"
		"\"beurt\",\"net_cents\":100}]}");
	intake_world_expect(
		"one visit, of the new car",
		"SELECT count(*) || ' ' || max(v.plate) FROM visit t JOIN vehicle v"
		" USING (vehicle_id)",
		"1 1KBB00");
	intake_world_expect("the old car has none",
			    "SELECT coalesce(last_visit::text, 'none') FROM vehicle"
			    " WHERE plate = 'H000BB'",
			    "none");
}

#define OF_CAR(number, date, cents, plate)                                               \
	"{\"dealer\":\"NL-1\",\"document_number\":\"" number                             \
	"\",\"document_kind\":\"invoice\",\"issue_date\":\"" date "\"," CUSTOMER         \
	",\"vehicle\":{\"plate\":\"" plate "\"},\"lines\":[{\"description\":\"beurt\","  \
	"\"net_cents\":" cents "}]}"

/* Every message's visit: version, plate, how many it absorbed. */
#define TOLD                                                                             \
	"SELECT string_agg(concat_ws(':', v ->> 'version', c.plate, jsonb_array_length("  \
	"coalesce(v -> 'absorbed_visit_ids', '[]'))), ' ' ORDER BY id) FROM (SELECT id," \
	" value::jsonb -> 'visit' AS v, (value::jsonb ->> 'vehicle_id')::uuid AS"        \
	" vehicle_id FROM outbox WHERE topic = 'invoice.recorded.v1') t"                 \
	" JOIN vehicle c USING (vehicle_id)"
#define IDS_TOLD                                                                         \
	"SELECT count(DISTINCT value::jsonb #>> '{visit,visit_id}')::text FROM outbox"   \
	" WHERE topic = 'invoice.recorded.v1'"
#define VISITS_OF_CARS                                                                   \
	"SELECT string_agg(c.plate || ':' || t.customer_cents, ' ' ORDER BY c.plate)"    \
	" FROM visit t JOIN vehicle c USING (vehicle_id)"

/* What others know of the first car's visit is taken back by the second's. */
static void a_document_that_changes_cars_is_a_visit_of_another_name(void **state)
{
	(void)state;
	intake_world_hear_one(OF_CAR("F1", "2026-03-02", "100", "H-000-BB"));
	intake_world_hear_one(OF_CAR("F1", "2026-03-02", "100", "1-KBB-00"));
	intake_world_expect("told", TOLD, "1:H000BB:0 1:1KBB00:1");
	intake_world_expect("two names", IDS_TOLD, "2");
	intake_world_expect(
		"the first is the one that is gone",
		"SELECT count(*)::text FROM outbox a JOIN outbox b ON a.value::jsonb #>>"
		" '{visit,visit_id}' = b.value::jsonb #>> '{visit,absorbed_visit_ids,0}'",
		"1");
	intake_world_hear_one(OF_CAR("F1", "2026-03-02", "100", "H-000-BB"));
	intake_world_expect("and back", TOLD, "1:H000BB:0 1:1KBB00:1 1:H000BB:1");
	intake_world_expect("three names", IDS_TOLD, "3");
	intake_world_expect("one visit", VISITS_OF_CARS, "H000BB:100");
}

static void one_document_of_a_visit_may_change_cars(void **state)
{
	(void)state;
	intake_world_hear_one(OF_CAR("F1", "2026-03-02", "100", "H-000-BB"));
	intake_world_hear_one(OF_CAR("F2", "2026-03-03", "200", "H-000-BB"));
	intake_world_hear_one(OF_CAR("F1", "2026-03-02", "100", "1-KBB-00"));
	intake_world_expect("a visit each", VISITS_OF_CARS, "1KBB00:100 H000BB:200");
	intake_world_expect("told", TOLD, "1:H000BB:0 2:H000BB:0 1:1KBB00:0 3:H000BB:0");
}

/* A rental in between: told as voided at version 2, it may not come again at 1. */
static void a_document_that_is_a_visit_again_is_another_one(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_hear_one(DOCUMENT("F1", "invoice", "2026-03-02", "100",
				       ",\"order_type\":\"rental\""));
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_expect("told", TOLD, "1:H000BB:0 2:H000BB:0 1:H000BB:0");
	intake_world_expect("two names", IDS_TOLD, "2");
}

static void older_documents_do_not_overwrite_newer_facts(void **state)
{
	(void)state;
	intake_world_hear_one(
		"{\"dealer\":\"NL-1\",\"document_number\":\"F2\",\"document_kind\":"
		"\"invoice\","
		"\"issue_date\":\"2026-03-02\",\"customer\":{\"number\":\"42\",\"email\":"
		"\"new@example.nl\"},\"lines\":[]}");
	intake_world_hear_one(
		"{\"dealer\":\"NL-1\",\"document_number\":\"F1\",\"document_kind\":"
		"\"invoice\","
		"\"issue_date\":\"2026-01-02\",\"customer\":{\"number\":\"42\",\"email\":"
		"\"old@example.nl\"},\"lines\":[]}");
	intake_world_expect("address", "SELECT email FROM customer", "new@example.nl");
}

static void settings_let_parked_records_in(void **state)
{
	static const char dealer[] =
		"{\"dealer\":\"NL-1\",\"version\":9,\"name\":\"G\",\"legal_entity\":"
		"\"G\","
		"\"active\":true,\"timezone\":\"Europe/Amsterdam\",\"language\":\"nl\","
		"\"default_periodic\":\"yes\",\"default_followup\":\"no\","
		"\"sender_name\":\"G\","
		"\"sender_email\":\"g@example.nl\",\"vendors\":[\"pilot\"],"
		"\"untouched_policy\":\"send\"}";
	AUTO(outbox) *say = outbox_new("invoice");
	struct err err = { 0 };
	struct tx *tx = NULL;
	void *msg = NULL;

	(void)state;
	scratch_run(intake_world_scratch(), "DELETE FROM dealer");
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_expect(
		"nobody is known by the name",
		"SELECT dealer || ' ' || split_part(reasons, E'\\t', 1) FROM record",
		"unknown UNKNOWN_DEALER");
	must(msg_decode(&dealer_state_type, slice_of(dealer), &msg, &err), &err);
	must(tx_begin(intake_world_scratch()->pool, &tx, &err), &err);
	struct heard in = { .msg = msg, .id = "d", .key = "NL-1" };

	must(invoice_on_dealer_state(&intake_service, tx, &in, say, &err), &err);
	outbox_because_of(say, "timer", NULL);
	must(invoice_at_retry(&intake_service, tx, "NL-1", NO_INSTANT, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	msg_free(&dealer_state_type, msg);
	intake_world_expect("it is in", STATUSES, "F1:1");
	intake_world_expect(
		"its first place is left",
		"SELECT count(*)::text FROM outbox WHERE topic = 'intake.state.v1'"
		" AND key LIKE 'unknown/%' AND value IS NULL",
		"1");
}

static void unreadable_records_are_parked_with_their_reason(void **state)
{
	static const char *const bodies[] = { "{\"dealer\":\"NL-1\"", "{}", "\xff\xfe" };
	static const char *const rules[] = { "MESSAGE_NOT_JSON", "MESSAGE_NOT_VALID",
					     "MESSAGE_NOT_JSON" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bodies); i++) {
		intake_world_clean(NULL);
		intake_world_hear_bytes(bodies[i]);
		intake_world_expect(
			"parked", "SELECT status || ' ' || dealer FROM record", "3 NL-1");
		intake_world_expect("why",
				    "SELECT split_part(reasons, E'\\t', 1) FROM record",
				    rules[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_invoice_comes_in_with_all_it_says,
				       intake_world_clean),
		cmocka_unit_test_setup(the_vat_of_a_visit_is_its_invoices_own,
				       intake_world_clean),
		cmocka_unit_test_setup(a_repeat_is_a_duplicate_and_a_change_a_version,
				       intake_world_clean),
		cmocka_unit_test_setup(one_batch_is_as_good_as_many, intake_world_clean),
		cmocka_unit_test_setup(a_credit_note_waits_for_its_invoice,
				       intake_world_clean),
		cmocka_unit_test_setup(an_invoice_in_between_merges_visits,
				       intake_world_clean),
		cmocka_unit_test_setup(a_document_that_changes_cars_leaves_nothing_behind,
				       intake_world_clean),
		cmocka_unit_test_setup(
			a_document_that_changes_cars_is_a_visit_of_another_name,
			intake_world_clean),
		cmocka_unit_test_setup(one_document_of_a_visit_may_change_cars,
				       intake_world_clean),
		cmocka_unit_test_setup(a_document_that_is_a_visit_again_is_another_one,
				       intake_world_clean),
		cmocka_unit_test_setup(older_documents_do_not_overwrite_newer_facts,
				       intake_world_clean),
		cmocka_unit_test_setup(settings_let_parked_records_in,
				       intake_world_clean),
		cmocka_unit_test_setup(unreadable_records_are_parked_with_their_reason,
				       intake_world_clean),
	};

	if (!scratch_is_there("invoice intake"))
		return 0;
	return cmocka_run_group_tests(tests, intake_world_open, intake_world_close);
}
