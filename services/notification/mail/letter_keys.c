/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Layout of a token before base64url (no padding):
 *	version 1 · key number · purpose · channel · customer 16 · vehicle 16 (zeros:
 *none) · address print 16 · length of dealer · dealer · MAC 32
 */
#include "notification/mail/letter_keys.h"

#include <sodium.h>
#include <stdint.h>
#include <string.h>

#define KEYS_MAX      8
#define KEY_BYTES     32
#define PRINT_BYTES   16
#define UUID_BYTES    16
#define TOKEN_VERSION 1
#define FIXED_BYTES   (4 + 2 * UUID_BYTES + PRINT_BYTES + 1)
#define TOKEN_BYTES   (FIXED_BYTES + LINK_DEALER_TEXT + crypto_auth_BYTES)

struct letter_key {
	uint8_t number;
	uint8_t bytes[KEY_BYTES];
};

struct letter_keys {
	struct letter_key token[KEYS_MAX];
	size_t count;
	uint8_t address[KEY_BYTES];
};

static int read_hex(const char *text, size_t len, uint8_t *into, size_t size)
{
	size_t got = 0;
	const char *end = NULL;

	if (len != size * 2 ||
	    sodium_hex2bin(into, size, text, len, NULL, &got, &end) != 0)
		return -1;
	return got == size ? 0 : -1;
}

/* One "number:hex" up to the comma. */
static int read_key(const char *text, size_t len, struct letter_key *key)
{
	size_t digits = 0;
	unsigned number = 0;

	for (; digits < len && digits < 3 && text[digits] >= '0' && text[digits] <= '9';
	     digits++)
		number = number * 10 + (unsigned)(text[digits] - '0');
	if (digits == 0 || digits >= len || text[digits] != ':' || number > 255)
		return -1;
	key->number = (uint8_t)number;
	return read_hex(text + digits + 1, len - digits - 1, key->bytes, KEY_BYTES);
}

int letter_keys_open(const char *token_keys, const char *address_key,
		     struct letter_keys **ret_keys, struct err *err)
{
	if (sodium_init() < 0)
		return err_set(err, ERR_BROKEN, "libsodium does not start");
	AUTO(letter_keys) *keys = mem_alloc(sizeof(*keys));

	for (const char *at = token_keys; *at;) {
		size_t len = strcspn(at, ",");

		if (keys->count == KEYS_MAX)
			return err_set(err, ERR_INVALID, "more than %d token keys",
				       KEYS_MAX);
		if (read_key(at, len, &keys->token[keys->count]) < 0)
			return err_set(err, ERR_INVALID,
				       "token key %zu is not number:64 hex digits",
				       keys->count + 1);
		keys->count++;
		at += len + (at[len] == ',');
	}
	if (keys->count == 0)
		return err_set(err, ERR_INVALID, "there is no token key");
	if (read_hex(address_key, strlen(address_key), keys->address, KEY_BYTES) < 0)
		return err_set(err, ERR_INVALID, "the address key is not 64 hex digits");
	*ret_keys = TAKE(keys);
	return 0;
}

void letter_keys_close(struct letter_keys *keys)
{
	if (keys)
		sodium_memzero(keys, sizeof(*keys));
	mem_free(keys);
}

static int put_uuid(uint8_t *into, const struct uuid *id)
{
	size_t got = 0;

	return sodium_hex2bin(into, UUID_BYTES, id->text, strlen(id->text), "-", &got,
			      NULL) == 0 &&
			       got == UUID_BYTES
		       ? 0
		       : -1;
}

static struct uuid get_uuid(const uint8_t *from)
{
	static const uint8_t none[UUID_BYTES];
	struct uuid id = { "" };
	char hex[UUID_BYTES * 2 + 1];
	size_t at = 0;

	if (sodium_memcmp(from, none, UUID_BYTES) == 0)
		return id;
	sodium_bin2hex(hex, sizeof(hex), from, UUID_BYTES);
	for (size_t i = 0; i < sizeof(hex) - 1; i++) {
		if (i == 8 || i == 12 || i == 16 || i == 20)
			id.text[at++] = '-';
		id.text[at++] = hex[i];
	}
	return id;
}

static size_t fill_token(const struct letter_key *key, const struct link_token *token,
			 uint8_t bytes[TOKEN_BYTES])
{
	uint8_t *at = bytes;
	size_t dealer = strlen(token->dealer);

	*at++ = TOKEN_VERSION;
	*at++ = key->number;
	*at++ = (uint8_t)token->purpose;
	*at++ = (uint8_t)token->channel;
	if (put_uuid(at, &token->customer) < 0)
		return 0;
	at += UUID_BYTES;
	memset(at, 0, UUID_BYTES);
	if (uuid_is_set(&token->vehicle) && put_uuid(at, &token->vehicle) < 0)
		return 0;
	at += UUID_BYTES;
	if (read_hex(token->address_print, strlen(token->address_print), at,
		     PRINT_BYTES) < 0)
		return 0;
	at += PRINT_BYTES;
	*at++ = (uint8_t)dealer;
	memcpy(at, token->dealer, dealer);
	return FIXED_BYTES + dealer;
}

