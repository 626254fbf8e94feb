/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings on what leaves and what comes in; the configurations that are given along. */
#include "gateway/connect/mapping.h"

#include "gateway/connect/systems.h"
#include "gen/body_connector.h"
#include "msg/msg.h"
#include "unit.h"

static enum json_kind find(const void *from, const char *path, struct strbuf *out)
{
	return json_doc_find(from, path, out);
}

static struct json_doc *doc_of(const char *text)
{
	struct err err = { .kind = ERR_NONE };
	struct json_doc *doc;

	assert_int_equal(json_doc_open(slice_of(text), 10000, &doc, &err), 0);
	return doc;
}

static void fields_nest_and_keep_their_kind(void **state)
{
	static const struct wire_connector_word WORDS[] = { { "email", "MAIL" } };
	static const struct wire_connector_field FIELDS[] = {
		{ .to = "type", .is = "VISIT" },
		{ .to = "car.plate", .from = "car.plate" },
		{ .to = "car.km", .from = "data.km" },
		{ .to = "car.owner.name", .from = "person.names.1" },
		{ .to = "car.later", .from = "data.flag" },
		{ .to = "channel",
		  .from = "data.channel",
		  .words = WORDS,
		  .words_count = 1 },
		{ .to = "nothing", .from = "data.not.there" },
	};
	struct wire_connector_out out = { .fields = FIELDS,
					  .fields_count = COUNT_OF(FIELDS) };
	struct err err = { .kind = ERR_NONE };
	STRBUF_AUTO json = strbuf_new(1000);
	AUTO(json_doc) *doc =
		doc_of("{\"car\":{\"plate\":\"H00HZB\"},\"data\":{\"km\":12.5,"
		       "\"channel\":\"email\","
		       "\"flag\":true},\"person\":{\"names\":[\"A\",\"B\\\"\"]}}");
	struct mapping_source source = { find, doc };

	(void)state;
	assert_int_equal(mapping_write(&out, &source, &json, &err), 0);
	assert_string_equal(
		json.text,
		"{\"type\":\"VISIT\",\"car\":{\"plate\":\"H00HZB\",\"km\":12.5,"
		"\"owner\":{\"name\":\"B\\\"\"},\"later\":true},"
		"\"channel\":\"MAIL\"}");
}

static void a_word_without_counterpart_is_refused(void **state)
{
	static const struct wire_connector_word WORDS[] = { { "A", "b" } };
	static const struct wire_connector_field FIELD[] = {
		{ .to = "outcome", .from = "r", .words = WORDS, .words_count = 1 },
	};
	struct wire_connector_in in = { .fields = FIELD, .fields_count = 1 };
	struct err err = { .kind = ERR_NONE };
	STRBUF_AUTO value = strbuf_new(100);
	AUTO(json_doc) *doc = doc_of("{\"r\":\"Z\"}");
	struct mapping_source source = { find, doc };

	(void)state;
	assert_int_equal(mapping_read(&in, &source, "outcome", &value, &err), -1);
	assert_string_equal(err.code, "MAPPING_WORD");
	assert_non_null(strstr(err.text, "outcome"));
}

static void the_first_entry_that_fits_is_used(void **state)
{
	static const struct wire_connector_in INS[] = {
		{ .kind = WIRE_CONNECTOR_KIND_CONSENT, .when = "e", .is = "C" },
		{ .kind = WIRE_CONNECTOR_KIND_INVOICE, .when = "doc" },
	};
	struct wire_connector_mapping mapping = { .in = INS, .in_count = 2 };
	struct err err = { .kind = ERR_NONE };
	const struct wire_connector_in *in;
	AUTO(json_doc) *one = doc_of("{\"e\":\"C\",\"doc\":1}");
	AUTO(json_doc) *two = doc_of("{\"e\":\"D\",\"doc\":1}");
	AUTO(json_doc) *none = doc_of("{\"e\":\"D\"}");

	(void)state;
	assert_int_equal(
		mapping_kind(&mapping, &(struct mapping_source){ find, one }, &in, &err),
		0);
	assert_int_equal(in->kind, WIRE_CONNECTOR_KIND_CONSENT);
	assert_int_equal(
		mapping_kind(&mapping, &(struct mapping_source){ find, two }, &in, &err),
		0);
	assert_int_equal(in->kind, WIRE_CONNECTOR_KIND_INVOICE);
	assert_int_equal(
		mapping_kind(&mapping, &(struct mapping_source){ find, none }, &in, &err),
		-1);
	assert_string_equal(err.code, "NO_KIND");
}

