/* SPDX-License-Identifier: Apache-2.0 */
/* Keys and tokens of links, by libsodium. */
#include "sys/link.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/mem.h"

#define KEYS_MAX  8
#define KEY_BYTES 32
#define KEY_HEX   (2 * KEY_BYTES)

struct link_keys {
	unsigned char first[KEY_BYTES];
};

/* One "number:hex" of `len` characters. */
static int read_key(const char *text, size_t len, unsigned char ret_key[KEY_BYTES])
{
	const char *colon = memchr(text, ':', len);
	size_t digits = colon ? (size_t)(colon - text) : 0, got = 0;

	if (digits == 0 || digits > 3 || strspn(text, "0123456789") != digits ||
	    len - digits - 1 != KEY_HEX)
		return -1;
	if (sodium_hex2bin(ret_key, KEY_BYTES, colon + 1, KEY_HEX, NULL, &got, NULL) != 0)
		return -1;
	return got == KEY_BYTES ? 0 : -1;
}

int link_keys_open(const char *keys, struct link_keys **ret_keys, struct err *err)
{
	unsigned char key[KEY_BYTES];
	struct link_keys made;
	size_t count = 0;

	if (sodium_init() < 0)
		return err_set(err, ERR_BROKEN, "libsodium does not start");
	for (const char *at = keys; *at; count++) {
		size_t len = strcspn(at, ",");

		if (count == KEYS_MAX || read_key(at, len, key) < 0)
			return err_set(err, ERR_INVALID,
				       "link key %zu is not number:64 hex digits, of at "
				       "most %d",
				       count + 1, KEYS_MAX);
		if (count == 0)
			memcpy(made.first, key, KEY_BYTES);
		at += len + (at[len] == ',');
	}
	sodium_memzero(key, sizeof(key));
	if (count == 0)
		return err_set(err, ERR_INVALID, "there is no link key");
	*ret_keys = mem_copy(&made, sizeof(made));
	sodium_memzero(&made, sizeof(made));
	return 0;
}

void link_keys_close(struct link_keys *keys)
{
	if (keys)
		sodium_memzero(keys, sizeof(*keys));
	mem_free(keys);
}

void link_digest(const char *text, size_t len, char ret_hash[LINK_HASH_TEXT])
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, (const unsigned char *)text, len);
	sodium_bin2hex(ret_hash, LINK_HASH_TEXT, digest, sizeof(digest));
}

static void sign(const struct link_keys *keys, const char *text, size_t len,
		 unsigned char ret_mac[crypto_auth_hmacsha256_BYTES])
{
	crypto_auth_hmacsha256(ret_mac, (const unsigned char *)text, len, keys->first);
}

struct link link_sign(const struct link_keys *keys, const char *folder, const char *what)
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	char token[LINK_TOKEN_TEXT];
	struct link link;

	sign(keys, what, strlen(what), mac);
	sodium_bin2base64(token, sizeof(token), mac, sizeof(mac),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	snprintf(link.path, sizeof(link.path), "%.*s%s", LINK_FOLDER_MAX, folder, token);
	link_digest(token, strlen(token), link.hash);
	return link;
}

void link_secret(const struct link_keys *keys, const char *what,
		 unsigned char ret_secret[LINK_SECRET_BYTES])
{
	sign(keys, what, strlen(what), ret_secret);
}
