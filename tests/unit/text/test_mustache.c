/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates: every case of the public mustache spec (tests/data/mustache-spec), cases of
 * later spec versions written out here, and the limits.
 */
#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "text/mustache.h"

#define PARTIALS_MAX 8

struct partial_set {
	const char *names[PARTIALS_MAX];
	struct mustache *templates[PARTIALS_MAX];
	size_t count;
};

static const struct mustache *find_partial(void *context, struct slice name)
{
	struct partial_set *set = context;

	for (size_t i = 0; i < set->count; i++) {
		if (slice_is(name, set->names[i]))
			return set->templates[i];
	}
	return NULL;
}

static void set_member(struct value *object, const char *name, json_t *json);
static void add_item(struct value *list, json_t *json);

static void fill_object(struct value *object, json_t *json)
{
	const char *name;
	json_t *member;

	json_object_foreach(json, name, member) set_member(object, name, member);
}

static void fill_list(struct value *list, json_t *json)
{
	size_t i;
	json_t *item;

	json_array_foreach(json, i, item) add_item(list, item);
}

static const char *scalar_text(json_t *json, char buffer[64])
{
	if (json_is_string(json))
		return json_string_value(json);
	if (json_is_integer(json))
		snprintf(buffer, 64, "%lld", (long long)json_integer_value(json));
	else
		snprintf(buffer, 64, "%g", json_real_value(json));
	return buffer;
}

static void set_member(struct value *object, const char *name, json_t *json)
{
	char buffer[64];

	if (json_is_object(json))
		fill_object(value_set_object(object, name), json);
	else if (json_is_array(json))
		fill_list(value_set_list(object, name), json);
	else if (json_is_boolean(json))
		value_set_bool(object, name, json_is_true(json));
	else if (json_is_null(json))
		value_set_none(object, name);
	else
		value_set_text(object, name, scalar_text(json, buffer));
}

static void add_item(struct value *list, json_t *json)
{
	char buffer[64];

	if (json_is_object(json))
		fill_object(value_add_object(list), json);
	else if (json_is_array(json))
		fill_list(value_add_list(list), json);
	else if (json_is_boolean(json))
		value_add_bool(list, json_is_true(json));
	else
		value_add_text(list, scalar_text(json, buffer));
}

static struct mustache *compiled(const char *source)
{
	struct mustache *tmpl = NULL;
	struct err err = { 0 };

	if (mustache_compile(slice_of(source), MUSTACHE_HTML, &tmpl, &err) < 0)
		fail_msg("%s", err.text);
	return tmpl;
}

static void run_spec_case(const char *file, json_t *test)
{
	struct partial_set set = { .count = 0 };
	struct mustache_partials partials = { find_partial, &set };
	AUTO(mustache) *tmpl =
		compiled(json_string_value(json_object_get(test, "template")));
	AUTO(value) *data = value_new_object();
	STRBUF_AUTO out = strbuf_new(100000);
	struct err err = { 0 };
	const char *name;
	json_t *source;

	fill_object(data, json_object_get(test, "data"));
	json_object_foreach(json_object_get(test, "partials"), name, source)
	{
		set.names[set.count] = name;
		set.templates[set.count++] = compiled(json_string_value(source));
	}
	if (mustache_render(tmpl, data, &partials, &out, &err) < 0)
		fail_msg("%s: %s", file, err.text);
	const char *expected = json_string_value(json_object_get(test, "expected"));

	if (strcmp(out.text, expected) != 0)
		fail_msg("%s, %s: '%s' instead of '%s'", file,
			 json_string_value(json_object_get(test, "name")), out.text,
			 expected);
	for (size_t i = 0; i < set.count; i++)
		mustache_free(set.templates[i]);
}

static int run_spec_file(const char *file)
{
	char path[200];
	json_error_t error;
	size_t i;
	json_t *test;

	snprintf(path, sizeof(path), "%s/mustache-spec/%s.json", TEST_DATA, file);
	json_t *spec = json_load_file(path, 0, &error);

	if (!spec)
		fail_msg("%s: %s", path, error.text);
	json_t *tests = json_object_get(spec, "tests");

	json_array_foreach(tests, i, test)
	{
		/* "{{.}}" with a bare value at the top: our data is always an object. */
		if (!json_is_object(json_object_get(test, "data")))
			fail_msg("%s: data is no object", path);
		run_spec_case(file, test);
	}
	int count = (int)i;

	json_decref(spec);
	return count;
}

