/* SPDX-License-Identifier: Apache-2.0 */
/* Decides which address of a chain of proxies is the asker's. */
#include "http/forwarded.h"

#include <arpa/inet.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/slice.h"

#define NETWORK_TEXT (FORWARDED_IP_TEXT + 4)

struct address {
	uint8_t bytes[16];
	int bits; /* 32 or 128; 0: none */
};

static struct address address_of(const char *text)
{
	struct address address = { .bits = 0 };
	if (inet_pton(AF_INET, text, address.bytes) == 1)
		address.bits = 32;
	else if (inet_pton(AF_INET6, text, address.bytes) == 1)
		address.bits = 128;
	return address;
}

static struct slice next_part(const char **list)
{
	const char *comma = strchr(*list, ',');
	size_t len = comma ? (size_t)(comma - *list) : strlen(*list);
	struct slice part = slice_trim((struct slice){ *list, len });
	*list += len + (comma != NULL);
	return part;
}

/* -1 when it is not a number of one to three digits. */
static int read_bits(const char *text)
{
	int bits = 0;
	size_t len = strlen(text);
	if (len == 0 || len > 3 || strspn(text, "0123456789") != len)
		return -1;
	for (; *text; text++)
		bits = 10 * bits + (*text - '0');
	return bits;
}

/* "10.0.0.0/8" into its address and how many bits of it count; -1 when it is none. */
static int read_network(struct slice part, struct address *ret_network)
{
	char text[NETWORK_TEXT];
	if (part.len == 0 || part.len >= sizeof(text))
		return -1;
	memcpy(text, part.at, part.len);
	text[part.len] = '\0';
	char *slash = strchr(text, '/');
	if (slash)
		*slash = '\0';
	*ret_network = address_of(text);
	if (ret_network->bits == 0)
		return -1;
	int bits = slash ? read_bits(slash + 1) : ret_network->bits;
	return bits <= ret_network->bits ? bits : -1;
}

static bool is_within(const struct address *address, const struct address *network,
		      int bits)
{
	size_t whole = (size_t)bits / 8;
	int rest = bits % 8;
	if (address->bits != network->bits ||
	    memcmp(address->bytes, network->bytes, whole) != 0)
		return false;
	return rest == 0 ||
	       (address->bytes[whole] ^ network->bytes[whole]) >> (8 - rest) == 0;
}

static bool is_proxy(const char *proxies, const char *ip)
{
	struct address address = address_of(ip);
	while (address.bits && *proxies) {
		struct address network;
		int bits = read_network(next_part(&proxies), &network);
		if (bits >= 0 && is_within(&address, &network, bits))
			return true;
	}
	return false;
}

int proxies_check(const char *proxies, struct err *err)
{
	while (*proxies) {
		struct address network;
		struct slice part = next_part(&proxies);
		if (read_network(part, &network) < 0)
			return err_set(err, ERR_INVALID,
				       "'%.*s' is neither an address nor a network like "
				       "10.0.0.0/8",
				       (int)part.len, part.at);
	}
	return 0;
}

/* The last part of what is left of the header; false when it is no address. */
static bool take_last(struct slice *chain, char ip[FORWARDED_IP_TEXT])
{
	size_t start = chain->len;
	while (start > 0 && chain->at[start - 1] != ',')
		start--;
	struct slice last =
		slice_trim((struct slice){ chain->at + start, chain->len - start });
	chain->len = start > 0 ? start - 1 : 0;
	if (last.len == 0 || last.len >= FORWARDED_IP_TEXT)
		return false;
	memcpy(ip, last.at, last.len);
	ip[last.len] = '\0';
	return address_of(ip).bits != 0;
}

void forwarded_find(const char *proxies, const char *peer, const char *header,
		    char ret_ip[FORWARDED_IP_TEXT])
{
	struct slice chain = slice_of(header ? header : "");
	char before[FORWARDED_IP_TEXT];
	snprintf(ret_ip, FORWARDED_IP_TEXT, "%s", peer);
	while (proxies && chain.len > 0 && is_proxy(proxies, ret_ip) &&
	       take_last(&chain, before))
		memcpy(ret_ip, before, sizeof(before));
}
