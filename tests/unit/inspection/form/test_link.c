/* SPDX-License-Identifier: Apache-2.0 */
/* Links of customers: the same for the same, unlike for all else. */
#include "inspection/form/link.h"
#include "unit.h"

#define KEY_A "3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c3c"
#define KEY_B "5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a5a"

static struct link_keys *keys_of(const char *text)
{
	struct link_keys *keys = NULL;

	expect_number(text, link_keys_open(text, &keys, NULL), 0);
	return keys;
}

static void a_link_follows_from_what_it_opens(void **state)
{
	struct uuid form = uuid_named("form", "a", NULL);
	struct link_keys *keys = keys_of("1:" KEY_A),
			 *newer = keys_of("2:" KEY_B ",1:" KEY_A);
	struct link link = link_make(keys, "NL-1", &form, LINK_REPORT);
	struct link again = link_make(keys, "NL-1", &form, LINK_REPORT);
	struct link other = link_make(keys, "NL-2", &form, LINK_REPORT);
	struct link kind = link_make(keys, "NL-1", &form, LINK_REGISTRATION);
	struct link key = link_make(newer, "NL-1", &form, LINK_REPORT);
	char hash[LINK_HASH_TEXT];

	(void)state;
	expect_text("the same", again.path, link.path);
	expect_number("43 characters of token", (int64_t)strlen(link.path), 3 + 43);
	link_digest(link.path + 3, 43, hash);
	expect_text("the state has its SHA-256", link.hash, hash);
	expect_true("another garage's", strcmp(other.path, link.path) != 0);
	expect_true("another kind's", strcmp(kind.path, link.path) != 0);
	expect_true("another key's", strcmp(key.path, link.path) != 0);
	link_keys_close(keys);
	link_keys_close(newer);
}

static void keys_are_checked_at_the_start(void **state)
{
	static const char *const bad[] = { "",
					   "1",
					   "1:",
					   "1:3c",
					   "x:" KEY_A,
					   ":" KEY_A,
					   "1:" KEY_A "00",
					   "1:" KEY_A ",2:3c" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct link_keys *keys = NULL;

		expect_number(bad[i], link_keys_open(bad[i], &keys, NULL), -1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_link_follows_from_what_it_opens),
		cmocka_unit_test(keys_are_checked_at_the_start),
	};

	return cmocka_run_group_tests_name("inspection/form/link", tests, NULL, NULL);
}
