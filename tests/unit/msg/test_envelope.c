/* SPDX-License-Identifier: Apache-2.0 */
/* Headers go out and come back; what is half there is refused. */
#include "msg/envelope.h"
#include "unit.h"

#define TRACE "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

static const struct envelope FULL = {
	.id = "id-1",
	.source = "/beurt/reminder",
	.type = "nl.beurt.week.closed.v1",
	.subject = "NL-1/2026-W48",
	.trace = TRACE,
	.time = { 1795960800000000 },
};

static void goes_out_and_comes_back(void **state)
{
	(void)state;
	struct envelope_list list;
	struct envelope back;
	struct err err = { 0 };
	envelope_write(&FULL, &list);
	expect_number("headers", (int64_t)list.count, ENVELOPE_HEADERS);
	expect_text("first", list.headers[0].name, "ce_specversion");
	if (envelope_read(list.headers, list.count, &back, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("id", back.id, FULL.id);
	expect_text("source", back.source, FULL.source);
	expect_text("type", back.type, FULL.type);
	expect_text("subject", back.subject, FULL.subject);
	expect_text("trace", back.trace, FULL.trace);
	expect_number("time", back.time.micros, FULL.time.micros);
}

static void leaves_out_what_is_empty(void **state)
{
	(void)state;
	struct envelope bare = FULL;
	struct envelope_list list;
	bare.subject[0] = bare.trace[0] = '\0';
	bare.time = NO_INSTANT;
	envelope_write(&bare, &list);
	expect_number("version, id, source, type, content type", (int64_t)list.count, 5);
}

static void a_record_of_an_outsider_may_have_no_envelope(void **state)
{
	(void)state;
	const struct msg_header headers[] = { { "content-type", slice_of("text/json") },
					      { "x-vendor", { NULL, 0 } } };
	struct envelope back = FULL;
	struct err err = { 0 };
	if (envelope_read(headers, 2, &back, &err) < 0 ||
	    envelope_read(NULL, 0, &back, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("no type", back.type, "");
	expect_true("no time", !instant_is_set(back.time));
}

#define FORTY     "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define LONG_TEXT FORTY FORTY FORTY FORTY

static const struct {
	const char *name;
	const char *value;
	const char *text;
} REFUSALS[] = {
	{ "ce_id", NULL, "header ce_id is empty" },
	{ "ce_id", "", "header ce_id is empty" },
	{ "ce_id", LONG_TEXT, "header ce_id is too long" },
	{ "ce_type", "a\xff", "header ce_type is not plain UTF-8 text" },
	{ "ce_source", "a\nb\x01", "header ce_source is not plain UTF-8 text" },
	{ "ce_specversion", "0.3", "header ce_specversion is not 1.0" },
	{ "ce_time", "today",
	  "header ce_time is not a moment like 2026-11-22T14:00:00Z" },
};

static void refuses_what_is_malformed(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(REFUSALS); i++) {
		struct envelope back = { .id = "untouched" };
		struct err err = { 0 };
		struct msg_header header = { REFUSALS[i].name,
					     slice_of(REFUSALS[i].value) };
		expect_number(REFUSALS[i].text, envelope_read(&header, 1, &back, &err),
			      -1);
		expect_text("text", err.text, REFUSALS[i].text);
		expect_number("kind", err.kind, ERR_INVALID);
		expect_text("output", back.id, "untouched");
	}
}

static void refuses_what_is_half_there(void **state)
{
	(void)state;
	struct err err = { 0 };
	struct envelope back;
	const struct msg_header half[] = { { "ce_specversion", slice_of("1.0") },
					   { "ce_id", slice_of("1") },
					   { "ce_type", slice_of("t") } };
	expect_number("half", envelope_read(half, 3, &back, &err), -1);
	expect_text("half", err.text, "header ce_source is missing");
	const struct msg_header twice[] = { { "ce_id", slice_of("1") },
					    { "ce_id", slice_of("2") } };
	expect_number("twice", envelope_read(twice, 2, &back, &err), -1);
	expect_text("twice", err.text, "header ce_id is repeated");
}

static void drops_a_malformed_trace(void **state)
{
	(void)state;
	static const char *const TRACES[] = {
		"", "00", "00-" LONG_TEXT,
		"00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01"
	};
	for (size_t i = 0; i < COUNT_OF(TRACES); i++) {
		struct msg_header header = { "traceparent", slice_of(TRACES[i]) };
		struct envelope back;
		struct err err = { 0 };
		if (envelope_read(&header, 1, &back, &err) < 0)
			fail_msg("%s", err.text);
		expect_text(TRACES[i], back.trace, "");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(goes_out_and_comes_back),
		cmocka_unit_test(leaves_out_what_is_empty),
		cmocka_unit_test(a_record_of_an_outsider_may_have_no_envelope),
		cmocka_unit_test(refuses_what_is_malformed),
		cmocka_unit_test(refuses_what_is_half_there),
		cmocka_unit_test(drops_a_malformed_trace),
	};
	return cmocka_run_group_tests_name("msg/envelope", tests, NULL, NULL);
}
