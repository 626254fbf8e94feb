/* SPDX-License-Identifier: Apache-2.0 */
/* Hides the ranges: tables of what is not public. */
#include "http/public_address.h"

#include <netinet/in.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/err.h"

struct range4 {
	uint32_t net;
	int bits;
};

#define NET4(a, b, c, d)                                                                 \
	(((uint32_t)(a) << 24) | ((uint32_t)(b) << 16) | ((uint32_t)(c) << 8) |          \
	 (uint32_t)(d))

static const struct range4 CLOSED4[] = {
	{ NET4(0, 0, 0, 0), 8 },      { NET4(10, 0, 0, 0), 8 },
	{ NET4(100, 64, 0, 0), 10 },  { NET4(127, 0, 0, 0), 8 },
	{ NET4(169, 254, 0, 0), 16 }, { NET4(172, 16, 0, 0), 12 },
	{ NET4(192, 0, 0, 0), 24 },   { NET4(192, 0, 2, 0), 24 },
	{ NET4(192, 88, 99, 0), 24 }, { NET4(192, 168, 0, 0), 16 },
	{ NET4(198, 18, 0, 0), 15 },  { NET4(198, 51, 100, 0), 24 },
	{ NET4(203, 0, 113, 0), 24 }, { NET4(224, 0, 0, 0), 4 },
	{ NET4(240, 0, 0, 0), 4 },
};

static bool is_public4(uint32_t address)
{
	for (size_t i = 0; i < COUNT_OF(CLOSED4); i++) {
		uint32_t mask = UINT32_MAX << (32 - CLOSED4[i].bits);

		if ((address & mask) == CLOSED4[i].net)
			return false;
	}
	return true;
}

static uint32_t four(const uint8_t *bytes)
{
	return NET4(bytes[0], bytes[1], bytes[2], bytes[3]);
}

/* Of IPv6 only 2000::/3 is given out; inside it some parts wrap IPv4 or are for books. */
static bool is_public6(const uint8_t bytes[16])
{
	static const uint8_t MAPPED[12] = { [10] = 0xff, [11] = 0xff };
	static const uint8_t NAT64[12] = { 0x00, 0x64, 0xff, 0x9b };

	if (memcmp(bytes, MAPPED, sizeof(MAPPED)) == 0 ||
	    memcmp(bytes, NAT64, sizeof(NAT64)) == 0)
		return is_public4(four(bytes + 12));
	if ((bytes[0] & 0xe0) != 0x20)
		return false;
	if (bytes[0] == 0x20 && bytes[1] == 0x02)
		return is_public4(four(bytes + 2));
	if (bytes[0] == 0x20 && bytes[1] == 0x01)
		return bytes[2] >= 0x02 && !(bytes[2] == 0x0d && bytes[3] == 0xb8);
	return true;
}

bool address_is_public(const struct sockaddr *address)
{
	if (address->sa_family == AF_INET) {
		struct sockaddr_in in;

		memcpy(&in, address, sizeof(in));
		return is_public4(ntohl(in.sin_addr.s_addr));
	}
	if (address->sa_family == AF_INET6) {
		struct sockaddr_in6 in6;

		memcpy(&in6, address, sizeof(in6));
		return is_public6(in6.sin6_addr.s6_addr);
	}
	return false;
}