static void fills_every_case_of_the_spec(void **state)
{
	static const char *const files[] = { "comments", "delimiters", "interpolation",
					     "inverted", "partials",   "sections" };
	int count = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(files); i++)
		count += run_spec_file(files[i]);
	assert_true(count > 100);
}

struct sentence_case {
	const char *sentence;
	const char *source;
	const char *expected;
};

static struct value *garage_data(void)
{
	struct value *data = value_new_object();
	struct value *cars = value_set_list(data, "cars");

	value_set_text(data, "name", "Jansen & <Zoon> \"A\" 'B'");
	value_set_text(data, "empty", "");
	value_set_none(data, "nothing");
	value_set_text(value_set_object(data, "garage"), "city", "Gouda");
	value_set_text(value_add_object(cars), "plate", "H-001-HB");
	value_set_text(value_add_object(cars), "plate", "99-XX-99");
	value_set_text(value_add_object(cars), "name", "inner");
	return data;
}

static const struct sentence_case cases[] = {
	{ "all five characters are escaped", "{{name}}",
	  "Jansen &amp; &lt;Zoon&gt; &quot;A&quot; &#39;B&#39;" },
	{ "three braces leave it as it is", "{{{name}}}", "Jansen & <Zoon> \"A\" 'B'" },
	{ "an empty text is no", "{{#empty}}yes{{/empty}}{{^empty}}no{{/empty}}", "no" },
	{ "nothing is no and prints nothing", "[{{nothing}}]{{^nothing}}no{{/nothing}}",
	  "[]no" },
	{ "an absent name prints nothing", "[{{absent}}][{{garage.absent.deeper}}]",
	  "[][]" },
	{ "a dotted name walks in", "{{garage.city}}", "Gouda" },
	{ "a list repeats, the outer name shows through", "{{#cars}}{{plate}}|{{/cars}}",
	  "H-001-HB|99-XX-99||" },
	{ "the inner name hides the outer",
	  "{{#cars}}{{^plate}}{{name}}{{/plate}}{{/cars}}", "inner" },
	{ "CRLF lines stay CRLF and lone tags leave none",
	  "a\r\n{{#cars}}\r\n{{/cars}}\r\nb", "a\r\nb" },
	{ "delimiters may be changed", "{{=<% %>=}}<% garage.city %>{{x}}",
	  "Gouda{{x}}" },
};

static void fills_what_the_sentences_say(void **state)
{
	AUTO(value) *data = garage_data();
	struct err err = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		AUTO(mustache) *tmpl = compiled(cases[i].source);
		STRBUF_AUTO out = strbuf_new(1000);

		assert_int_equal(mustache_render(tmpl, data, NULL, &out, &err), 0);
		if (strcmp(out.text, cases[i].expected) != 0)
			fail_msg("%s: '%s' instead of '%s'", cases[i].sentence, out.text,
				 cases[i].expected);
	}
}

static void plain_templates_escape_nothing(void **state)
{
	AUTO(value) *data = garage_data();
	AUTO(mustache) *tmpl = NULL;
	STRBUF_AUTO out = strbuf_new(1000);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(
		mustache_compile(slice_of("{{name}}"), MUSTACHE_PLAIN, &tmpl, &err), 0);
	assert_int_equal(mustache_render(tmpl, data, NULL, &out, &err), 0);
	assert_string_equal(out.text, "Jansen & <Zoon> \"A\" 'B'");
}

