/* SPDX-License-Identifier: Apache-2.0 */
/* Addresses inside and outside of the ranges that are not public, and at their edges. */
#include "http/public_address.h"

#include <arpa/inet.h>

#include "unit.h"

static bool is_public(const char *text)
{
	struct sockaddr_in in = { .sin_family = AF_INET };
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };

	if (inet_pton(AF_INET, text, &in.sin_addr) == 1)
		return address_is_public((const struct sockaddr *)&in);
	assert_int_equal(inet_pton(AF_INET6, text, &in6.sin6_addr), 1);
	return address_is_public((const struct sockaddr *)&in6);
}

static void what_is_inside_is_closed(void **state)
{
	static const char *const CLOSED[] = {
		"0.0.0.0",
		"10.0.0.1",
		"100.64.0.1",
		"127.0.0.1",
		"127.9.9.9",
		"169.254.169.254",
		"172.16.0.1",
		"172.31.255.255",
		"192.168.1.1",
		"198.18.0.1",
		"224.0.0.1",
		"255.255.255.255",
		"::",
		"::1",
		"::ffff:10.0.0.1",
		"64:ff9b::7f00:1",
		"fc00::1",
		"fe80::1",
		"ff02::1",
		"2002:0a00:0001::1",
		"2001::1",
		"2001:db8::1",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(CLOSED); i++)
		if (is_public(CLOSED[i]))
			fail_msg("%s is not public", CLOSED[i]);
}

static void what_is_outside_is_open(void **state)
{
	static const char *const OPEN[] = {
		"1.1.1.1",          "9.255.255.255",   "11.0.0.0",     "100.63.255.255",
		"100.128.0.0",      "172.15.255.255",  "172.32.0.0",   "192.169.0.0",
		"223.255.255.255",  "2606:4700::1111", "2a00:1450::1", "::ffff:8.8.8.8",
		"64:ff9b::808:808",
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(OPEN); i++)
		if (!is_public(OPEN[i]))
			fail_msg("%s is public", OPEN[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_inside_is_closed),
		cmocka_unit_test(what_is_outside_is_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
