/* SPDX-License-Identifier: Apache-2.0 */
/* Enum values and words are each other's, and keys take the first field that is there. */
#include "gen/invoice_published.h"
#include "gen/invoice_recorded.h"
#include "gen/messages.h"
#include "gen/topics.h"
#include "msg/msg.h"
#include "unit.h"

static void words_and_values_are_each_others(void **state)
{
	(void)state;
	expect_text("a word", wire_fuel_word(WIRE_FUEL_CNG), "cng");
	expect_true("none has no word", wire_fuel_word(WIRE_FUEL_NONE) == NULL);
	expect_true("nor has what is out of range",
		    msg_word(&wire_fuel_words, 99) == NULL);
	expect_true("nor below", msg_word(&wire_fuel_words, -1) == NULL);
	expect_number("back", wire_fuel_of("hydrogen"), WIRE_FUEL_HYDROGEN);
	expect_number("an unknown word", wire_fuel_of("steam"), WIRE_FUEL_NONE);
	expect_number("no word", wire_fuel_of(NULL), WIRE_FUEL_NONE);
	expect_number("of an open enum", invoice_published_line_kind_of("steam"),
		      INVOICE_PUBLISHED_LINE_KIND_OTHER);
}

static void key_is(const struct invoice_recorded *msg, const char *wanted)
{
	char key[MSG_KEY_TEXT] = "";
	struct err err = { 0 };
	if (msg_key(&invoice_recorded_type, msg, key, &err) < 0)
		fail_msg("%s", err.text);
	expect_text("key", key, wanted);
}

static void a_key_takes_the_first_field_that_is_there(void **state)
{
	(void)state;
	key_is(&(struct invoice_recorded){ .dealer = "NL-1", .invoice_id = "i" },
	       "NL-1/i");
	key_is(&(struct invoice_recorded){ .dealer = "NL-1",
					   .invoice_id = "i",
					   .customer_id = "c" },
	       "NL-1/c");
	key_is(&(struct invoice_recorded){ .dealer = "NL-1",
					   .invoice_id = "i",
					   .customer_id = "c",
					   .vehicle_id = "v" },
	       "NL-1/v");
}

static void a_key_needs_its_parts(void **state)
{
	(void)state;
	char key[MSG_KEY_TEXT] = "untouched";
	struct err err = { 0 };
	struct invoice_published msg = { .document_number = "F1" };
	expect_number("refused", msg_key(&invoice_published_type, &msg, key, &err), -1);
	expect_text("why", err.text, "/dealer is missing");
	expect_text("output", key, "untouched");
}

static void a_key_has_a_largest_size(void **state)
{
	(void)state;
	char key[MSG_KEY_TEXT];
	char large[MSG_KEY_TEXT + 1];
	struct err err = { 0 };
	memset(large, 'x', sizeof large - 1);
	large[sizeof large - 1] = '\0';
	struct invoice_published msg = { .dealer = "NL-1", .document_number = large };
	expect_number("refused", msg_key(&invoice_published_type, &msg, key, &err), -1);
	expect_text("code", err.code, MSG_TOO_LARGE);
}

static const struct msg_topic *topic_named(const char *name)
{
	for (size_t i = 0; i < message_topics_count; i++)
		if (strcmp(message_topics[i].name, name) == 0)
			return &message_topics[i];
	return NULL;
}

static void every_message_that_travels_has_its_topic(void **state)
{
	(void)state;
	for (size_t i = 0; i < message_types_count; i++) {
		const struct msg_type *type = message_types[i];
		if (type->kind == MSG_BODY) {
			expect_true(type->name,
				    type->topic == NULL && type->key_count == 0);
			continue;
		}
		expect_true(type->name, type->key_count > 0);
		if (type->topic_pattern)
			continue;
		const struct msg_topic *topic = topic_named(type->topic);
		expect_true(type->name, topic != NULL);
		expect_number(type->name, topic->kind, type->kind);
		expect_true(type->name, topic->compacted == (type->kind == MSG_STATE));
		expect_true(type->name, topic->max_bytes > (int64_t)type->max_bytes);
	}
}

static void a_topic_with_a_part_left_open_is_a_pattern(void **state)
{
	(void)state;
	expect_text("topic", invoice_published_type.topic, "ingress.invoice.{vendor}.v1");
	expect_text("pattern", invoice_published_type.topic_pattern,
		    "^ingress\\.invoice\\.[^.]+\\.v1$");
	expect_true("a vendor of today",
		    topic_named("ingress.invoice.incadea.v1") != NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(words_and_values_are_each_others),
		cmocka_unit_test(a_key_takes_the_first_field_that_is_there),
		cmocka_unit_test(a_key_needs_its_parts),
		cmocka_unit_test(a_key_has_a_largest_size),
		cmocka_unit_test(every_message_that_travels_has_its_topic),
		cmocka_unit_test(a_topic_with_a_part_left_open_is_a_pattern),
	};
	return cmocka_run_group_tests_name("msg/words", tests, NULL, NULL);
}
