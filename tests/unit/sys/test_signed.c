/* SPDX-License-Identifier: Apache-2.0 */
/* The first vector is that of the Standard Webhooks reference libraries. */
#include "sys/signed.h"

#include "unit.h"

#define SECRET "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
#define RIGHT  "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
#define STAMP  INT64_C(1614265330)

static const struct signed_post POST = {
	.id = "msg_p5jXN8AQM9LWM0D4loKWxJek",
	.timestamp = "1614265330",
	.body = { "{\"test\": 2432232314}", 20 },
};

static struct instant at(int64_t seconds)
{
	return (struct instant){ seconds * MICROS_PER_SECOND };
}

static struct signed_secret secret(void)
{
	struct err err = { .kind = ERR_NONE };
	struct signed_secret read;

	assert_int_equal(signed_secret_read(SECRET, &read, &err), 0);
	return read;
}

static const char *refusal(const struct signed_post *post, const char *signatures,
			   int64_t now)
{
	static struct err err;
	struct signed_secret key = secret();

	err = (struct err){ .kind = ERR_NONE };
	return signed_check(&key, post, signatures, at(now), &err) < 0 ? err.code : "";
}

static void signs_as_the_published_vector(void **state)
{
	struct signed_secret key = secret();
	char text[SIGNED_TEXT], shown[SIGNED_SECRET_TEXT];

	(void)state;
	signed_make(&key, &POST, text);
	assert_string_equal(text, RIGHT);
	signed_secret_write(&key, shown);
	assert_string_equal(shown, SECRET);
}

static void believes_one_of_several_signatures(void **state)
{
	(void)state;
	assert_string_equal(refusal(&POST, RIGHT, STAMP), "");
	assert_string_equal(refusal(&POST, "v1,other v2,x " RIGHT, STAMP), "");
	assert_string_equal(refusal(&POST, RIGHT "x", STAMP), "SIGNATURE_WRONG");
	assert_string_equal(refusal(&POST, "", STAMP), "SIGNATURE_WRONG");
}

static void every_part_is_signed(void **state)
{
	struct signed_post other = POST;

	(void)state;
	other.id = "msg_other";
	assert_string_equal(refusal(&other, RIGHT, STAMP), "SIGNATURE_WRONG");
	other = POST;
	other.timestamp = "1614265331";
	assert_string_equal(refusal(&other, RIGHT, STAMP), "SIGNATURE_WRONG");
	other = POST;
	other.body.len--;
	assert_string_equal(refusal(&other, RIGHT, STAMP), "SIGNATURE_WRONG");
}

static void five_minutes_are_the_limit(void **state)
{
	struct signed_post other = POST;

	(void)state;
	assert_string_equal(refusal(&POST, RIGHT, STAMP + 300), "");
	assert_string_equal(refusal(&POST, RIGHT, STAMP - 300), "");
	assert_string_equal(refusal(&POST, RIGHT, STAMP + 301), "SIGNATURE_OLD");
	assert_string_equal(refusal(&POST, RIGHT, STAMP - 301), "SIGNATURE_OLD");
	other.timestamp = "yesterday";
	assert_string_equal(refusal(&other, RIGHT, STAMP), "SIGNATURE_OLD");
}

static void what_is_missing_is_said(void **state)
{
	struct signed_post other = POST;
	struct err err = { .kind = ERR_NONE };
	struct signed_secret read;

	(void)state;
	assert_string_equal(refusal(&POST, NULL, STAMP), "SIGNATURE_MISSING");
	other.id = NULL;
	assert_string_equal(refusal(&other, RIGHT, STAMP), "SIGNATURE_MISSING");
	assert_int_equal(signed_secret_read("whsec_AAAA", &read, &err), -1);
	assert_int_equal(signed_secret_read("whsec_%%%", &read, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(signs_as_the_published_vector),
		cmocka_unit_test(believes_one_of_several_signatures),
		cmocka_unit_test(every_part_is_signed),
		cmocka_unit_test(five_minutes_are_the_limit),
		cmocka_unit_test(what_is_missing_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
