/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pictures as they may be kept: JPEG or PNG, told by their first bytes, without what a
 * camera writes beside the picture (place, time, device, thumbnails, remarks).
 * Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_PHOTO_H
#define BEURT_GATEWAY_DOMAIN_PHOTO_H

#include "base/slice.h"
#include "base/strbuf.h"

#define PHOTO_MOST      2097152 /* bytes: what a device sends after making it smaller */
#define PHOTO_PART_MOST 262144

enum photo_kind { PHOTO_NONE, PHOTO_JPEG, PHOTO_PNG };

/* Of the first bytes; eight are enough. */
enum photo_kind photo_kind_of(struct slice bytes);
const char *photo_media(enum photo_kind kind); /* "image/jpeg"; NULL for none */

/* Adds the picture without its metadata to `out`: a JPEG loses APP1 to APP15 but APP14
 * (how its colours are stored) and comments, a PNG all chunks but those that make its
 * pixels; both lose what follows their end. ERR_INVALID when it is neither, or broken. */
MUST_CHECK int photo_strip(struct slice bytes, struct strbuf *out, struct err *err);

#endif
