/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Intake against a database, without a broker: records go into the handlers as flow hands
 * them over, what is said is read from the outbox.
 */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "../store/scratch.h"
#include "flow/outbox.h"
#include "gen/dealer_state.h"
#include "gen/invoice_published.h"
#include "invoice/events.h"
#include "invoice/service.h"
#include "msg/msg.h"
#include "unit.h"

extern const struct migration invoice_migrations[];
extern const size_t invoice_migrations_count;

#define MAX_BATCH 64

static struct scratch scratch;
static struct invoice_knobs knobs = { .retry_page = 100 };
static struct invoice_service svc = { .knobs = &knobs };
static int64_t offset;

static void must(int result, const struct err *err)
{
	if (result < 0)
		fail_msg("%s %s: %s", err_kind_name(err->kind), err->code, err->text);
}

static int open_world(void **state)
{
	struct err err = { 0 };
	int ran = 0;

	(void)state;
	scratch = (struct scratch){ .conninfo = getenv("BEURT_TEST_DATABASE") };
	snprintf(scratch.schema, sizeof(scratch.schema), "t_intake_%d", (int)getpid());
	must(clock_open(NULL, &scratch.clock, &err), &err);
	must(migrate_run(scratch.conninfo, scratch.schema, invoice_migrations,
			 invoice_migrations_count, &ran, &err),
	     &err);
	struct pool_request request = { .conninfo = scratch.conninfo,
					.schema = scratch.schema,
					.application = "test",
					.size = 4,
					.clock = scratch.clock };
	must(pool_open(&request, &scratch.pool, &err), &err);
	svc.scratch = strbuf_new(1 << 20);
	return 0;
}

static int close_world(void **state)
{
	(void)state;
	scratch_close(&scratch);
	strbuf_done(&svc.scratch);
	return 0;
}

/* Every test starts with an empty house and one dealer whose DMS is "pilot". */
static int clean(void **state)
{
	(void)state;
	scratch_run(&scratch, "TRUNCATE dealer, operation_code, record, invoice,"
			      " invoice_line, customer, vehicle, visit, outbox, timer");
	scratch_run(&scratch, "INSERT INTO dealer VALUES ('NL-1', 1, true,"
			      " 'Europe/Amsterdam', '{pilot,upload}')");
	return 0;
}

