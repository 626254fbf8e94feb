/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The links customers get: unguessable, made from what they open, never stored.
 *
 * token = base64url(HMAC-SHA256(key, garage|id|kind)). What is published is only its
 * SHA-256: who reads topics or tables cannot open a page. Thread: any.
 */
#ifndef BEURT_INSPECTION_FORM_LINK_H
#define BEURT_INSPECTION_FORM_LINK_H

#include "base/err.h"
#include "base/uuid.h"

#define LINK_TOKEN_TEXT 44 /* 32 bytes in base64url and the NUL */
#define LINK_PATH_TEXT  (LINK_TOKEN_TEXT + 4)
#define LINK_HASH_TEXT  65 /* SHA-256 in hexadecimal and the NUL */

struct link_keys;

/* "2:<64 hex digits>,1:<64 hex digits>"; the first signs. */
MUST_CHECK int link_keys_open(const char *keys, struct link_keys **ret_keys,
			      struct err *err);
void link_keys_close(struct link_keys *keys);

enum link_kind { LINK_REPORT, LINK_REGISTRATION };

struct link {
	char path[LINK_PATH_TEXT]; /* "/m/<token>", for the mail alone */
	char hash[LINK_HASH_TEXT]; /* for the state */
};

struct link link_make(const struct link_keys *keys, const char *dealer,
		      const struct uuid *id, enum link_kind kind);

/* SHA-256 of a text, hexadecimal. */
void link_digest(const char *text, size_t len, char ret_hash[LINK_HASH_TEXT]);

#endif
