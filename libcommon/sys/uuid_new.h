/* SPDX-License-Identifier: Apache-2.0 */
/* New identifiers (version 7: time-ordered), and secrets. Thread: any. */
#ifndef BEURT_SYS_UUID_NEW_H
#define BEURT_SYS_UUID_NEW_H

#include "base/instant.h"
#include "base/uuid.h"

struct uuid uuid_new(struct instant now);
/* 256 random bits as 43 URL-safe characters and NUL, from libsodium. */
#define TOKEN_TEXT 44
void token_new(char ret_token[TOKEN_TEXT]);

#endif
