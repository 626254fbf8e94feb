/* SPDX-License-Identifier: Apache-2.0 */
/* A party's password, as the interface and its own page change it. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_PARTY_H
#define BEURT_GATEWAY_HTTP_PARTY_H

#include "gateway/access.h"

/* Who is signed in chooses a password; other sessions end. ERR_DENIED WRONG_PASSWORD when
 * there is one and `current` (may be NULL) is not it; ERR_INVALID PASSWORD_WEAK. */
MUST_CHECK int party_choose_password(struct gateway *gateway, const struct request *req,
				     const char *current, const char *password,
				     struct err *err);

#endif
