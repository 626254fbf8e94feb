/* SPDX-License-Identifier: Apache-2.0 */
/*
 * New identifiers and secrets from libsodium's generator (the kernel's randomness).
 * sodium_init() may be called by any thread any number of times.
 */
#include "sys/uuid_new.h"

#include <sodium.h>
#include <stdlib.h>

static void random_bytes(unsigned char *bytes, size_t len)
{
	/* Fails only where the kernel has no randomness to give: nothing is safe then. */
	if (sodium_init() < 0)
		abort();
	randombytes_buf(bytes, len);
}

struct uuid uuid_new(struct instant now)
{
	uint64_t millis = (uint64_t)(now.micros / 1000);
	unsigned char bytes[16];

	random_bytes(bytes, sizeof(bytes));
	for (size_t i = 0; i < 6; i++)
		bytes[i] = (unsigned char)(millis >> (40 - 8 * i));
	bytes[6] = (unsigned char)((bytes[6] & 0x0fU) | 0x70U);
	bytes[8] = (unsigned char)((bytes[8] & 0x3fU) | 0x80U);
	return uuid_of_bytes(bytes);
}

void token_new(char ret_token[TOKEN_TEXT])
{
	unsigned char secret[32];

	random_bytes(secret, sizeof(secret));
	(void)sodium_bin2base64(ret_token, TOKEN_TEXT, secret, sizeof(secret),
				sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(secret, sizeof(secret));
}
