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

/* The functions of FIPS 180-4, 4.1.1, with their constants of 4.2.1. */
#define CHOOSE(b, c, d)   (((d) ^ ((b) & ((c) ^ (d)))) + 0x5a827999U)
#define PARITY_1(b, c, d) (((b) ^ (c) ^ (d)) + 0x6ed9eba1U)
#define MAJORITY(b, c, d) ((((b) & (c)) | ((d) & ((b) | (c)))) + 0x8f1bbcdcU)
#define PARITY_2(b, c, d) (((b) ^ (c) ^ (d)) + 0xca62c1d6U)

/* One step of 6.1.2; instead of moving the five words along, the next step names them
 * one place further. */
#define STEP(fn, a, b, c, d, e, word)                                                    \
	do {                                                                             \
		(e) += rotate_left(a, 5) + fn(b, c, d) + (word);                         \
		(b) = rotate_left(b, 30);                                                \
	} while (0)
#define TWENTY_STEPS(fn, words)                                                          \
	for (int i = 0; i < 20; i += 5) {                                                \
		STEP(fn, a, b, c, d, e, (words)[i]);                                     \
		STEP(fn, e, a, b, c, d, (words)[i + 1]);                                 \
		STEP(fn, d, e, a, b, c, (words)[i + 2]);                                 \
		STEP(fn, c, d, e, a, b, (words)[i + 3]);                                 \
		STEP(fn, b, c, d, e, a, (words)[i + 4]);                                 \
	}

static void sha1_block(uint32_t state[5], const unsigned char *block)
{
	uint32_t words[80];
	uint32_t a = state[0], b = state[1], c = state[2], d = state[3], e = state[4];

	for (int i = 0; i < 16; i++) {
		const unsigned char *p = block + (ptrdiff_t)i * 4;

		words[i] = (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 |
			   (uint32_t)p[2] << 8 | p[3];
	}
	for (int i = 16; i < 80; i++)
		words[i] = rotate_left(
			words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1);
	TWENTY_STEPS(CHOOSE, words);
	TWENTY_STEPS(PARITY_1, words + 20);
	TWENTY_STEPS(MAJORITY, words + 40);
	TWENTY_STEPS(PARITY_2, words + 60);
	state[0] += a;
	state[1] += b;
	state[2] += c;
	state[3] += d;
	state[4] += e;
}

static void sha1_add(struct sha1 *sha, const void *bytes, size_t len)
{
	const unsigned char *at = bytes;

	sha->total += len;
	while (len > 0) {
		size_t room = SHA1_BLOCK - sha->filled;
		size_t part = len < room ? len : room;

		memcpy(sha->block + sha->filled, at, part);
		sha->filled += part;
		at += part;
		len -= part;
		if (sha->filled < SHA1_BLOCK)
			return;
		sha1_block(sha->state, sha->block);
		sha->filled = 0;
	}
}

static void sha1_end(struct sha1 *sha, unsigned char ret_digest[SHA1_BYTES])
{
	static const unsigned char PADDING[SHA1_BLOCK] = { 0x80 };
	uint64_t bits = sha->total * 8;
	unsigned char length[8];
	size_t filled = sha->filled;
	size_t until = filled < SHA1_BLOCK - sizeof(length) ? SHA1_BLOCK : 2 * SHA1_BLOCK;

	for (size_t i = 0; i < sizeof(length); i++)
		length[i] = (unsigned char)(bits >> (56 - 8 * i));
	sha1_add(sha, PADDING, until - sizeof(length) - filled);
	sha1_add(sha, length, sizeof(length));
	for (size_t i = 0; i < SHA1_BYTES; i++)
		ret_digest[i] = (unsigned char)(sha->state[i / 4] >> (24 - 8 * (i % 4)));
}

/* A '/' inside a part is written "~1" and a '~' "~0" (as in RFC 6901), so that different
 * parts can never join to the same name. */
static void add_part(struct sha1 *sha, const char *part)
{
	while (*part != '\0') {
		size_t plain = strcspn(part, "/~");

		sha1_add(sha, part, plain);
		part += plain;
		if (*part == '\0')
			return;
		sha1_add(sha, *part == '/' ? "~1" : "~0", 2);
		part++;
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
