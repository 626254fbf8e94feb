/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Identifiers made from names: RFC 9562 version 5, which is SHA-1 over a namespace and
 * the name. SHA-1 is written out here because base/ has no libraries; it hides nothing
 * and proves nothing, it only spreads names over identifiers.
 */
#include "base/uuid.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum { SHA1_BLOCK = 64, SHA1_BYTES = 20, UUID_BYTES = 16 };

struct sha1 {
	uint32_t state[5];
	unsigned char block[SHA1_BLOCK];
	size_t filled;
	uint64_t total; /* bytes */
};

/* uuid5(DNS, "beurt.nl"): changing one byte changes every identifier ever made. */
static const unsigned char NAMESPACE[UUID_BYTES] = {
	0x82, 0xbf, 0xe2, 0x09, 0x0d, 0x8a, 0x54, 0x1a,
	0xaa, 0x86, 0xa5, 0x26, 0xb1, 0x6e, 0x12, 0x82,
};

static uint32_t rotate_left(uint32_t word, int bits)
{
	return word << bits | word >> (32 - bits);
}

/* One step's function and constant (FIPS 180-4, 4.1.1 and 4.2.1). */
static uint32_t mix(int step, uint32_t b, uint32_t c, uint32_t d)
{
	if (step < 20)
		return ((b & c) | (~b & d)) + 0x5a827999U;
	if (step < 40)
		return (b ^ c ^ d) + 0x6ed9eba1U;
	if (step < 60)
		return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdcU;
	return (b ^ c ^ d) + 0xca62c1d6U;
}

static void sha1_block(struct sha1 *sha)
{
	uint32_t words[80];
	uint32_t s[5];

	for (int i = 0; i < 16; i++) {
		const unsigned char *p = sha->block + (ptrdiff_t)i * 4;

		words[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			   (uint32_t)p[2] << 8 | p[3];
	}
	for (int i = 16; i < 80; i++)
		words[i] = rotate_left(
			words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	memcpy(s, sha->state, sizeof(s));
	for (int i = 0; i < 80; i++) {
		uint32_t next =
			rotate_left(s[0], 5) + mix(i, s[1], s[2], s[3]) + s[4] + words[i];

		s[4] = s[3];
		s[3] = s[2];
		s[2] = rotate_left(s[1], 30);
		s[1] = s[0];
		s[0] = next;
	}
	for (int i = 0; i < 5; i++)
		sha->state[i] += s[i];
	sha->filled = 0;
}

static void sha1_add(struct sha1 *sha, const void *bytes, size_t len)
{
	const unsigned char *at = bytes;

	for (size_t i = 0; i < len; i++) {
		sha->block[sha->filled++] = at[i];
		if (sha->filled == SHA1_BLOCK)
			sha1_block(sha);
	}
	sha->total += len;
}

static void sha1_end(struct sha1 *sha, unsigned char ret_digest[SHA1_BYTES])
{
	uint64_t bits = sha->total * 8;
	unsigned char length[8];

	sha1_add(sha, "\x80", 1);
	while (sha->filled != SHA1_BLOCK - sizeof(length))
		sha1_add(sha, "", 1);
	for (size_t i = 0; i < sizeof(length); i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	sha1_add(sha, length, sizeof(length));
	for (size_t i = 0; i < SHA1_BYTES; i++)
		ret_digest[i] = (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}

/* A '/' inside a part is written "~1" and a '~' "~0" (as in RFC 6901), so that different
 * parts can never join to the same name. */
static void add_part(struct sha1 *sha, const char *part)
{
	for (; *part != '\0'; part++) {
		if (*part == '/')
			sha1_add(sha, "~1", 2);
		else if (*part == '~')
			sha1_add(sha, "~0", 2);
		else
			sha1_add(sha, part, 1);
	}
}

struct uuid uuid_of_bytes(const unsigned char bytes[static 16])
{
	static const char HEX[] = "0123456789abcdef";
	struct uuid id = { "" };
	size_t at = 0;

	for (size_t i = 0; i < UUID_BYTES; i++) {
		if (i == 4 || i == 6 || i == 8 || i == 10)
			id.text[at++] = '-';
		id.text[at++] = HEX[bytes[i] >> 4];
		id.text[at++] = HEX[bytes[i] & 15];
	}
	return id;
}

struct uuid uuid_named(const char *kind, ...)
{
	struct sha1 sha = { .state = { 0x67452301U, 0xefcdab89U, 0x98badcfeU, 0x10325476U,
				       0xc3d2e1f0U } };
	unsigned char digest[SHA1_BYTES];
	va_list parts;

	sha1_add(&sha, NAMESPACE, sizeof(NAMESPACE));
	add_part(&sha, kind);
	va_start(parts, kind);
	for (const char *part = va_arg(parts, const char *); part != NULL;
	     part = va_arg(parts, const char *)) {
		sha1_add(&sha, "/", 1);
		add_part(&sha, part);
	}
	va_end(parts);
	sha1_end(&sha, digest);
	digest[6] = (unsigned char)((digest[6] & 0x0fU) | 0x50U);
	digest[8] = (unsigned char)((digest[8] & 0x3fU) | 0x80U);
	return uuid_of_bytes(digest);
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

bool uuid_is_valid(const char *text)
{
	if (text == NULL || strlen(text) != UUID_TEXT - 1)
		return false;
	for (int i = 0; i < UUID_TEXT - 1; i++) {
		bool dash = i == 8 || i == 13 || i == 18 || i == 23;

		if (dash ? text[i] != '-' : !is_hex(text[i]))
			return false;
	}
	return true;
}

bool uuid_is_set(const struct uuid *id)
{
	return id->text[0] != '\0';
}

struct uuid uuid_from(const char *text)
{
	struct uuid id = { "" };

	if (uuid_is_valid(text))
		memcpy(id.text, text, UUID_TEXT);
	return id;
}
