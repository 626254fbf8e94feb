/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A message that only one browser can read: RFC 8291 with the coding aes128gcm of
 * RFC 8188. The push service in between sees its length and nothing else.
 * Thread: any.
 */
#ifndef BEURT_NOTIFICATION_PUSH_SEAL_H
#define BEURT_NOTIFICATION_PUSH_SEAL_H

#include "base/slice.h"
#include "base/strbuf.h"

#define PUSH_PLAIN_MAX 3993 /* what fits into the 4,096 octets every service takes */
#define PUSH_POINT     65   /* a public key, uncompressed */
#define PUSH_AUTH      16
#define PUSH_PRIVATE   32
#define PUSH_SALT      16

struct push_reader {
	unsigned char point[PUSH_POINT];
	unsigned char auth[PUSH_AUTH];
};

/* From base64url as browsers give them. ERR_INVALID: cut off, or no point of P-256. */
MUST_CHECK int push_reader_from(const char *p256dh, const char *auth,
				struct push_reader *ret_reader, struct err *err);

/* What must be new for each message. */
struct push_once {
	unsigned char key[PUSH_PRIVATE]; /* private key of a pair for this message */
	unsigned char salt[PUSH_SALT];
};

/* ERR_BROKEN when there are no random bytes. */
MUST_CHECK int push_once_new(struct push_once *ret_once, struct err *err);

/* Appends header and sealed text. ERR_INVALID when `plain` is longer than PUSH_PLAIN_MAX
 * or a key is no key. */
MUST_CHECK int push_seal(const struct push_reader *to, const struct push_once *once,
			 struct slice plain, struct strbuf *out, struct err *err);

#endif
