/* SPDX-License-Identifier: Apache-2.0 */
/*
 * P-256 as web push needs it, over OpenSSL's libcrypto: keys from their bytes, a shared
 * secret, a signature. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_PUSH_CURVE_H
#define BEURT_NOTIFICATION_PUSH_CURVE_H

#include "base/err.h"
#include "base/slice.h"

#define CURVE_PRIVATE   32
#define CURVE_POINT     65
#define CURVE_SECRET    32
#define CURVE_SIGNATURE 64 /* r and s, as JOSE writes them */

struct curve_key;

/* ERR_INVALID: zero, or not below the order of the curve. */
MUST_CHECK int curve_key_open(const unsigned char bytes[CURVE_PRIVATE],
			      struct curve_key **ret_key, struct err *err);
void curve_key_close(struct curve_key *key);
AUTO_FREE(curve_key, curve_key_close)

void curve_key_point(const struct curve_key *key, unsigned char ret_point[CURVE_POINT]);
/* ERR_INVALID when `other` is not on the curve. */
MUST_CHECK int curve_share(const struct curve_key *key,
			   const unsigned char other[CURVE_POINT],
			   unsigned char ret_secret[CURVE_SECRET], struct err *err);
/* ES256: ECDSA with SHA-256. */
MUST_CHECK int curve_sign(const struct curve_key *key, struct slice text,
			  unsigned char ret_signature[CURVE_SIGNATURE], struct err *err);

#endif
