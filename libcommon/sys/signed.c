/* SPDX-License-Identifier: Apache-2.0 */
/* Signatures of posts, by libsodium; compared in constant time. */
#include "sys/signed.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#define PREFIX     "whsec_"
#define VERSION    "v1,"
#define STAMP_MOST 12 /* digits: beyond the year 30000 */

void signed_secret_write(const struct signed_secret *secret,
			 char ret_text[SIGNED_SECRET_TEXT])
{
	memcpy(ret_text, PREFIX, strlen(PREFIX));
	sodium_bin2base64(ret_text + strlen(PREFIX), SIGNED_SECRET_TEXT - strlen(PREFIX),
			  secret->key, secret->len, sodium_base64_VARIANT_ORIGINAL);
}

int signed_secret_read(const char *text, struct signed_secret *ret_secret,
		       struct err *err)
{
	struct signed_secret secret = { .len = 0 };

	if (strncmp(text, PREFIX, strlen(PREFIX)) == 0)
		text += strlen(PREFIX);
	if (sodium_base642bin(secret.key, sizeof(secret.key), text, strlen(text), NULL,
			      &secret.len, NULL, sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    secret.len < SIGNED_KEY_LEAST)
		return err_set(err, ERR_INVALID,
			       "a secret is whsec_ and base64 of %d to %d bytes",
			       SIGNED_KEY_LEAST, SIGNED_KEY_MOST);
	*ret_secret = secret;
	sodium_memzero(&secret, sizeof(secret));
	return 0;
}

static void add(crypto_auth_hmacsha256_state *state, const char *text, size_t len)
{
	crypto_auth_hmacsha256_update(state, (const unsigned char *)text, len);
}

void signed_make(const struct signed_secret *secret, const struct signed_post *post,
		 char ret_signature[SIGNED_TEXT])
{
	unsigned char mac[crypto_auth_hmacsha256_BYTES];
	crypto_auth_hmacsha256_state state;

	crypto_auth_hmacsha256_init(&state, secret->key, secret->len);
	add(&state, post->id, strlen(post->id));
	add(&state, ".", 1);
	add(&state, post->timestamp, strlen(post->timestamp));
	add(&state, ".", 1);
	add(&state, post->body.at, post->body.len);
	crypto_auth_hmacsha256_final(&state, mac);
	memcpy(ret_signature, VERSION, strlen(VERSION));
	sodium_bin2base64(ret_signature + strlen(VERSION), SIGNED_TEXT - strlen(VERSION),
			  mac, sizeof(mac), sodium_base64_VARIANT_ORIGINAL);
}

/* -1 when it is no number. */
static int64_t read_seconds(const char *text)
{
	size_t digits = strspn(text, "0123456789");
	int64_t seconds = 0;

	if (digits == 0 || digits > STAMP_MOST || text[digits])
		return -1;
	for (; *text; text++)
		seconds = seconds * 10 + (*text - '0');
	return seconds;
}

static bool is_near(int64_t seconds, struct instant now)
{
	int64_t away = now.micros / MICROS_PER_SECOND - seconds;

	return away <= SIGNED_SECONDS && away >= -SIGNED_SECONDS;
}

static bool is_among(const char *signatures, const char right[SIGNED_TEXT])
{
	bool found = false;

	while (*signatures) {
		size_t len = strcspn(signatures, " ");

		if (len == SIGNED_TEXT - 1 &&
		    sodium_memcmp(signatures, right, SIGNED_TEXT - 1) == 0)
			found = true;
		signatures += len + strspn(signatures + len, " ");
	}
	return found;
}

int signed_check(const struct signed_secret *secret, const struct signed_post *post,
		 const char *signatures, struct instant now, struct err *err)
{
	char right[SIGNED_TEXT];

	if (!post->id || !*post->id || strlen(post->id) > SIGNED_ID_MAX ||
	    !post->timestamp || !signatures)
		return err_set_code(err, ERR_DENIED, "SIGNATURE_MISSING",
				    "webhook-id, webhook-timestamp and webhook-signature "
				    "must be there");
	int64_t seconds = read_seconds(post->timestamp);

	if (seconds < 0 || !is_near(seconds, now))
		return err_set_code(err, ERR_DENIED, "SIGNATURE_OLD",
				    "webhook-timestamp is more than %d seconds away",
				    SIGNED_SECONDS);
	signed_make(secret, post, right);
	if (!is_among(signatures, right))
		return err_set_code(err, ERR_DENIED, "SIGNATURE_WRONG",
				    "webhook-signature is not of this secret and body");
	return 0;
}
