/* SPDX-License-Identifier: Apache-2.0 */
/* Messages for one browser: the example of RFC 8291, and what is refused. That others
 * can open what we seal is shown with python3-cryptography in the stories. */
#include "notification/push/seal.h"

#include <sodium.h>

#include "unit.h"

#define UA_PUBLIC                                                                        \
	"BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRp" \
	"kNtoIAiw4"
#define AUTH "BTBZMqHH6r4Tts7J_aSIgg"

static struct push_once example_once(void)
{
	static const char key[] = "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw";
	static const char salt[] = "DGv6ra1nlYgDCS1FRnbzlw";
	struct push_once once;

	assert_int_equal(sodium_base642bin(once.key, PUSH_PRIVATE, key, strlen(key), NULL,
					   NULL, NULL,
					   sodium_base64_VARIANT_URLSAFE_NO_PADDING),
			 0);
	assert_int_equal(sodium_base642bin(once.salt, PUSH_SALT, salt, strlen(salt), NULL,
					   NULL, NULL,
					   sodium_base64_VARIANT_URLSAFE_NO_PADDING),
			 0);
	return once;
}

/* RFC 8291 section 5. */
static void seals_as_the_standard_does(void **state)
{
	static const char body[] =
		"DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZII"
		"gDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztL"
		"VBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN";
	struct push_reader reader;
	struct push_once once = example_once();
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(5000);
	char text[400];

	(void)state;
	assert_int_equal(push_reader_from(UA_PUBLIC, AUTH, &reader, &err), 0);
	int failed = push_seal(&reader, &once,
			       slice_of("When I grow up, I want to be a watermelon"),
			       &out, &err);

	expect_number(err.text, failed, 0);
	sodium_bin2base64(text, sizeof(text), (const unsigned char *)out.text, out.len,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	expect_text("the body of the example", text, body);
}

static void takes_4096_octets_and_no_more(void **state)
{
	struct push_reader reader;
	struct push_once once = example_once();
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(5000);
	char plain[PUSH_PLAIN_MAX + 1];

	(void)state;
	memset(plain, 'a', sizeof(plain));
	assert_int_equal(push_reader_from(UA_PUBLIC, AUTH, &reader, &err), 0);
	assert_int_equal(push_seal(&reader, &once,
				   (struct slice){ plain, PUSH_PLAIN_MAX }, &out, &err),
			 0);
	expect_number("all that a service takes", (int64_t)out.len, 4096);
	assert_int_equal(push_seal(&reader, &once, (struct slice){ plain, sizeof(plain) },
				   &out, &err),
			 -1);
	expect_number("one more", err.kind, ERR_INVALID);
}

static void each_message_has_its_own_key(void **state)
{
	struct push_once one;
	struct push_once two;
	struct err err = { 0 };

	(void)state;
	assert_int_equal(push_once_new(&one, &err), 0);
	assert_int_equal(push_once_new(&two, &err), 0);
	expect_true("keys differ", memcmp(one.key, two.key, PUSH_PRIVATE) != 0);
	expect_true("salts differ", memcmp(one.salt, two.salt, PUSH_SALT) != 0);
}

static void refuses_keys_that_are_none(void **state)
{
	static const struct {
		const char *sentence;
		const char *p256dh;
		const char *auth;
	} CASES[] = {
		{ "cut off", "BCVxsr7N_eNgVRqv", AUTH },
		{ "no base64url", "!" UA_PUBLIC, AUTH },
		{ "a secret that is too short", UA_PUBLIC, "BTBZMqHH6r4Tts7J" },
		{ "nothing", "", "" },
	};
	struct push_reader reader;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++) {
		struct err err = { 0 };
		int failed =
			push_reader_from(CASES[i].p256dh, CASES[i].auth, &reader, &err);

		expect_number(CASES[i].sentence, failed, -1);
		expect_text(CASES[i].sentence, err.code, "PUSH_KEY_INVALID");
	}
}

/* A point that is not on the curve would tell of our key. */
static void refuses_a_point_beside_the_curve(void **state)
{
	struct push_reader reader;
	struct push_once once = example_once();
	struct err err = { 0 };
	STRBUF_AUTO out = strbuf_new(5000);

	(void)state;
	assert_int_equal(push_reader_from(UA_PUBLIC, AUTH, &reader, &err), 0);
	reader.point[PUSH_POINT - 1] ^= 1;
	assert_int_equal(push_seal(&reader, &once, slice_of("x"), &out, &err), -1);
	expect_number("a key that is none", err.kind, ERR_INVALID);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(seals_as_the_standard_does),
		cmocka_unit_test(takes_4096_octets_and_no_more),
		cmocka_unit_test(each_message_has_its_own_key),
		cmocka_unit_test(refuses_keys_that_are_none),
		cmocka_unit_test(refuses_a_point_beside_the_curve),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
