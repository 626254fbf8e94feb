/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who we are, for push services: a signed word for each of them (VAPID, RFC 8292).
 *
 * A browser that subscribed with our public key takes messages from nobody else.
 * Thread: any, once opened.
 */
#ifndef BEURT_NOTIFICATION_PUSH_VAPID_H
#define BEURT_NOTIFICATION_PUSH_VAPID_H

#include "base/instant.h"
#include "base/strbuf.h"

#define VAPID_PUBLIC_TEXT 90
#define PUSH_ORIGIN_TEXT  300

struct vapid;

/* key: 32 octets, base64url; subject: "mailto:…" or "https://…", whom the push service
 * may write to. ERR_INVALID says what is wrong, never the key. */
MUST_CHECK int vapid_open(const char *key, const char *subject, struct vapid **ret_vapid,
			  struct err *err);
void vapid_close(struct vapid *vapid);
AUTO_FREE(vapid, vapid_close)

/* The key that pages subscribe with; lends until vapid_close. */
const char *vapid_public(const struct vapid *vapid);
/* Appends "vapid t=…, k=…", good for 12 hours, for the origin of `endpoint`. */
MUST_CHECK int vapid_authorize(const struct vapid *vapid, const char *endpoint,
			       struct instant now, struct strbuf *out, struct err *err);
/* "https://push.example" of an endpoint; ERR_INVALID when it is no address of one. */
MUST_CHECK int push_origin(const char *endpoint, char ret_origin[PUSH_ORIGIN_TEXT],
			   struct err *err);

#endif