/* Records as they came, all in one batch. */
static void hear(const char *const *jsons, size_t count)
{
	struct heard heard[MAX_BATCH];
	const struct heard *in[MAX_BATCH];
	char ids[MAX_BATCH][16];
	void *msgs[MAX_BATCH];
	AUTO(outbox) *say = outbox_new("invoice");
	struct err err = { 0 };
	struct tx *tx = NULL;

	for (size_t i = 0; i < count; i++) {
		snprintf(ids[i], sizeof(ids[i]), "r%lld", (long long)offset);
		must(msg_decode(&invoice_published_type, slice_of(jsons[i]), &msgs[i],
				&err),
		     &err);
		heard[i] = (struct heard){ .type = &invoice_published_type,
					   .msg = msgs[i],
					   .raw = slice_of(jsons[i]),
					   .topic = "ingress.invoice.pilot.v1",
					   .key = "",
					   .id = ids[i],
					   .source = "",
					   .trace = "",
					   .offset = offset++ };
		in[i] = &heard[i];
	}
	must(tx_begin(scratch.pool, &tx, &err), &err);
	must(invoice_on_published_batch(&svc, tx, in, count, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	for (size_t i = 0; i < count; i++)
		msg_free(&invoice_published_type, msgs[i]);
}

static void hear_one(const char *json)
{
	hear(&json, 1);
}

static void expect(const char *sentence, const char *sql, const char *wanted)
{
	AUTO_TEXT *got = scratch_text(&scratch, sql);

	expect_text(sentence, got ? got : "(none)", wanted);
}

#define CAR      "\"vehicle\":{\"plate\":\"H-000-BB\",\"odometer\":1000}"
#define CUSTOMER "\"customer\":{\"number\":\"42\",\"last_name\":\"Vries\"}"
#define DOCUMENT(number, kind, date, cents, more)                                         \
	"{\"dealer\":\"NL-1\",\"document_number\":\"" number                              \
	"\",\"document_kind\":\"" kind "\",\"issue_date\":\"" date "\"," CUSTOMER         \
	"," CAR                                                                           \
	",\"lines\":[{\"kind\":\"labour\",\"description\":\"Grote beurt\",\"net_cents\":" \
	"" cents "}]" more "}"
#define INVOICE(number, date, cents) DOCUMENT(number, "invoice", date, cents, "")
#define CREDIT(number, date, cents, parent)                                              \
	DOCUMENT(number, "credit_note", date, cents,                                     \
		 ",\"parent_document_number\":\"" parent "\"")

#define STATUSES                                                                         \
	"SELECT string_agg(document_number || ':' || status, ' ' ORDER BY "              \
	"document_number,"                                                               \
	" status) FROM record"
#define VISITS                                                                           \
	"SELECT string_agg(visit_date || ':' || customer_cents || ':' || voided, ' '"    \
	" ORDER BY visit_date) FROM visit"

static void an_invoice_comes_in_with_all_it_says(void **state)
{
	(void)state;
	hear_one(INVOICE("F1", "2026-03-02", "24900"));
	expect("record", STATUSES, "F1:1");
	expect("visit", VISITS, "2026-03-02:24900:false");
	expect("customer", "SELECT customer_number || ' ' || last_name FROM customer",
	       "42 Vries");
	expect("vehicle", "SELECT plate || ' ' || last_visit FROM vehicle",
	       "H000BB 2026-03-02");
	expect("line", "SELECT class::text FROM invoice_line", "2");
	expect("said", "SELECT string_agg(topic, ' ' ORDER BY id) FROM outbox",
	       "customer.state.v1 vehicle.state.v1 invoice.recorded.v1 intake.state.v1");
}

static void a_repeat_is_a_duplicate_and_a_change_a_version(void **state)
{
	(void)state;
	hear_one(INVOICE("F1", "2026-03-02", "24900"));
	hear_one(INVOICE("F1", "2026-03-02", "24900"));
	hear_one(INVOICE("F1", "2026-03-02", "10000"));
	expect("records", STATUSES, "F1:1 F1:1 F1:2");
	expect("one invoice, second version",
	       "SELECT count(*) || ' ' || max(version) FROM invoice", "1 2");
	expect("lines of the last one",
	       "SELECT string_agg(net_cents::text, ' ')"
	       " FROM invoice_line",
	       "10000");
	expect("visit", VISITS, "2026-03-02:10000:false");
}

static void one_batch_is_as_good_as_many(void **state)
{
	const char *const all[] = { INVOICE("F1", "2026-03-02", "100"),
				    INVOICE("F2", "2026-03-04", "200"),
				    INVOICE("F1", "2026-03-02", "150"),
				    CREDIT("C1", "2026-03-10", "-200", "F2"),
				    INVOICE("F1", "2026-03-02", "150") };

	(void)state;
	hear(all, COUNT_OF(all));
	expect("records", STATUSES, "C1:1 F1:1 F1:1 F1:2 F2:1");
	expect("visit", VISITS, "2026-03-02:150:false");
	AUTO_TEXT *batched =
		scratch_text(&scratch, "SELECT string_agg(i.document_number ||"
				       " i.version || i.net_cents, ' ' ORDER BY"
				       " i.document_number) FROM invoice i");
	clean(NULL);
	for (size_t i = 0; i < COUNT_OF(all); i++)
		hear_one(all[i]);
	expect("the same visit one by one", VISITS, "2026-03-02:150:false");
	expect("the same invoices",
	       "SELECT string_agg(i.document_number || i.version || i.net_cents, ' ' "
	       "ORDER BY"
	       " i.document_number) FROM invoice i",
	       batched);
}

static void a_credit_note_waits_for_its_invoice(void **state)
{
	(void)state;
	hear_one(CREDIT("C1", "2026-03-10", "-24900", "F1"));
	expect("parked", STATUSES, "C1:3");
	expect("nothing came in", "SELECT count(*)::text FROM invoice", "0");
	hear_one(INVOICE("F1", "2026-03-02", "24900"));
	expect("both are in", STATUSES, "C1:1 F1:1");
	expect("the visit is voided", VISITS, "2026-03-02:0:true");
	expect("and nobody waits",
	       "SELECT count(*)::text FROM record"
	       " WHERE waits_for IS NOT NULL",
	       "0");
}

static void an_invoice_in_between_merges_visits(void **state)
{
	(void)state;
	hear_one(INVOICE("F1", "2026-03-02", "100"));
	hear_one(INVOICE("F2", "2026-03-07", "200"));
	expect("two", "SELECT count(*)::text FROM visit", "2");
	hear_one(INVOICE("F3", "2026-03-05", "300"));
	expect("one", VISITS, "2026-03-02:600:false");
	expect("and it is told",
	       "SELECT jsonb_array_length(value::jsonb -> 'visit' -> "
	       "'absorbed_visit_ids')::text"
	       " FROM outbox WHERE topic = 'invoice.recorded.v1' ORDER BY id DESC LIMIT "
	       "1",
	       "1");
}

static void a_document_that_changes_cars_leaves_nothing_behind(void **state)
{
	(void)state;
	hear_one(INVOICE("F1", "2026-03-02", "100"));
	hear_one("{\"dealer\":\"NL-1\",\"document_number\":\"F1\",\"document_kind\":"
		 "\"invoice\",\"issue_date\":\"2026-03-02\"," CUSTOMER
		 ",\"vehicle\":{\"plate\":\"1-KBB-00\"},\"lines\":[{\"description\":"
		 "\"beurt\",\"net_cents\":100}]}");
	expect("one visit, of the new car",
	       "SELECT count(*) || ' ' || max(v.plate) FROM visit t JOIN vehicle v"
	       " USING (vehicle_id)",
	       "1 1KBB00");
	expect("the old car has none",
	       "SELECT coalesce(last_visit::text, 'none') FROM vehicle"
	       " WHERE plate = 'H000BB'",
	       "none");
}

static void older_documents_do_not_overwrite_newer_facts(void **state)
{
	(void)state;
	hear_one(
		"{\"dealer\":\"NL-1\",\"document_number\":\"F2\",\"document_kind\":"
		"\"invoice\","
		"\"issue_date\":\"2026-03-02\",\"customer\":{\"number\":\"42\",\"email\":"
		"\"new@example.nl\"},\"lines\":[]}");
	hear_one(
		"{\"dealer\":\"NL-1\",\"document_number\":\"F1\",\"document_kind\":"
		"\"invoice\","
		"\"issue_date\":\"2026-01-02\",\"customer\":{\"number\":\"42\",\"email\":"
		"\"old@example.nl\"},\"lines\":[]}");
	expect("address", "SELECT email FROM customer", "new@example.nl");
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
	scratch_run(&scratch, "DELETE FROM dealer");
	hear_one(INVOICE("F1", "2026-03-02", "100"));
	expect("nobody is known by the name",
	       "SELECT dealer || ' ' || split_part(reasons, E'\\t', 1) FROM record",
	       "unknown UNKNOWN_DEALER");
	must(msg_decode(&dealer_state_type, slice_of(dealer), &msg, &err), &err);
	must(tx_begin(scratch.pool, &tx, &err), &err);
	struct heard in = { .msg = msg, .id = "d", .key = "NL-1" };

	must(invoice_on_dealer_state(&svc, tx, &in, say, &err), &err);
	outbox_because_of(say, "timer", NULL);
	must(invoice_at_retry(&svc, tx, "NL-1", NO_INSTANT, say, &err), &err);
	must(outbox_write(say, tx, &err), &err);
	must(tx_commit(tx, &err), &err);
	msg_free(&dealer_state_type, msg);
	expect("it is in", STATUSES, "F1:1");
	expect("its first place is left",
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
		AUTO(outbox) *say = outbox_new("invoice");
		struct err err = { 0 };
		struct tx *tx = NULL;
		struct heard in = { .unreadable_reason = "why",
				    .raw = slice_of(bodies[i]),
				    .topic = "ingress.invoice.pilot.v1",
				    .key = "NL-1/F1",
				    .id = "x",
				    .offset = offset++ };

		clean(NULL);
		outbox_because_of(say, "x", NULL);
		must(tx_begin(scratch.pool, &tx, &err), &err);
		must(invoice_on_unreadable(&svc, tx, &in, say, &err), &err);
		must(outbox_write(say, tx, &err), &err);
		must(tx_commit(tx, &err), &err);
		expect("parked", "SELECT status || ' ' || dealer FROM record", "3 NL-1");
		expect("why", "SELECT split_part(reasons, E'\\t', 1) FROM record",
		       rules[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(an_invoice_comes_in_with_all_it_says, clean),
		cmocka_unit_test_setup(a_repeat_is_a_duplicate_and_a_change_a_version,
				       clean),
		cmocka_unit_test_setup(one_batch_is_as_good_as_many, clean),
		cmocka_unit_test_setup(a_credit_note_waits_for_its_invoice, clean),
		cmocka_unit_test_setup(an_invoice_in_between_merges_visits, clean),
		cmocka_unit_test_setup(a_document_that_changes_cars_leaves_nothing_behind,
				       clean),
		cmocka_unit_test_setup(older_documents_do_not_overwrite_newer_facts,
				       clean),
		cmocka_unit_test_setup(settings_let_parked_records_in, clean),
		cmocka_unit_test_setup(unreadable_records_are_parked_with_their_reason,
				       clean),
	};

	if (!scratch_is_there("invoice intake"))
		return 0;
	return cmocka_run_group_tests(tests, open_world, close_world);
}
