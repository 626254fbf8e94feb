/* SPDX-License-Identifier: Apache-2.0 */
/* Encoding writes in the schema's order, leaves out what is absent, and refuses what a
 * reader would refuse. */
#include "gen/consent_state.h"
#include "gen/invoice_recorded.h"
#include "gen/week_closed.h"
#include "gen/week_decide.h"
#include "msg/msg.h"
#include "unit.h"

#define ID "0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11"

static const struct week_closed CLOSED = {
	.dealer = "NL-1",
	.list_week = "2026-W48",
	.closed_at = "2026-11-29T14:00:00Z",
	.yes = 3,
};

static void writes_in_the_order_of_the_schema(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	strbuf_add(&out, ">");
	if (msg_encode(&week_closed_type, &CLOSED, &out, &err) < 0)
		fail_msg("%s", err.text);
	expect_text(
		"json", out.text,
		">{\"dealer\":\"NL-1\",\"list_week\":\"2026-W48\","
		"\"closed_at\":\"2026-11-29T14:00:00Z\",\"yes\":3,\"no\":0,\"never\":0,"
		"\"untouched\":0}");
}

static struct invoice_recorded recorded(void)
{
	return (struct invoice_recorded){
		.dealer = "NL-1",
		.invoice_id = ID,
		.version = 1,
		.document_kind = WIRE_DOCUMENT_KIND_CREDIT_NOTE,
		.issue_date = "2026-11-20",
		.net_cents = -100,
	};
}

static void writes_only_what_is_there(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	struct invoice_recorded msg = recorded();
	if (msg_encode(&invoice_recorded_type, &msg, &out, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("a required list is written, though empty", out.text,
		    "{\"dealer\":\"NL-1\",\"invoice_id\":\"" ID "\",\"version\":1,"
		    "\"document_kind\":\"credit_note\",\"issue_date\":\"2026-11-20\","
		    "\"net_cents\":-100,\"customer_net_cents\":0,\"classes\":[]}");
}

static void writes_objects_lists_and_flags(void **state)
{
	(void)state;
	static const enum wire_visit_class CLASSES[] = { WIRE_VISIT_CLASS_APK,
							 WIRE_VISIT_CLASS_TYRES };
	static const char *const ABSORBED[] = { ID, ID };
	static const struct invoice_recorded_visit VISIT = {
		.visit_id = ID,
		.version = 2,
		.visit_date = "2026-11-19",
		.has_odometer_km = true,
		.classes = CLASSES,
		.classes_count = 2,
		.absorbed_visit_ids = ABSORBED,
		.absorbed_visit_ids_count = 2,
	};
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	struct invoice_recorded msg = recorded();
	msg.visit = &VISIT;
	if (msg_encode(&invoice_recorded_type, &msg, &out, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("the visit", strstr(out.text, "\"visit\":"),
		    "\"visit\":{\"visit_id\":\"" ID "\",\"version\":2,"
		    "\"visit_date\":\"2026-11-19\",\"odometer_km\":0,"
		    "\"classes\":[\"apk\",\"tyres\"],\"customer_net_cents\":0,"
		    "\"warranty_net_cents\":0,\"internal_net_cents\":0,"
		    "\"absorbed_visit_ids\":[\"" ID "\",\"" ID "\"],\"voided\":false}}");
}

static void what_it_writes_is_read_again(void **state)
{
	(void)state;
	struct err err = { 0 };
	void *msg = NULL;
	STRBUF_AUTO out = strbuf_new(10000);
	STRBUF_AUTO again = strbuf_new(10000);
	struct week_closed tricky = CLOSED;
	tricky.dealer = "a\"\\/\té☃😀<";
	if (msg_encode(&week_closed_type, &tricky, &out, &err) < 0 ||
	    msg_decode(&week_closed_type, (struct slice){ out.text, out.len }, &msg,
		       &err) < 0 ||
	    msg_encode(&week_closed_type, msg, &again, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("dealer", ((struct week_closed *)msg)->dealer, tricky.dealer);
	expect_text("equal structs give equal bytes", again.text, out.text);
	msg_free(&week_closed_type, msg);
}

static void refused(const char *sentence, const struct week_closed *msg, const char *text)
{
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	strbuf_add(&out, "kept");
	expect_number(sentence, msg_encode(&week_closed_type, msg, &out, &err), -1);
	expect_text(sentence, err.text, text);
	expect_text("the buffer is as it was", out.text, "kept");
}

static void refuses_what_a_reader_would_refuse(void **state)
{
	(void)state;
	struct week_closed msg = CLOSED;
	msg.dealer = NULL;
	refused("a text that is missing", &msg, "/dealer is missing");
	msg = CLOSED;
	msg.dealer = "NL-\xff";
	refused("malformed UTF-8", &msg,
		"/dealer holds a control character or malformed UTF-8");
	msg = CLOSED;
	msg.closed_at = "2026-11-29";
	refused("a date for a moment", &msg,
		"/closed_at '2026-11-29' is not a moment like 2026-11-22T14:00:00Z");
	msg = CLOSED;
	msg.untouched = -1;
	refused("a number below its minimum", &msg, "/untouched -1 is less than 0");
}

static void refuses_an_enum_out_of_range(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	struct invoice_recorded msg = recorded();
	msg.document_kind = WIRE_DOCUMENT_KIND_NONE;
	expect_number("none", msg_encode(&invoice_recorded_type, &msg, &out, &err), -1);
	expect_text("none", err.text, "/document_kind is missing");
	int wild = 77;
	memcpy(&msg.document_kind, &wild, sizeof wild);
	expect_number("wild", msg_encode(&invoice_recorded_type, &msg, &out, &err), -1);
	expect_text("wild", err.text,
		    "/document_kind 77 is not one of the allowed values");
}

static void refuses_a_list_that_is_too_long(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(1000000);
	struct week_decide_item *items = mem_alloc(1001 * sizeof *items);
	struct week_decide msg = {
		.command_id = ID,
		.dealer = "NL-1",
		.actor = "jan",
		.received_at = "2026-11-25T09:00:00Z",
		.list_week = "2026-W48",
		.decision = WIRE_DECISION_NO,
		.items = items,
		.items_count = 1001,
	};
	expect_number("refused", msg_encode(&week_decide_type, &msg, &out, &err), -1);
	expect_text("why", err.text, "/items has more than 1000 elements");
	mem_free(items);
}

static void says_when_the_callers_buffer_is_too_small(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(20);
	expect_number("refused", msg_encode(&week_closed_type, &CLOSED, &out, &err), -1);
	expect_number("invalid", err.kind, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(writes_in_the_order_of_the_schema),
		cmocka_unit_test(writes_only_what_is_there),
		cmocka_unit_test(writes_objects_lists_and_flags),
		cmocka_unit_test(what_it_writes_is_read_again),
		cmocka_unit_test(refuses_what_a_reader_would_refuse),
		cmocka_unit_test(refuses_an_enum_out_of_range),
		cmocka_unit_test(refuses_a_list_that_is_too_long),
		cmocka_unit_test(says_when_the_callers_buffer_is_too_small),
	};
	return cmocka_run_group_tests_name("msg/encode", tests, NULL, NULL);
}
