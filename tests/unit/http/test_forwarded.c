/* SPDX-License-Identifier: Apache-2.0 */
/* Nobody chooses the address that limits count: only trusted proxies are believed. */
#include "http/forwarded.h"

#include "unit.h"

static const struct {
	const char *sentence;
	const char *proxies;
	const char *peer;
	const char *header;
	const char *asker;
} CHAINS[] = {
	{ "nobody is trusted", "", "192.0.2.9", "203.0.113.5", "192.0.2.9" },
	{ "no list at all", NULL, "192.0.2.9", "203.0.113.5", "192.0.2.9" },
	{ "a stranger's header", "10.0.0.1", "192.0.2.9", "203.0.113.5", "192.0.2.9" },
	{ "a proxy without header", "10.0.0.1", "10.0.0.1", NULL, "10.0.0.1" },
	{ "a proxy names the asker", "10.0.0.1", "10.0.0.1", "203.0.113.5",
	  "203.0.113.5" },
	{ "what the asker wrote before it is not", "10.0.0.1", "10.0.0.1",
	  "198.51.100.1, 203.0.113.5", "203.0.113.5" },
	{ "a network of proxies", "10.0.0.0/8", "10.200.3.4", "203.0.113.5",
	  "203.0.113.5" },
	{ "a bit beside it", "10.0.0.0/9", "10.128.0.1", "203.0.113.5", "10.128.0.1" },
	{ "its last bit", "10.0.0.0/9", "10.127.255.255", "203.0.113.5", "203.0.113.5" },
	{ "two proxies, one behind the other", "10.0.0.0/8, 192.0.2.7", "10.0.0.1",
	  "198.51.100.1, 203.0.113.5, 192.0.2.7", "203.0.113.5" },
	{ "proxies all the way", "10.0.0.0/8", "10.0.0.1", "10.0.0.3, 10.0.0.2",
	  "10.0.0.3" },
	{ "IPv6", "2001:db8::/32", "2001:db8::7", "2001:db9::1", "2001:db9::1" },
	{ "IPv6 is no IPv4", "0.0.0.0/0", "2001:db8::7", "203.0.113.5", "2001:db8::7" },
	{ "everything is a proxy", "0.0.0.0/0", "192.0.2.9", "203.0.113.5",
	  "203.0.113.5" },
	{ "a word is no address", "10.0.0.1", "10.0.0.1", "unknown", "10.0.0.1" },
	{ "nothing after the comma", "10.0.0.1", "10.0.0.1", "203.0.113.5,", "10.0.0.1" },
	{ "far too long", "10.0.0.1", "10.0.0.1",
	  "203.0.113.5203.0.113.5203.0.113.5203.0.113.5203.0.113.5", "10.0.0.1" },
};

static void the_asker_is_who_a_trusted_proxy_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(CHAINS) / sizeof(*CHAINS); i++) {
		char ip[FORWARDED_IP_TEXT];
		forwarded_find(CHAINS[i].proxies, CHAINS[i].peer, CHAINS[i].header, ip);
		expect_text(CHAINS[i].sentence, ip, CHAINS[i].asker);
	}
}

static void a_list_that_cannot_be_read_is_refused_by_its_part(void **state)
{
	static const char *const bad[] = { "10.0.0.0/33", "10.0.0/8",
					   "proxy",       "10.0.0.1/",
					   "10.0.0.1/8x", "::1/129",
					   "10.0.0.1/-1", "," };
	struct err err = { 0 };
	(void)state;
	assert_int_equal(0, proxies_check("", NULL));
	assert_int_equal(0, proxies_check("10.0.0.0/8, 192.0.2.7,2001:db8::/32", NULL));
	for (size_t i = 0; i < sizeof(bad) / sizeof(*bad); i++)
		assert_int_equal(-1, proxies_check(bad[i], NULL));
	assert_int_equal(-1, proxies_check("10.0.0.1,proxy", &err));
	assert_non_null(strstr(err.text, "'proxy' is neither an address"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_asker_is_who_a_trusted_proxy_names),
		cmocka_unit_test(a_list_that_cannot_be_read_is_refused_by_its_part),
	};
	return cmocka_run_group_tests_name("forwarded", tests, NULL, NULL);
}
