/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The links people get by mail: unguessable, made from what they open, never stored.
 *
 * token = base64url(HMAC-SHA256(key, what)). What is published is only its SHA-256: who
 * reads topics or tables cannot open a page. Thread: any.
 */
#ifndef BEURT_SYS_LINK_H
#define BEURT_SYS_LINK_H

#include <stddef.h>

#include "base/err.h"

#define LINK_TOKEN_TEXT 44 /* 32 bytes in base64url and the NUL */
#define LINK_FOLDER_MAX 16 /* "/overdracht/" */
#define LINK_PATH_TEXT  (LINK_FOLDER_MAX + LINK_TOKEN_TEXT)
#define LINK_HASH_TEXT  65 /* SHA-256 in hexadecimal and the NUL */

struct link_keys;

/* "2:<64 hex digits>,1:<64 hex digits>"; the first signs. */
MUST_CHECK int link_keys_open(const char *keys, struct link_keys **ret_keys,
			      struct err *err);
void link_keys_close(struct link_keys *keys);

struct link {
	char path[LINK_PATH_TEXT]; /* folder and token, for the mail alone */
	char hash[LINK_HASH_TEXT]; /* for the state */
};

/* `what` names all that the link opens, and what for; `folder` begins and ends with '/'
 * and has at most LINK_FOLDER_MAX characters. */
struct link link_sign(const struct link_keys *keys, const char *folder, const char *what);

/* A secret that follows from the first key and `what`: nobody needs to keep it. */
#define LINK_SECRET_BYTES 32
void link_secret(const struct link_keys *keys, const char *what,
		 unsigned char ret_secret[LINK_SECRET_BYTES]);

/* SHA-256 of a text, hexadecimal. */
void link_digest(const char *text, size_t len, char ret_hash[LINK_HASH_TEXT]);

#endif
