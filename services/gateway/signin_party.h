/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How holders and managers of fleets sign in: by a link to their address, which holds ten
 * minutes, once, in the browser that asked for it; or by a password they chose. Whether
 * an address is known is never told. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_SIGNIN_PARTY_H
#define BEURT_GATEWAY_SIGNIN_PARTY_H

#include "gateway/access.h"

/* Mails a link if the address is somebody's, and binds it to this browser by a cookie.
 * ERR_INVALID ADDRESS_INVALID; ERR_LATER TOO_MANY. */
MUST_CHECK int signin_party_send(struct gateway *gateway, const struct request *req,
				 struct reply *reply, const char *email, struct err *err);
/* Whether the link would sign this browser in; changes nothing. */
MUST_CHECK int signin_party_look(struct gateway *gateway, const struct request *req,
				 const char *token, bool *ret_holds, struct err *err);
/* Uses the link up: the address is theirs, and a session begins (Set-Cookie). ERR_DENIED
 * LINK_DEAD when it is used, too old, or another browser's. */
MUST_CHECK int signin_party_use(struct gateway *gateway, const struct request *req,
				struct reply *reply, const char *token,
				struct subject *ret_subject, struct err *err);

struct credentials {
	const char *email;
	const char *password;
};
/* ERR_DENIED LOGIN_REFUSED, in the same time whatever was wrong. */
MUST_CHECK int signin_party_password(struct gateway *gateway, const struct request *req,
				     struct reply *reply, struct credentials given,
				     struct subject *ret_subject, struct err *err);

#endif
