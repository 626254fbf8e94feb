/* SPDX-License-Identifier: Apache-2.0 */
/* A photo as a reply, for staff and for customers alike. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_PHOTO_H
#define BEURT_GATEWAY_HTTP_PHOTO_H

#include "gateway/access.h"

/* 64 digits of a SHA-256, lower case. */
bool photo_is_name(const char *text);
/* The picture the transaction sees, kept by browsers for good, never by proxies.
 * ERR_ABSENT.
 */
MUST_CHECK int photo_reply(struct tx *tx, const char *name, struct reply *reply,
			   struct err *err);

#endif
