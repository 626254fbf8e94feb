/* SPDX-License-Identifier: Apache-2.0 */
/* Nothing personal, unknown or misplaced gets through a mask. */
#include "gen/customer_state.h"
#include "gen/invoice_published.h"
#include "gen/messages.h"
#include "msg/msg.h"
#include "unit.h"

static const struct {
	const char *sentence;
	const char *json;
	const char *masked;
} CASES[] = {
	{ "personal fields are hidden, others shown",
	  "{\"dealer\":\"NL-1\","
	  "\"customer\":{\"last_name\":\"Jansen\",\"kind\":\"person\"}}",
	  "{\"dealer\":\"NL-1\","
	  "\"customer\":{\"kind\":\"person\",\"last_name\":\"***\"}}" },
	{ "inside lists too", "{\"lines\":[{\"description\":\"oil\",\"net_cents\":5},7]}",
	  "{\"lines\":[{\"description\":\"oil\",\"net_cents\":5},\"***\"]}" },
	{ "unknown fields are counted, not shown",
	  "{\"dealer\":\"NL-1\",\"naam\":\"Jansen\","
	  "\"customer\":{\"achternaam\":\"Jansen\"}}",
	  "{\"dealer\":\"NL-1\","
	  "\"customer\":{\"(unknown fields)\":1},\"(unknown fields)\":1}" },
	{ "a value of a wrong type could be anything",
	  "{\"dealer\":{\"name\":\"Jansen\"},"
	  "\"comeback\":\"Jansen\",\"issue_date\":null}",
	  "{\"dealer\":\"***\",\"issue_date\":\"***\",\"comeback\":\"***\"}" },
	{ "an object that is personal as a whole is one mask",
	  "{\"notes\":{\"a\":[1]},\"vehicle\":{\"plate\":12,\"odometer\":12}}",
	  "{\"vehicle\":{\"plate\":\"***\",\"odometer\":12},\"notes\":\"***\"}" },
	{ "a list at the top", "[\"Jansen\"]", "\"***\"" },
};

static void hides_what_it_should(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct err err = { 0 };
		STRBUF_AUTO out = strbuf_new(10000);
		if (msg_mask(&invoice_published_type, slice_of(CASES[i].json), &out,
			     &err) < 0)
			fail_msg("%s: %s", CASES[i].sentence, err.text);
		expect_text(CASES[i].sentence, out.text, CASES[i].masked);
	}
}

static void shows_nothing_of_what_is_not_json(void **state)
{
	(void)state;
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(10000);
	int done =
		msg_mask(&invoice_published_type, slice_of("{\"a\":Jansen"), &out, &err);
	expect_number("refused", done, -1);
	expect_text("out", out.text ? out.text : "", "");
	expect_true("no name in the error", strstr(err.text, "Jansen") == NULL);
}

struct seen {
	int count;
	bool email;
};

static void note(void *arg, const char *path, const struct msg_field *field)
{
	struct seen *seen = arg;
	seen->count++;
	if (strcmp(path, "/customer/email") == 0 && field->kind == MSG_TEXT)
		seen->email = true;
}

static void lists_what_an_erasure_must_touch(void **state)
{
	(void)state;
	struct seen seen = { 0 };
	msg_each_personal(&invoice_published_type, note, &seen);
	expect_true("the address is among them", seen.email);
	expect_number(
		"number, names, address, contact, plate, vin, order, adviser, notes",
		seen.count, 20);
}

static void facts_have_nothing_personal(void **state)
{
	(void)state;
	for (size_t i = 0; i < message_types_count; i++) {
		struct seen seen = { 0 };
		if (message_types[i]->kind != MSG_FACT)
			continue;
		msg_each_personal(message_types[i], note, &seen);
		expect_number(message_types[i]->name, seen.count, 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(hides_what_it_should),
		cmocka_unit_test(shows_nothing_of_what_is_not_json),
		cmocka_unit_test(lists_what_an_erasure_must_touch),
		cmocka_unit_test(facts_have_nothing_personal),
	};
	return cmocka_run_group_tests_name("msg/mask", tests, NULL, NULL);
}
