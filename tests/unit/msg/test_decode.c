/* SPDX-License-Identifier: Apache-2.0 */
/* Decoding fills structs as the tables say, and names the place of what it refuses. */
#include "gen/invoice_published.h"
#include "gen/invoice_recorded.h"
#include "gen/notification_outcome.h"
#include "gen/vehicle_state.h"
#include "msg/msg.h"
#include "unit.h"

#define HEAD                                                                             \
	"\"dealer\":\"NL-1\",\"document_number\":\"F1\",\"document_kind\":\"invoice\","  \
	"\"issue_date\":\"2026-11-20\""

static struct invoice_published *decoded(const char *json)
{
	void *msg = NULL;
	struct err err = { 0 };
	if (msg_decode(&invoice_published_type, slice_of(json), &msg, &err) < 0)
		fail_msg("%s: %s", err.code, err.text);
	return msg;
}

static void release(struct invoice_published *msg)
{
	msg_free(&invoice_published_type, msg);
}

static void fills_what_is_there(void **state)
{
	(void)state;
	struct invoice_published *msg = decoded(
		"{" HEAD
		",\"comeback\":false,\"vehicle\":{\"odometer\":0,\"plate\":\"H00HZB\"},"
		"\"lines\":[{\"kind\":\"part\",\"net_cents\":-5},"
		"{\"pay_type\":\"lease\"}]}");
	expect_text("a text", msg->dealer, "NL-1");
	expect_number("an enum", msg->document_kind, WIRE_DOCUMENT_KIND_INVOICE);
	expect_true("a truth value that is false is there",
		    msg->has_comeback && !msg->comeback);
	expect_true("an optional object is pointed to", msg->vehicle != NULL);
	expect_true("zero is there",
		    msg->vehicle->has_odometer && msg->vehicle->odometer == 0);
	expect_text("a text inside", msg->vehicle->plate, "H00HZB");
	expect_number("lines", (int64_t)msg->lines_count, 2);
	expect_number("a negative number", msg->lines[0].net_cents, -5);
	expect_number("the second line", msg->lines[1].pay_type,
		      INVOICE_PUBLISHED_LINE_PAY_TYPE_LEASE);
	release(msg);
}

static void leaves_absent_what_is_not_there(void **state)
{
	(void)state;
	struct invoice_published *msg = decoded("{" HEAD ",\"lines\":[{}]}");
	expect_true("text", msg->currency == NULL);
	expect_true("object", msg->customer == NULL && msg->totals == NULL);
	expect_true("truth value", !msg->has_comeback);
	expect_number("enum", msg->order_type, INVOICE_PUBLISHED_ORDER_TYPE_NONE);
	expect_true("number", !msg->lines[0].has_net_cents);
	release(msg);
}

static void reads_unknown_words_of_open_enums_as_other(void **state)
{
	(void)state;
	struct invoice_published *msg =
		decoded("{" HEAD ",\"order_type\":\"wash\",\"lines\":[]}");
	expect_number("order type", msg->order_type, INVOICE_PUBLISHED_ORDER_TYPE_OTHER);
	expect_number("no lines", (int64_t)msg->lines_count, 0);
	release(msg);
}

static void ignores_unknown_fields(void **state)
{
	(void)state;
	struct invoice_published *msg = decoded("{\"new\":{\"deep\":[1.5,null]}," HEAD
						",\"lines\":[{\"colour\":\"red\"}]}");
	expect_number("lines", (int64_t)msg->lines_count, 1);
	release(msg);
}

static void takes_the_largest_list(void **state)
{
	(void)state;
	STRBUF_AUTO json = strbuf_new(100000);
	strbuf_addf(&json, "{%s,\"lines\":[", HEAD);
	for (int i = 0; i < 500; i++)
		strbuf_addf(&json, "%s{\"net_cents\":%d}", i ? "," : "", i);
	strbuf_add(&json, "]}");
	struct invoice_published *msg = decoded(json.text);
	expect_number("lines", (int64_t)msg->lines_count, 500);
	for (int i = 0; i < 500; i++)
		expect_number("in order", msg->lines[i].net_cents, i);
	release(msg);
}

