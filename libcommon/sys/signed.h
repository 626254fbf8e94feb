/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Signed posts between systems, as the Standard Webhooks specification 1.0 has them: the
 * headers webhook-id, webhook-timestamp (seconds since 1970) and webhook-signature, which
 * is "v1," and base64 of HMAC-SHA256 over "id.timestamp.body". Several signatures may
 * stand there, parted by blanks, so that a secret can be changed.
 * Thread: any.
 */
#ifndef BEURT_SYS_SIGNED_H
#define BEURT_SYS_SIGNED_H

#include <stddef.h>

#include "base/err.h"
#include "base/instant.h"
#include "base/slice.h"

#define SIGNED_KEY_LEAST   24 /* bytes */
#define SIGNED_KEY_BYTES   32 /* of those we make */
#define SIGNED_KEY_MOST    64
#define SIGNED_SECRET_TEXT 96 /* "whsec_", base64 and the NUL */
#define SIGNED_TEXT        48 /* "v1,", base64 and the NUL */
#define SIGNED_ID_MAX      80
#define SIGNED_SECONDS     300 /* a post is believed so long, and so early */

struct signed_secret {
	unsigned char key[SIGNED_KEY_MOST];
	size_t len;
};
/* "whsec_…", as it is told to the other side. */
void signed_secret_write(const struct signed_secret *secret,
			 char ret_text[SIGNED_SECRET_TEXT]);
/* With or without "whsec_"; ERR_INVALID when it is not base64 of 24 to 64 bytes. */
MUST_CHECK int signed_secret_read(const char *text, struct signed_secret *ret_secret,
				  struct err *err);

struct signed_post {
	const char *id;        /* webhook-id; the same when it is sent again */
	const char *timestamp; /* webhook-timestamp */
	struct slice body;     /* the bytes that travel */
};
/* What webhook-signature says. */
void signed_make(const struct signed_secret *secret, const struct signed_post *post,
		 char ret_signature[SIGNED_TEXT]);
/* ERR_DENIED with a code: SIGNATURE_MISSING when a header is not there or too long,
 * SIGNATURE_OLD when `now` is more than SIGNED_SECONDS away, SIGNATURE_WRONG. That the id
 * is new is for the caller to look at. */
MUST_CHECK int signed_check(const struct signed_secret *secret,
			    const struct signed_post *post, const char *signatures,
			    struct instant now, struct err *err);

#endif
