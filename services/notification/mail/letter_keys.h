/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The two secrets of letters: links that only we can have written, and addresses that can
 * be recognised but not read.
 *
 * A link's token says which garage, customer and purpose it is about, with a keyed MAC
 * (HMAC-SHA-512-256, libsodium); keys have numbers, the first signs, all are accepted, so
 * that a key can be replaced while old letters still lie in mailboxes. An address print
 * is a keyed hash: the suppression list keeps prints, never addresses, and its key must
 * not change. Thread: any, once opened.
 */
#ifndef BEURT_NOTIFICATION_LETTER_KEYS_H
#define BEURT_NOTIFICATION_LETTER_KEYS_H

#include "base/err.h"
#include "base/uuid.h"
#include "notification/domain/consent.h"

#define LINK_TOKEN_TEXT    240
#define LINK_DEALER_TEXT   41
#define ADDRESS_PRINT_TEXT 33

struct letter_keys;

/* token_keys: "2:<64 hex digits>,1:<64 hex digits>"; address_key: 64 hex digits.
 * ERR_INVALID says what is wrong, never the key. */
MUST_CHECK int letter_keys_open(const char *token_keys, const char *address_key,
				struct letter_keys **ret_keys, struct err *err);
void letter_keys_close(struct letter_keys *keys); /* wipes them */
AUTO_FREE(letter_keys, letter_keys_close)

struct link_token {
	char dealer[LINK_DEALER_TEXT];
	struct uuid customer;
	struct uuid vehicle;  /* set: "this car is no longer mine"; else stop messages */
	enum purpose purpose; /* PURPOSE_NONE = all */
	enum channel channel;
	char address_print[ADDRESS_PRINT_TEXT];
};

/* ERR_INVALID when dealer, customer or print are malformed. */
MUST_CHECK int link_token_write(const struct letter_keys *keys,
				const struct link_token *token,
				char ret_text[LINK_TOKEN_TEXT], struct err *err);
/* ERR_INVALID, code TOKEN_INVALID: not ours, changed, or cut off. */
MUST_CHECK int link_token_read(const struct letter_keys *keys, const char *text,
			       struct link_token *ret_token, struct err *err);

/* The token of a message's booking link: the request's id under a keyed MAC of 64 bits,
 * short enough for a text message. */
#define BOOKING_TOKEN_TEXT 33
MUST_CHECK int booking_token_write(const struct letter_keys *keys,
				   const struct uuid *intent,
				   char ret_text[BOOKING_TOKEN_TEXT], struct err *err);
/* ERR_INVALID, code TOKEN_INVALID, as above. */
MUST_CHECK int booking_token_read(const struct letter_keys *keys, const char *text,
				  struct uuid *ret_intent, struct err *err);

/* Same print for the same address in any letter case, per garage. */
void address_print(const struct letter_keys *keys, const char *dealer,
		   const char *address, char ret_print[ADDRESS_PRINT_TEXT]);

#endif
