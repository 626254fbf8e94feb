/* SPDX-License-Identifier: Apache-2.0 */
/* Beginning a session, as the interface and the log-in page do. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_SESSION_H
#define BEURT_GATEWAY_HTTP_SESSION_H

#include "gateway/access.h"
#include "gen/body_login.h"

/* Staff by log-in name, everybody else by address, with a password; sets the cookie.
 * ERR_INVALID when it is neither or both; ERR_DENIED LOGIN_REFUSED; ERR_LATER TOO_FAST.
 */
MUST_CHECK int signin_by_password(struct gateway *gateway, const struct request *req,
				  struct reply *reply, const struct body_login *body,
				  struct subject *ret_subject, struct err *err);

#endif
