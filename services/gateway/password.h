/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Passwords: argon2id through libsodium, so many at a time. Thread: any.
 */
#ifndef BEURT_GATEWAY_PASSWORD_H
#define BEURT_GATEWAY_PASSWORD_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"

#define PASSWORD_HASH_TEXT 128
#define PASSWORD_LEAST     8

struct passwords;

MUST_CHECK int passwords_open(size_t mebibytes, int at_once, struct passwords **ret,
			      struct err *err);
void passwords_close(struct passwords *passwords);
/* ERR_INVALID when it is too short or one of the usual ones; ERR_LATER as below. */
MUST_CHECK int password_hash(struct passwords *passwords, const char *password,
			     char ret_hash[PASSWORD_HASH_TEXT], struct err *err);

struct password_verdict {
	bool right;
	bool outdated; /* made with other settings: make it anew */
};
/* hash NULL (no such user) takes as long as a wrong password. ERR_LATER BUSY when too
 * many wait for theirs. */
MUST_CHECK int password_check(struct passwords *passwords, const char *hash,
			      const char *password, struct password_verdict *ret_verdict,
			      struct err *err);

#endif
