/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the invoice service keeps only for a time: documents as they came, and invoices of
 * people who were erased, which bookkeeping needs (AWR art. 52).
 */
#include "../store/intake_world.h"
#include "flow/forget.h"
#include "gen/person_erased.h"
#include "invoice/store.h"
#include "unit.h"

#define PAYLOADS                                                                         \
	"SELECT string_agg(coalesce(document_number, '-') || ':'"                        \
	" || (payload IS NOT NULL), ' ' ORDER BY document_number) FROM record"
#define KEPT                                                                             \
	"SELECT (SELECT count(*) FROM invoice) || ' ' || (SELECT count(*) FROM"          \
	" invoice_line) || ' ' || (SELECT count(*) FROM visit)"

static void tidy(const char *received_before, const char *today)
{
	struct tx *tx = scratch_begin(intake_world_scratch());
	struct civil_date day;
	struct instant before;
	struct err err = { 0 };

	must(instant_parse(received_before, &before, &err), &err);
	must(civil_parse(today, &day, &err), &err);
	must(store_documents_tidy(tx, before, day, &err), &err);
	scratch_commit(tx);
}

static void forget_customer(void)
{
	AUTO_TEXT *id =
		scratch_text(intake_world_scratch(), "SELECT customer_id FROM customer");
	AUTO(outbox) *say = outbox_new("invoice");
	struct tx *tx = scratch_begin(intake_world_scratch());
	struct err err = { 0 };
	const struct person_erased erased = { .erasure_id = id,
					      .dealer = "NL-1",
					      .at = "2026-11-23T10:00:00Z",
					      .asked_by = "marja",
					      .customer_id = id };

	outbox_because_of(say, "test", NULL);
	must(forget_person(tx, &invoice_forgets, &erased, say, &err), &err);
	scratch_commit(tx);
}

static void a_settled_document_goes_and_a_parked_one_waits(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	intake_world_hear_one(CREDIT("F2", "2026-03-03", "-100", "F9"));
	tidy("2000-01-01T00:00:00Z", "2026-11-23");
	intake_world_expect("none is old", PAYLOADS, "F1:true F2:true");
	tidy("2100-01-01T00:00:00Z", "2026-11-23");
	intake_world_expect("what nobody settled is still to be read", PAYLOADS,
			    "F1:false F2:true");
	intake_world_expect("the invoice stays", KEPT, "1 1 1");
}

static void an_erased_persons_invoice_is_kept_for_the_books_alone(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	forget_customer();
	tidy("2000-01-01T00:00:00Z", "2033-12-31");
	intake_world_expect("seven years after its book year", KEPT, "1 1 1");
	tidy("2000-01-01T00:00:00Z", "2034-01-01");
	intake_world_expect("the visit stays, for the counts", KEPT, "0 0 1");
}

static void an_invoice_like_any_other_stays(void **state)
{
	(void)state;
	intake_world_hear_one(INVOICE("F1", "2026-03-02", "100"));
	tidy("2000-01-01T00:00:00Z", "2099-01-01");
	intake_world_expect("until its customer is erased", KEPT, "1 1 1");
}

#define TEST(fn) cmocka_unit_test_setup(fn, intake_world_clean)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_settled_document_goes_and_a_parked_one_waits),
		TEST(an_erased_persons_invoice_is_kept_for_the_books_alone),
		TEST(an_invoice_like_any_other_stays),
	};

	if (!scratch_is_there("invoice tidy"))
		return 0;
	return cmocka_run_group_tests_name("invoice tidy", tests, intake_world_open,
					   intake_world_close);
}