static const struct sentence_case refused[] = {
	{ "an open tag", "a\n{{name", "line 2: tag is not closed by }}" },
	{ "an open triple", "{{{name}}", "line 1: tag is not closed by }}}" },
	{ "an open section", "{{#a}}x", "section 'a' is not closed" },
	{ "a stray end", "x\ny{{/a}}", "line 2: '/a' closes no section" },
	{ "crossed sections", "{{#a}}{{#b}}{{/a}}{{/b}}",
	  "line 1: section 'b' is closed by '/a'" },
	{ "a nameless tag", "{{ }}", "line 1: tag has no name" },
	{ "one delimiter", "{{=<%=}}",
	  "line 1: delimiters must be two words of at most 8 characters" },
	{ "a long delimiter", "{{=123456789 %>=}}",
	  "line 1: delimiters must be two words of at most 8 characters" },
};

static void refuses_with_the_line(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(refused); i++) {
		struct mustache *tmpl = NULL;
		struct err err = { 0 };

		assert_int_equal(mustache_compile(slice_of(refused[i].source),
						  MUSTACHE_HTML, &tmpl, &err),
				 -1);
		assert_int_equal(err.kind, ERR_INVALID);
		assert_string_equal(err.text, refused[i].expected);
		assert_null(tmpl);
	}
}

static void keeps_to_its_limits(void **state)
{
	struct mustache *tmpl = NULL;
	STRBUF_AUTO deep = strbuf_new(10000);
	STRBUF_AUTO large = strbuf_new(MUSTACHE_SIZE_MAX * 2);
	struct err err = { 0 };

	(void)state;
	for (int i = 0; i < 33; i++)
		strbuf_add(&deep, "{{#a}}");
	assert_int_equal(
		mustache_compile(slice_of(deep.text), MUSTACHE_HTML, &tmpl, &err), -1);
	assert_string_equal(err.text, "line 1: sections nest deeper than 32");
	while (large.len <= MUSTACHE_SIZE_MAX)
		strbuf_add(&large, "0123456789");
	assert_int_equal(
		mustache_compile(slice_of(large.text), MUSTACHE_HTML, &tmpl, &err), -1);
}

static void a_partial_in_itself_ends_as_an_error(void **state)
{
	AUTO(mustache) *tmpl = compiled("x{{> self}}");
	struct partial_set set = { { "self" }, { tmpl }, 1 };
	struct mustache_partials partials = { find_partial, &set };
	AUTO(value) *data = value_new_object();
	STRBUF_AUTO out = strbuf_new(1000);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mustache_render(tmpl, data, &partials, &out, &err), -1);
	assert_string_equal(err.text, "partials nest deeper than 16 at 'self'");
}

static void a_full_buffer_is_an_error(void **state)
{
	AUTO(mustache) *tmpl = compiled("0123456789{{name}}");
	AUTO(value) *data = garage_data();
	STRBUF_AUTO out = strbuf_new(12);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mustache_render(tmpl, data, NULL, &out, &err), -1);
	assert_int_equal(err.kind, ERR_INVALID);
}

static void nested_partials_add_their_indentation(void **state)
{
	AUTO(mustache) *tmpl = compiled("  {{> outer}}\nend");
	AUTO(mustache) *outer = compiled("a\n  {{> inner}}\n{{! gone }}\nz\n");
	AUTO(mustache) *inner = compiled("{{#cars}}\n{{plate}};\n{{/cars}}\n");
	struct partial_set set = { { "outer", "inner" }, { outer, inner }, 2 };
	struct mustache_partials partials = { find_partial, &set };
	AUTO(value) *data = garage_data();
	STRBUF_AUTO out = strbuf_new(1000);
	struct err err = { 0 };

	(void)state;
	assert_int_equal(mustache_render(tmpl, data, &partials, &out, &err), 0);
	assert_string_equal(out.text,
			    "  a\n    H-001-HB;\n    99-XX-99;\n    ;\n  z\nend");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fills_every_case_of_the_spec),
		cmocka_unit_test(fills_what_the_sentences_say),
		cmocka_unit_test(plain_templates_escape_nothing),
		cmocka_unit_test(refuses_with_the_line),
		cmocka_unit_test(keeps_to_its_limits),
		cmocka_unit_test(a_partial_in_itself_ends_as_an_error),
		cmocka_unit_test(a_full_buffer_is_an_error),
		cmocka_unit_test(nested_partials_add_their_indentation),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