int link_token_write(const struct letter_keys *keys, const struct link_token *token,
		     char ret_text[LINK_TOKEN_TEXT], struct err *err)
{
	uint8_t bytes[TOKEN_BYTES];
	const struct letter_key *key = &keys->token[0];
	size_t len = fill_token(key, token, bytes);

	if (len == 0 || len == FIXED_BYTES)
		return err_set(err, ERR_INVALID,
			       "a link needs dealer, customer and address");
	crypto_auth(bytes + len, bytes, len, key->bytes);
	sodium_bin2base64(ret_text, LINK_TOKEN_TEXT, bytes, len + crypto_auth_BYTES,
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return 0;
}

static const struct letter_key *find_key(const struct letter_keys *keys, uint8_t number)
{
	for (size_t i = 0; i < keys->count; i++) {
		if (keys->token[i].number == number)
			return &keys->token[i];
	}
	return NULL;
}

static int token_invalid(struct err *err)
{
	return err_set_code(err, ERR_INVALID, "TOKEN_INVALID", "this link is not valid");
}

/* The MAC first: what follows reads only what we wrote ourselves. */
static int verify(const struct letter_keys *keys, const uint8_t *bytes, size_t len)
{
	if (len < FIXED_BYTES + 1 + crypto_auth_BYTES || bytes[0] != TOKEN_VERSION)
		return -1;
	const struct letter_key *key = find_key(keys, bytes[1]);
	size_t signed_len = len - crypto_auth_BYTES;

	if (!key || bytes[FIXED_BYTES - 1] != signed_len - FIXED_BYTES)
		return -1;
	return crypto_auth_verify(bytes + signed_len, bytes, signed_len, key->bytes);
}

int link_token_read(const struct letter_keys *keys, const char *text,
		    struct link_token *ret_token, struct err *err)
{
	uint8_t bytes[TOKEN_BYTES];
	size_t len = 0;
	const char *end = NULL;

	if (sodium_base642bin(bytes, sizeof(bytes), text, strlen(text), NULL, &len, &end,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    *end != '\0' || verify(keys, bytes, len) != 0)
		return token_invalid(err);
	if (bytes[2] >= PURPOSES || bytes[3] >= CHANNELS)
		return token_invalid(err);
	struct link_token token = { .purpose = (enum purpose)bytes[2],
				    .channel = (enum channel)bytes[3],
				    .customer = get_uuid(bytes + 4),
				    .vehicle = get_uuid(bytes + 4 + UUID_BYTES) };

	sodium_bin2hex(token.address_print, sizeof(token.address_print),
		       bytes + 4 + 2 * UUID_BYTES, PRINT_BYTES);
	memcpy(token.dealer, bytes + FIXED_BYTES, bytes[FIXED_BYTES - 1]);
	*ret_token = token;
	return 0;
}

#define BOOKING_MAC   8
#define BOOKING_BYTES (UUID_BYTES + BOOKING_MAC)

/* A MAC of its own kind: no other token's can stand for it. */
static void sign_booking(const struct letter_key *key, const uint8_t id[UUID_BYTES],
			 uint8_t ret_mac[BOOKING_MAC])
{
	static const uint8_t kind[] = "booking";
	uint8_t whole[crypto_auth_BYTES];
	crypto_auth_hmacsha512256_state state;

	crypto_auth_hmacsha512256_init(&state, key->bytes, KEY_BYTES);
	crypto_auth_hmacsha512256_update(&state, kind, sizeof(kind));
	crypto_auth_hmacsha512256_update(&state, id, UUID_BYTES);
	crypto_auth_hmacsha512256_final(&state, whole);
	memcpy(ret_mac, whole, BOOKING_MAC);
}

int booking_token_write(const struct letter_keys *keys, const struct uuid *intent,
			char ret_text[BOOKING_TOKEN_TEXT], struct err *err)
{
	uint8_t bytes[BOOKING_BYTES];

	if (!uuid_is_set(intent) || put_uuid(bytes, intent) < 0)
		return err_set(err, ERR_INVALID, "a booking link needs a message");
	sign_booking(&keys->token[0], bytes, bytes + UUID_BYTES);
	sodium_bin2base64(ret_text, BOOKING_TOKEN_TEXT, bytes, sizeof(bytes),
			  sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	return 0;
}

int booking_token_read(const struct letter_keys *keys, const char *text,
		       struct uuid *ret_intent, struct err *err)
{
	uint8_t bytes[BOOKING_BYTES], mac[BOOKING_MAC];
	size_t len = 0;
	const char *end = NULL;

	if (sodium_base642bin(bytes, sizeof(bytes), text, strlen(text), NULL, &len, &end,
			      sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
	    *end != '\0' || len != sizeof(bytes))
		return token_invalid(err);
	for (size_t i = 0; i < keys->count; i++) {
		sign_booking(&keys->token[i], bytes, mac);
		if (sodium_memcmp(mac, bytes + UUID_BYTES, BOOKING_MAC) != 0)
			continue;
		*ret_intent = get_uuid(bytes);
		return 0;
	}
	return token_invalid(err);
}

void address_print(const struct letter_keys *keys, const char *dealer,
		   const char *address, char ret_print[ADDRESS_PRINT_TEXT])
{
	uint8_t bytes[PRINT_BYTES];
	crypto_generichash_state state;

	crypto_generichash_init(&state, keys->address, KEY_BYTES, PRINT_BYTES);
	/* The NUL between them keeps "a" + "bc" apart from "ab" + "c". */
	crypto_generichash_update(&state, (const uint8_t *)dealer, strlen(dealer) + 1);
	for (; *address; address++) {
		uint8_t c = (uint8_t)*address;

		c = c >= 'A' && c <= 'Z' ? (uint8_t)(c - 'A' + 'a') : c;
		crypto_generichash_update(&state, &c, 1);
	}
	crypto_generichash_final(&state, bytes, PRINT_BYTES);
	sodium_bin2hex(ret_print, ADDRESS_PRINT_TEXT, bytes, PRINT_BYTES);
}