static const struct refusal {
	const char *sentence;
	const char *json;
	const char *code;
	const char *text;
} REFUSALS[] = {
	{ "a missing field", "{\"dealer\":\"NL-1\"}", MSG_NOT_VALID,
	  "/document_number is missing" },
	{ "null is not absent", "{" HEAD ",\"currency\":null,\"lines\":[]}",
	  MSG_NOT_VALID, "/currency is not a text" },
	{ "a word", "{" HEAD ",\"lines\":[{},{\"pay_type\":\"paint\"}]}", MSG_NOT_VALID,
	  "/lines/1/pay_type 'paint' is not one of the allowed values" },
	{ "a place of words in a list",
	  "{" HEAD ",\"customer\":{\"do_not_contact\":[\"sms\",\"fax\"]},\"lines\":[]}",
	  MSG_NOT_VALID,
	  "/customer/do_not_contact/1 'fax' is not one of the allowed values" },
	{ "a short text",
	  "{\"dealer\":\"\","
	  "\"document_number\":\"F1\"}",
	  MSG_NOT_VALID, "/dealer has 0 characters, fewer than 1" },
	{ "code points are counted, not bytes",
	  "{" HEAD ",\"currency\":\"€€€€\",\"lines\":[]}", MSG_NOT_VALID,
	  "/currency has 4 characters, more than 3" },
	{ "a fraction", "{" HEAD ",\"totals\":{\"net_cents\":1.0},\"lines\":[]}",
	  MSG_NOT_VALID, "/totals/net_cents is not a whole number" },
	{ "a large number",
	  "{" HEAD ",\"totals\":{\"net_cents\":1000000000001},\"lines\":[]}",
	  MSG_NOT_VALID, "/totals/net_cents 1000000000001 is more than 1000000000000" },
	{ "a truth value", "{" HEAD ",\"comeback\":1,\"lines\":[]}", MSG_NOT_VALID,
	  "/comeback is not true or false" },
	{ "a list", "{" HEAD ",\"lines\":{}}", MSG_NOT_VALID, "/lines is not a list" },
	{ "an object", "{" HEAD ",\"lines\":[7]}", MSG_NOT_VALID,
	  "/lines/0 is not an object" },
	{ "a list at the top", "[]", MSG_NOT_VALID, "the message is not an object" },
	{ "a control character", "{" HEAD ",\"status\":\"a\\u0007b\",\"lines\":[]}",
	  MSG_NOT_VALID, "/status holds a control character or malformed UTF-8" },
	{ "a personal text is not shown",
	  "{" HEAD
	  ",\"customer\":{\"phone\":\"0612345678 0612345678 0612345678 0612345678\"},"
	  "\"lines\":[]}",
	  MSG_NOT_VALID, "/customer/phone has 43 characters, more than 40" },
	{ "not JSON", "{\"dealer\":Jansen}", MSG_NOT_JSON,
	  "line 1, column 11 of the message: not JSON" },
	{ "a key twice", "{\"dealer\":\"a\",\"dealer\":\"b\"}", MSG_NOT_JSON,
	  "line 1, column 24 of the message: a key that stands twice in one object" },
};

static void names_the_place_of_what_it_refuses(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(REFUSALS); i++) {
		const struct refusal *c = &REFUSALS[i];
		struct err err = { 0 };
		void *msg = NULL;
		int done = msg_decode(&invoice_published_type, slice_of(c->json), &msg,
				      &err);
		expect_number(c->sentence, done, -1);
		expect_true(c->sentence, msg == NULL);
		expect_number(c->sentence, err.kind, ERR_INVALID);
		expect_text(c->sentence, err.code, c->code);
		expect_text(c->sentence, err.text, c->text);
	}
}

static void refuses_uuids_and_dates_by_their_value(void **state)
{
	(void)state;
	static const struct {
		const char *json;
		const char *text;
	} CASES[] = {
		{ "{\"intent_id\":\"A\"}", "/intent_id 'A' is not a lower-case uuid" },
		{ "{\"intent_id\":\"0190f3d2-7c1e-7a40-9b55-3f2f6f1c0a11\","
		  "\"sequence\":0}",
		  "/sequence 0 is less than 1" },
	};
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct err err = { 0 };
		void *msg = NULL;
		int done = msg_decode(&notification_outcome_type, slice_of(CASES[i].json),
				      &msg, &err);
		expect_number(CASES[i].text, done, -1);
		expect_text("text", err.text, CASES[i].text);
	}
}

static void refuses_what_is_too_large(void **state)
{
	(void)state;
	STRBUF_AUTO json = strbuf_new(1100000);
	strbuf_addf(&json, "{%s,\"lines\":[]", HEAD);
	while (json.len <= invoice_published_type.max_bytes)
		strbuf_add(&json, "          ");
	strbuf_add(&json, "}");
	struct err err = { 0 };
	void *msg = NULL;
	int done = msg_decode(&invoice_published_type,
			      (struct slice){ json.text, json.len }, &msg, &err);
	expect_number("refused", done, -1);
	expect_text("code", err.code, MSG_TOO_LARGE);
}

static void frees_nothing(void **state)
{
	(void)state;
	msg_free(&invoice_recorded_type, NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_what_is_there),
		cmocka_unit_test(leaves_absent_what_is_not_there),
		cmocka_unit_test(reads_unknown_words_of_open_enums_as_other),
		cmocka_unit_test(ignores_unknown_fields),
		cmocka_unit_test(takes_the_largest_list),
		cmocka_unit_test(names_the_place_of_what_it_refuses),
		cmocka_unit_test(refuses_uuids_and_dates_by_their_value),
		cmocka_unit_test(refuses_what_is_too_large),
		cmocka_unit_test(frees_nothing),
	};
	return cmocka_run_group_tests_name("msg/decode", tests, NULL, NULL);
}
