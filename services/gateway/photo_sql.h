/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that say where a photo `p` is seen: on a form's draft or on a version
 * somebody saved, each found by index, or at the head of its garage's pages. Thread: any.
 */
#ifndef BEURT_GATEWAY_PHOTO_SQL_H
#define BEURT_GATEWAY_PHOTO_SQL_H

/* clang-format off */
/* `but`: a condition on the form `f`, or on the version `v`; "" for all of the garage. */
#define PHOTO_ON_DRAFT(but)                                                                  \
	"EXISTS (SELECT FROM gateway.inspection f WHERE f.dealer = p.dealer"                 \
	" AND gateway.photos_named(f.draft) @> ARRAY[p.sha256]" but ")"
#define PHOTO_ON_VERSION(but)                                                                \
	"EXISTS (SELECT FROM gateway.inspection_version v WHERE v.dealer = p.dealer"         \
	" AND gateway.photos_named(v.whole) @> ARRAY[p.sha256]" but ")"
#define PHOTO_IS_LOGO                                                                        \
	"EXISTS (SELECT FROM gateway.dealer d WHERE d.dealer = p.dealer"                     \
	" AND d.state::jsonb ->> 'logo' = p.sha256)"
/* clang-format on */

#endif
