/* SPDX-License-Identifier: Apache-2.0 */
/* Links only we can have written; addresses recognised by their print. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "notification/mail/letter_keys.h"

#define HEX_A "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
#define HEX_B "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"

static struct letter_keys *opened(const char *token_keys)
{
	struct letter_keys *keys = NULL;
	struct err err = { 0 };

	if (letter_keys_open(token_keys, HEX_B, &keys, &err) < 0)
		fail_msg("%s", err.text);
	return keys;
}

static struct link_token sample(void)
{
	return (struct link_token){
		.dealer = "NL-4711",
		.customer = { "0198c2f0-1111-7000-8000-000000000002" },
		.purpose = PURPOSE_REMINDER,
		.channel = CHANNEL_EMAIL,
		.address_print = "00112233445566778899aabbccddeeff",
	};
}

static void write_token(const struct letter_keys *keys, struct link_token token,
			char text[LINK_TOKEN_TEXT])
{
	struct err err = { 0 };

	if (link_token_write(keys, &token, text, &err) < 0)
		fail_msg("%s", err.text);
}

static void a_booking_link_is_of_one_message_and_of_our_keys(void **state)
{
	AUTO(letter_keys) *keys = opened("2:" HEX_B ",1:" HEX_A);
	AUTO(letter_keys) *before = opened("1:" HEX_A);
	AUTO(letter_keys) *others = opened("1:" HEX_B);
	struct uuid intent = uuid_from("0198c2f0-1111-7000-8000-000000000007"), read;
	char text[BOOKING_TOKEN_TEXT];
	struct err err = { 0 };

	(void)state;
	assert_int_equal(booking_token_write(before, &intent, text, &err), 0);
	assert_int_equal(strlen(text), BOOKING_TOKEN_TEXT - 1);
	/* A key that has been replaced still opens. */
	assert_int_equal(booking_token_read(keys, text, &read, &err), 0);
	assert_string_equal(read.text, intent.text);
	assert_int_equal(booking_token_read(others, text, &read, &err), -1);
	assert_string_equal(err.code, "TOKEN_INVALID");
	for (size_t i = 0; text[i]; i++) {
		char was = text[i];

		err_clear(&err);
		text[i] = was == 'A' ? 'B' : 'A';
		assert_int_equal(booking_token_read(keys, text, &read, &err), -1);
		text[i] = was;
	}
	text[20] = '\0';
	err_clear(&err);
	assert_int_equal(booking_token_read(keys, text, &read, &err), -1);
}

static void a_link_says_again_what_was_written(void **state)
{
	AUTO(letter_keys) *keys = opened("1:" HEX_A);
	struct link_token token = sample();
	struct link_token read;
	char text[LINK_TOKEN_TEXT];
	struct err err = { 0 };

	(void)state;
	write_token(keys, token, text);
	assert_int_equal(link_token_read(keys, text, &read, &err), 0);
	assert_string_equal(read.dealer, "NL-4711");
	assert_string_equal(read.customer.text, token.customer.text);
	assert_false(uuid_is_set(&read.vehicle));
	assert_int_equal(read.purpose, PURPOSE_REMINDER);
	assert_int_equal(read.channel, CHANNEL_EMAIL);
	assert_string_equal(read.address_print, token.address_print);
	token.vehicle = token.customer;
	memset(token.dealer, 'x', LINK_DEALER_TEXT - 1);
	write_token(keys, token, text);
	assert_int_equal(link_token_read(keys, text, &read, &err), 0);
	assert_string_equal(read.vehicle.text, token.vehicle.text);
	assert_string_equal(read.dealer, token.dealer);
}

static void any_change_makes_it_void(void **state)
{
	AUTO(letter_keys) *keys = opened("1:" HEX_A);
	char text[LINK_TOKEN_TEXT];
	struct link_token read;
	struct err err = { 0 };

	(void)state;
	write_token(keys, sample(), text);
	for (size_t i = 0; text[i]; i++) {
		char right = text[i];

		text[i] = right == 'A' ? 'B' : 'A';
		assert_int_equal(link_token_read(keys, text, &read, &err), -1);
		assert_string_equal(err.code, "TOKEN_INVALID");
		text[i] = '\0';
		assert_int_equal(link_token_read(keys, text, &read, &err), -1);
		text[i] = right;
	}
	assert_int_equal(link_token_read(keys, text, &read, &err), 0);
	text[strlen(text) + 1] = '\0';
	text[strlen(text)] = 'A';
	assert_int_equal(link_token_read(keys, text, &read, &err), -1);
	assert_int_equal(link_token_read(keys, "", &read, &err), -1);
	assert_int_equal(link_token_read(keys, "geen / token", &read, &err), -1);
}

static void old_keys_are_accepted_until_they_go(void **state)
{
	AUTO(letter_keys) *old = opened("1:" HEX_A);
	AUTO(letter_keys) *both = opened("2:" HEX_B ",1:" HEX_A);
	AUTO(letter_keys) *fresh = opened("2:" HEX_B);
	char text[LINK_TOKEN_TEXT];
	struct link_token read;
	struct err err = { 0 };

	(void)state;
	write_token(old, sample(), text);
	assert_int_equal(link_token_read(both, text, &read, &err), 0);
	assert_int_equal(link_token_read(fresh, text, &read, &err), -1);
	write_token(both, sample(), text);
	assert_int_equal(link_token_read(fresh, text, &read, &err), 0);
}

static void malformed_keys_are_named_and_not_shown(void **state)
{
	static const char *const wrong[] = { "",
					     "1",
					     "1:",
					     "1:aa",
					     "x:" HEX_A,
					     "256:" HEX_A,
					     "1:" HEX_A "aa",
					     "1:" HEX_A ",2:zz" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(wrong); i++) {
		struct letter_keys *keys = NULL;
		struct err err = { 0 };

		assert_int_equal(letter_keys_open(wrong[i], HEX_B, &keys, &err), -1);
		assert_null(strstr(err.text, "aaaa"));
	}
	struct letter_keys *keys = NULL;
	struct err err = { 0 };

	assert_int_equal(letter_keys_open("1:" HEX_A, "short", &keys, &err), -1);
}

static void an_address_has_one_print_a_garage(void **state)
{
	AUTO(letter_keys) *keys = opened("1:" HEX_A);
	char one[ADDRESS_PRINT_TEXT];
	char other[ADDRESS_PRINT_TEXT];

	(void)state;
	address_print(keys, "NL-1", "Anna@Example.nl", one);
	address_print(keys, "NL-1", "anna@example.nl", other);
	assert_string_equal(one, other);
	address_print(keys, "NL-2", "anna@example.nl", other);
	assert_string_not_equal(one, other);
	address_print(keys, "NL-1", "ann@example.nl", other);
	assert_string_not_equal(one, other);
	assert_int_equal(strlen(one), ADDRESS_PRINT_TEXT - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_booking_link_is_of_one_message_and_of_our_keys),
		cmocka_unit_test(a_link_says_again_what_was_written),
		cmocka_unit_test(any_change_makes_it_void),
		cmocka_unit_test(old_keys_are_accepted_until_they_go),
		cmocka_unit_test(malformed_keys_are_named_and_not_shown),
		cmocka_unit_test(an_address_has_one_print_a_garage),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
