/* SPDX-License-Identifier: Apache-2.0 */
/* Who we are, for push services. That the signature holds is checked by the stand-in of
 * the stories, with python3-cryptography. */
#include "notification/push/vapid.h"

#include <sodium.h>

#include "unit.h"

#define KEY "yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw"

static void names_the_service_and_the_time(void **state)
{
	AUTO(vapid) *vapid = NULL;
	STRBUF_AUTO out = strbuf_new(3000);
	struct instant now = { INT64_C(1760000000) * MICROS_PER_SECOND };
	struct err err = { 0 };
	unsigned char claims[500];
	size_t len = 0;

	(void)state;
	assert_int_equal(vapid_open(KEY, "mailto:hulp@beurt.example", &vapid, &err), 0);
	expect_text(
		"the point of the standard's example", vapid_public(vapid),
		"BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzA"
		"C8wEqKK6PBru3jl7A8");
	assert_int_equal(vapid_authorize(vapid, "https://push.example:8443/send/abc?x=1",
					 now, &out, &err),
			 0);
	const char *from = strchr(out.text, '.');

	assert_non_null(from);
	assert_int_equal(sodium_base642bin(claims, sizeof(claims) - 1, from + 1,
					   strcspn(from + 1, "."), NULL, &len, NULL,
					   sodium_base64_VARIANT_URLSAFE_NO_PADDING),
			 0);
	claims[len] = '\0';
	expect_text("what is claimed", (const char *)claims,
		    "{\"aud\":\"https://push.example:8443\",\"exp\":1760043200,"
		    "\"sub\":\"mailto:hulp@beurt.example\"}");
}

static void refuses_what_is_no_key_or_address(void **state)
{
	struct vapid *vapid = NULL;
	char origin[PUSH_ORIGIN_TEXT];
	struct err err = { 0 };

	(void)state;
	assert_int_equal(vapid_open("abc", "mailto:a@b.nl", &vapid, &err), -1);
	expect_text("a short key", err.text, "a push key is 32 octets, base64url");
	assert_int_equal(vapid_open("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
				    "mailto:a@b.nl", &vapid, &err),
			 -1);
	assert_int_equal(vapid_open(KEY, "a@b.nl", &vapid, &err), -1);
	assert_int_equal(push_origin("ftp://push.example/x", origin, &err), -1);
	assert_int_equal(push_origin("https:///x", origin, &err), -1);
	assert_int_equal(push_origin("https://a@push.example/x", origin, &err), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(names_the_service_and_the_time),
		cmocka_unit_test(refuses_what_is_no_key_or_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
