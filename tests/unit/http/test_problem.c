/* SPDX-License-Identifier: Apache-2.0 */
/* Every error has a status, a code and no more words than a client may see. */
#include "http/problem.h"

#include "http/reply.h"
#include "unit.h"

static void kinds_and_codes_have_their_status(void **state)
{
	static const struct {
		enum err_kind kind;
		const char *code;
		int status;
	} cases[] = {
		{ ERR_INVALID, "", 400 },
		{ ERR_DENIED, "", 403 },
		{ ERR_ABSENT, "", 404 },
		{ ERR_CONFLICT, "", 409 },
		{ ERR_LATER, "", 503 },
		{ ERR_BROKEN, "", 500 },
		{ ERR_DENIED, "NOT_SIGNED_IN", 401 },
		{ ERR_CONFLICT, "VERSION_MISMATCH", 412 },
		{ ERR_INVALID, "TOO_LARGE", 413 },
		{ ERR_INVALID, "CONTENT_TYPE", 415 },
		{ ERR_INVALID, "VERSION_MISSING", 428 },
		{ ERR_LATER, "TOO_MANY", 429 },
		{ ERR_LATER, "TOO_FAST", 429 },
		{ ERR_CONFLICT, "SOMETHING_NEW", 409 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct err err = { 0 };
		err_set_code(&err, cases[i].kind, cases[i].code, "text");
		expect_number(cases[i].code, problem_status(&err), cases[i].status);
	}
}

static void the_place_of_a_wrong_field_is_told_apart(void **state)
{
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(2000);
	(void)state;
	err_set(&err, ERR_INVALID,
		"/lines/1/kind 'paint' is not one of the allowed values");
	problem_write(&out, &err, "abc", NULL);
	expect_true("pointer",
		    strstr(out.text, "\"errors\":[{\"pointer\":\"/lines/1/kind\"") !=
			    NULL);
	expect_true("trace", strstr(out.text, "\"traceId\":\"abc\"") != NULL);
}

static void what_is_broken_stays_inside(void **state)
{
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(2000);
	(void)state;
	err_set_code(&err, ERR_BROKEN, "SQL", "relation \"secret\" does not exist");
	problem_write(&out, &err, "abc", "\"more\":1");
	expect_true("no words", strstr(out.text, "secret") == NULL);
	expect_true("no code", strstr(out.text, "SQL") == NULL);
	expect_true("more", strstr(out.text, ",\"more\":1}") != NULL);
}

static void etags_match_as_lists_and_weakly(void **state)
{
	(void)state;
	assert_true(etag_matches("\"7\"", "\"7\""));
	assert_true(etag_matches("\"6\", W/\"7\"", "\"7\""));
	assert_true(etag_matches("*", "\"7\""));
	assert_false(etag_matches("\"77\"", "\"7\""));
	assert_false(etag_matches(NULL, "\"7\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_and_codes_have_their_status),
		cmocka_unit_test(the_place_of_a_wrong_field_is_told_apart),
		cmocka_unit_test(what_is_broken_stays_inside),
		cmocka_unit_test(etags_match_as_lists_and_weakly),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
