/* SPDX-License-Identifier: Apache-2.0 */
/* Heads that could smuggle a request are refused; the small grammars read what they may.
 */
#include "http/head.h"

#include <stdio.h>

#include "unit.h"

/* "Name: value" lines as the server hands them over. */
static struct head head_of(const char *version, const char *url, char *lines)
{
	struct head head = { .method = "GET", .url = url, .version = version };
	for (char *line = lines; *line;) {
		size_t length = strcspn(line, "\n");
		size_t name = strcspn(line, ":");
		head.fields[head.fields_count++] = (struct head_field){
			{ line, name },
			slice_trim((struct slice){ line + name + 1, length - name - 1 }),
		};
		line += length + (line[length] == '\n');
	}
	return head;
}

static void heads_are_whole_and_say_one_thing(void **state)
{
	static const struct {
		const char *sentence;
		const char *version;
		const char *lines;
		int64_t length; /* -2: refused */
	} cases[] = {
		{ "a plain request", "HTTP/1.1", "Host: a", 0 },
		{ "a body of ten bytes", "HTTP/1.1", "Host: a\nContent-Length: 10", 10 },
		{ "a body in chunks", "HTTP/1.1", "Host: a\nTransfer-Encoding: chunked",
		  -1 },
		{ "HTTP/1.0 needs no Host", "HTTP/1.0", "Accept: x", 0 },
		{ "HTTP/1.1 needs a Host", "HTTP/1.1", "Accept: x", -2 },
		{ "two Hosts", "HTTP/1.1", "Host: a\nhost: b", -2 },
		{ "two names in one Host", "HTTP/1.1", "Host: a, b", -2 },
		{ "two lengths", "HTTP/1.1",
		  "Host: a\nContent-Length: 1\nContent-Length: 1", -2 },
		{ "a length and chunks", "HTTP/1.1",
		  "Host: a\nContent-Length: 1\nTransfer-Encoding: chunked", -2 },
		{ "another coding", "HTTP/1.1", "Host: a\nTransfer-Encoding: gzip", -2 },
		{ "chunked twice", "HTTP/1.1",
		  "Host: a\nTransfer-Encoding: chunked\nTransfer-Encoding: chunked", -2 },
		{ "a signed length", "HTTP/1.1", "Host: a\nContent-Length: +1", -2 },
		{ "a length beyond reason", "HTTP/1.1",
		  "Host: a\nContent-Length: 9999999999999999", -2 },
		{ "a name with a space", "HTTP/1.1", "Host : a", -2 },
		{ "a control character", "HTTP/1.1", "Host: a\nX: \x01", -2 },
		{ "broken UTF-8", "HTTP/1.1", "Host: a\nX: \xff", -2 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char lines[300];
		struct err err = { 0 };
		int64_t length = 0;
		snprintf(lines, sizeof(lines), "%s", cases[i].lines);
		struct head head = head_of(cases[i].version, "/", lines);
		if (head_check(&head, &length, &err) < 0)
			length = err.kind == ERR_INVALID ? -2 : -3;
		expect_number(cases[i].sentence, length, cases[i].length);
	}
}

static void addresses_have_an_end_and_are_clean(void **state)
{
	char lines[] = "Host: a";
	char url[HEAD_URL_MAX + 10] = "/";
	struct err err = { 0 };
	int64_t length;
	(void)state;
	memset(url + 1, 'a', sizeof(url) - 2);
	struct head head = head_of("HTTP/1.1", url, lines);
	assert_int_equal(head_check(&head, &length, &err), -1);
	assert_string_equal(err.code, "URI_TOO_LONG");
	head.url = "no-slash";
	assert_int_equal(head_check(&head, &length, &err), -1);
	head.url = "/\xc3\x28";
	assert_int_equal(head_check(&head, &length, &err), -1);
}

static void escapes_are_undone_but_for_nul(void **state)
{
	static const char *const cases[][2] = {
		{ "/a%20b", "/a b" },   { "%41%c3%a9", "A\xc3\xa9" }, { "100%", "100%" },
		{ "%zz", "%zz" },       { "a%00b", "a%00b" },         { "%2", "%2" },
		{ "%25%34%31", "%41" },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char text[40];
		snprintf(text, sizeof(text), "%s", cases[i][0]);
		size_t length = url_decode(text);
		expect_text(cases[i][0], text, cases[i][1]);
		expect_number("length", (int64_t)length, (int64_t)strlen(cases[i][1]));
	}
}

static void cookies_are_found_by_their_whole_name(void **state)
{
	char value[8];
	(void)state;
	assert_true(cookie_find("a=1; beurt=xyz; b=2", "beurt", value, sizeof(value)));
	assert_string_equal(value, "xyz");
	assert_false(cookie_find("xbeurt=1; beurtx=2", "beurt", value, sizeof(value)));
	assert_false(cookie_find("beurt=12345678", "beurt", value, sizeof(value)));
	assert_false(cookie_find(NULL, "beurt", value, sizeof(value)));
	assert_true(cookie_find("beurt=", "beurt", value, sizeof(value)) == false ||
		    value[0] == '\0');
}

static void forms_are_decoded_within_bounds(void **state)
{
	static const char body[] = "List-Unsubscribe=One-Click&scope=all+of%20it&bad=%01";
	char value[20];
	(void)state;
	assert_true(form_find(slice_of(body), "List-Unsubscribe", value, sizeof(value)));
	assert_string_equal(value, "One-Click");
	assert_true(form_find(slice_of(body), "scope", value, sizeof(value)));
	assert_string_equal(value, "all of it");
	assert_false(form_find(slice_of(body), "bad", value, sizeof(value)));
	assert_false(form_find(slice_of(body), "scop", value, sizeof(value)));
	assert_false(form_find(slice_of(body), "scope", value, 5));
	assert_true(form_find(slice_of(body), "scope", value, sizeof("all of it")));
	assert_string_equal(value, "all of it"); /* its own length counts, not as sent */
	assert_true(form_has(slice_of(body), "bad"));
	assert_false(form_has(slice_of(body), "scop"));
	assert_true(form_find(slice_of("cut=a%2"), "cut", value, 4));
	assert_string_equal(value, "a%2");
}

static void traces_of_others_are_kept_when_well_formed(void **state)
{
	char trace[33];
	(void)state;
	assert_true(trace_read("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
			       trace));
	assert_string_equal(trace, "4bf92f3577b34da6a3ce929d0e0e4736");
	assert_false(trace_read("00-00000000000000000000000000000000-00f067aa0ba902b7-01",
				trace));
	assert_false(trace_read("00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
				trace));
	assert_false(trace_read("01-short", trace));
	assert_false(trace_read(NULL, trace));
}

static void gzip_is_taken_only_from_who_wants_it(void **state)
{
	(void)state;
	assert_true(accepts_gzip("gzip, deflate, br"));
	assert_true(accepts_gzip("br;q=1.0, gzip;q=0.8"));
	assert_true(accepts_gzip("*"));
	assert_false(accepts_gzip("gzip;q=0"));
	assert_false(accepts_gzip("gzip; q=0.000"));
	assert_false(accepts_gzip("gzipped, br"));
	assert_false(accepts_gzip(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads_are_whole_and_say_one_thing),
		cmocka_unit_test(addresses_have_an_end_and_are_clean),
		cmocka_unit_test(escapes_are_undone_but_for_nul),
		cmocka_unit_test(cookies_are_found_by_their_whole_name),
		cmocka_unit_test(forms_are_decoded_within_bounds),
		cmocka_unit_test(traces_of_others_are_kept_when_well_formed),
		cmocka_unit_test(gzip_is_taken_only_from_who_wants_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
