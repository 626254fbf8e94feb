/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How long photos are kept: as long as a form names them, and the garage's logo as long
 * as it is one. Nobody says so of a photo: it is looked at after its form went, and once
 * after it came. Not in the first days, because a tablet may still bring the form; and
 * not in the day after a form went, because a read model that is being rebuilt hears of
 * old ends before it has heard of all forms.
 */
#include "gateway/photo_sql.h"
#include "gateway/store_photo.h"

#define DAY_SECONDS 86400

/* clang-format off */
static const char SQL_LOOK_AGAIN[] =
	"UPDATE gateway.photo p SET check_after = $3 FROM ("
	" SELECT unnest(gateway.photos_named(draft)) AS name FROM gateway.inspection"
	"  WHERE dealer = $1 AND inspection_id = $2 UNION"
	" SELECT unnest(gateway.photos_named(whole)) FROM gateway.inspection_version"
	"  WHERE dealer = $1 AND (inspection_id = $2 OR version_id = $2)) f"
	" WHERE p.dealer = $1 AND p.sha256 = f.name";

#define IS_SEEN "(" PHOTO_ON_DRAFT("") " OR " PHOTO_ON_VERSION("") " OR " PHOTO_IS_LOGO ")"
static const char SQL_FORGET_LOOSE[] =
	"WITH due AS (SELECT dealer, sha256 FROM gateway.photo"
	"  WHERE check_after <= $1 AND updated_at < $2 AND media IS NOT NULL"
	"  ORDER BY check_after LIMIT $3 FOR UPDATE SKIP LOCKED),"
	" seen AS (UPDATE gateway.photo p SET check_after = NULL FROM due"
	"  WHERE p.dealer = due.dealer AND p.sha256 = due.sha256 AND " IS_SEEN "),"
	" gone AS (DELETE FROM gateway.photo p USING due"
	"  WHERE p.dealer = due.dealer AND p.sha256 = due.sha256 AND NOT " IS_SEEN ")"
	" SELECT count(*) FROM due";
/* clang-format on */

int store_photos_look_again(struct tx *tx, const char *dealer, const struct uuid *form,
			    struct err *err)
{
	struct instant after = instant_add_seconds(tx_now(tx), DAY_SECONDS);
	return tx_run(tx, SQL_LOOK_AGAIN,
		      ARGS(arg_text(dealer), arg_uuid(form), arg_instant(after)), NULL,
		      err);
}

int store_forget_loose_photos(struct tx *tx, struct instant before, int64_t most,
			      bool *ret_more, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_FORGET_LOOSE,
		    ARGS(arg_instant(tx_now(tx)), arg_instant(before), arg_int(most)),
		    &rows, err) < 0)
		return -1;
	*ret_more = row_int(rows, 0, 0) == most;
	return 0;
}
