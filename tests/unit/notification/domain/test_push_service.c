/* SPDX-License-Identifier: Apache-2.0 */
/* Where messages to browsers may be posted. */
#include "notification/domain/push_service.h"

#include "unit.h"

#define SERVICES                                                                         \
	"https://fcm.googleapis.com, https://*.push.example,http://127.0.0.1:8099"

static void posts_to_push_services_alone(void **state)
{
	static const struct {
		const char *endpoint;
		bool is_known;
	} CASES[] = {
		{ "https://fcm.googleapis.com/fcm/send/abc", true },
		{ "https://updates.push.example/wpush/v2/x", true },
		{ "https://a.b.push.example/x", true },
		{ "http://127.0.0.1:8099/send/1", true },
		{ "http://fcm.googleapis.com/fcm/send/abc", false },
		{ "https://push.example/x", false },
		{ "https://evilpush.example/x", false },
		{ "https://push.example.evil.example/x", false },
		{ "https://fcm.googleapis.com.evil.example/x", false },
		{ "https://fcm.googleapis.com@evil.example/x", false },
		{ "https://fcm.googleapis.com:8443/x", false },
		{ "https://FCM.googleapis.com/x", false },
		{ "http://127.0.0.1:5432/", false },
		{ "https:///x", false },
		{ "fcm.googleapis.com", false },
		{ "", false },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CASES); i++)
		expect_number(CASES[i].endpoint,
			      push_service_is_known(SERVICES, CASES[i].endpoint),
			      CASES[i].is_known);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(posts_to_push_services_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
