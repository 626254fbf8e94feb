/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sessions: a random token in a cookie, its hash in the database, an end when idle and an
 * end in any case. Thread: any.
 */
#ifndef BEURT_GATEWAY_SIGNIN_H
#define BEURT_GATEWAY_SIGNIN_H

#include "gateway/access.h"

/* What the session of the request's cookie is stored under. ERR_DENIED, NOT_SIGNED_IN. */
MUST_CHECK int signin_token(const struct gateway *gateway, const struct request *req,
			    char ret_hash[HASH_TEXT], struct err *err);
/* The subject of the request's cookie. ERR_DENIED, NOT_SIGNED_IN. */
MUST_CHECK int signin_find(struct gateway *gateway, const struct request *req,
			   struct subject *ret_subject, struct err *err);
/* A new session for a user who proved who they are; sets the cookie. */
MUST_CHECK int signin_open(struct gateway *gateway, struct subject *subject,
			   struct reply *reply, struct err *err);
/* Ends the session of the request's cookie, if any, and clears the cookie. */
MUST_CHECK int signin_close(struct gateway *gateway, const struct request *req,
			    struct reply *reply, struct err *err);
/* Writes down who tried, "-" for somebody unknown, and how it went. */
MUST_CHECK int signin_audit(struct gateway *gateway, const struct request *req,
			    const char *actor, const char *result, struct err *err);

#endif