static void a_message_leaves_as_its_channel_says_or_in_our_own_form(void **state)
{
	static const struct wire_connector_field MAIL[] = { { .to = "m" } };
	static const struct wire_connector_field ANY[] = { { .to = "a" }, { .to = "b" } };
	static const struct wire_connector_carry CARRY[] = {
		{ .channel = WIRE_CHANNEL_EMAIL, .fields = MAIL, .fields_count = 1 },
		{ .fields = ANY, .fields_count = 2 },
	};
	struct wire_connector_mapping mapping = { .carry = CARRY, .carry_count = 2 };
	struct wire_connector_out out;

	(void)state;
	assert_true(mapping_of_message(&mapping, "email", &out));
	assert_ptr_equal(out.fields, MAIL);
	assert_true(mapping_of_message(&mapping, "sms", &out));
	assert_int_equal(out.fields_count, 2);
	mapping.carry_count = 1;
	assert_false(mapping_of_message(&mapping, "sms", &out));
	assert_false(mapping_of_message(&mapping, NULL, &out));
}

static void what_became_of_a_message_is_told_apart_from_other_things(void **state)
{
	static const struct wire_connector_field FIELDS[] = { { .to = "outcome",
								.from = "s" } };
	static const struct wire_connector_report REPORTS[] = {
		{ .when = "e", .is = "R", .fields = FIELDS, .fields_count = 1 },
	};
	struct wire_connector_mapping mapping = { .reports = REPORTS,
						  .reports_count = 1 };
	struct err err = { .kind = ERR_NONE };
	struct wire_connector_in in;
	STRBUF_AUTO value = strbuf_new(MAPPED_MOST);
	AUTO(json_doc) *report = doc_of("{\"e\":\"R\",\"s\":\"failed\"}");
	AUTO(json_doc) *other = doc_of("{\"e\":\"C\",\"s\":\"failed\"}");
	struct mapping_source source = { find, report };

	(void)state;
	assert_false(mapping_is_report(&mapping, &(struct mapping_source){ find, other },
				       &in));
	assert_true(mapping_is_report(&mapping, &source, &in));
	assert_int_equal(mapping_read(&in, &source, "outcome", &value, &err), 0);
	assert_string_equal(value.text, "failed");
}

static void every_given_configuration_is_a_mapping(void **state)
{
	(void)state;
	assert_true(system_sources_count >= 4);
	for (size_t i = 0; i < system_sources_count; i++) {
		struct err err = { .kind = ERR_NONE };
		STRBUF_AUTO body = strbuf_new(100000);
		void *msg;

		strbuf_addf(&body, "{\"name\":\"x\",\"mapping\":%s}",
			    system_sources[i].text);
		if (msg_decode(&body_connector_type, slice_of(body.text), &msg, &err) < 0)
			fail_msg("%s: %s", system_sources[i].path, err.text);
		msg_free(&body_connector_type, msg);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_nest_and_keep_their_kind),
		cmocka_unit_test(a_word_without_counterpart_is_refused),
		cmocka_unit_test(the_first_entry_that_fits_is_used),
		cmocka_unit_test(a_message_leaves_as_its_channel_says_or_in_our_own_form),
		cmocka_unit_test(
			what_became_of_a_message_is_told_apart_from_other_things),
		cmocka_unit_test(every_given_configuration_is_a_mapping),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
