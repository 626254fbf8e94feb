/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Photos and the parts they arrive in. A transaction sees the photos of its dealer alone.
 * See store.h for the conventions. Thread: http worker or loop, one transaction at a
 * time.
 */
#ifndef BEURT_GATEWAY_STORE_PHOTO_H
#define BEURT_GATEWAY_STORE_PHOTO_H

#include "base/slice.h"
#include "gateway/store.h"

#define PHOTO_NAME_TEXT 65     /* SHA-256, hexadecimal */
#define LOGO_MOST       262144 /* bytes of a garage's logo */

struct photo_progress {
	bool known;
	int64_t total;
	int64_t received;
	bool complete;
};
/* Locks the photo for this transaction when it is there. */
MUST_CHECK int store_photo_lock(struct tx *tx, const char *name,
				struct photo_progress *ret_progress, struct err *err);
MUST_CHECK int store_photo_progress(struct tx *tx, const char *name,
				    struct photo_progress *ret_progress, struct err *err);
/* Bytes of all photos of the dealer, promised ones included. */
MUST_CHECK int store_photos_size(struct tx *tx, int64_t *ret_bytes, struct err *err);
struct photo_row {
	const char *dealer;
	const char *name;
	const char *actor;
	int64_t total;
};
/* ERR_LATER when somebody else begins it at this moment. */
MUST_CHECK int store_photo_begin(struct tx *tx, const struct photo_row *row,
				 struct err *err);
MUST_CHECK int store_photo_add_part(struct tx *tx, const struct photo_row *row,
				    int64_t start, struct slice bytes, struct err *err);
/* What has arrived, into `out`. */
MUST_CHECK int store_photo_parts(struct tx *tx, const char *name, struct strbuf *out,
				 struct err *err);
/* The picture as it is kept; its parts go. */
MUST_CHECK int store_photo_complete(struct tx *tx, const char *name, const char *media,
				    struct slice bytes, struct err *err);
MUST_CHECK int store_photo_drop(struct tx *tx, const char *name, struct err *err);
/* The picture and its media type ("image/jpeg"), added to `out`; ERR_ABSENT, also while
 * it is not complete. */
MUST_CHECK int store_photo_read(struct tx *tx, const char *name, struct strbuf *out,
				const char **ret_media, struct err *err);
/* The same of the logo its garage shows at this moment; ERR_ABSENT for every other
 * picture of the garage, also for one above LOGO_MOST. */
MUST_CHECK int store_logo_read(struct tx *tx, const char *dealer, const char *name,
			       struct strbuf *out, const char **ret_media,
			       struct err *err);
/* Uploads that nobody went on with since then. */
MUST_CHECK int store_forget_photos(struct tx *tx, struct instant before, struct err *err);

/* --- store_photo_keep.c ------------------------------------------------------------- */
/* The form goes, or its saved version of that id: a day from now, look whether the photos
 * it names are named by another. */
MUST_CHECK int store_photos_look_again(struct tx *tx, const char *dealer,
				       const struct uuid *form, struct err *err);
/* Up to so many of those that are to be looked at and came before then: who is named by
 * no form and is no logo goes. */
MUST_CHECK int store_forget_loose_photos(struct tx *tx, struct instant before,
					 int64_t most, bool *ret_more, struct err *err);

#endif
