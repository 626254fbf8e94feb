/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of photos and their parts.
 */
#include "gateway/store_photo.h"

#include <string.h>

#include "gateway/domain/photo.h"

/* clang-format off */
#define PROGRESS "SELECT total, received, media IS NOT NULL FROM gateway.photo WHERE sha256 = $1"

static const char SQL_PROGRESS[] = PROGRESS;
static const char SQL_LOCK[] = PROGRESS " FOR UPDATE";

static const char SQL_SIZE[] = "SELECT coalesce(sum(total), 0)::bigint FROM gateway.photo";

static const char SQL_BEGIN[] =
	"INSERT INTO gateway.photo (dealer, sha256, total, uploaded_by, updated_at,"
	" check_after) VALUES ($1, $2, $3, $4, $5, $5) ON CONFLICT DO NOTHING";

static const char SQL_ADD_PART[] =
	"WITH part AS (INSERT INTO gateway.photo_part (dealer, sha256, start, bytes)"
	"  VALUES ($1, $2, $3, $4))"
	" UPDATE gateway.photo SET received = $3::int + octet_length($4), updated_at = $5"
	" WHERE sha256 = $2";

static const char SQL_PARTS[] =
	"SELECT bytes::text FROM gateway.photo_part WHERE sha256 = $1 ORDER BY start";

static const char SQL_COMPLETE[] =
	"WITH gone AS (DELETE FROM gateway.photo_part WHERE sha256 = $1)"
	" UPDATE gateway.photo SET media = $2, bytes = $3, updated_at = $4 WHERE sha256 = $1";

static const char SQL_DROP[] = "DELETE FROM gateway.photo WHERE sha256 = $1";

static const char SQL_READ[] =
	"SELECT bytes::text, media FROM gateway.photo WHERE sha256 = $1 AND media IS NOT NULL";

/* A picture is public only while its garage calls it its logo. */
static const char SQL_LOGO[] =
	"SELECT p.bytes::text, p.media FROM gateway.photo p"
	" JOIN gateway.dealer d ON d.dealer = p.dealer"
	" WHERE p.dealer = $1 AND p.sha256 = $2 AND d.state::jsonb ->> 'logo' = p.sha256"
	" AND p.media IS NOT NULL AND octet_length(p.bytes) <= $3";

static const char SQL_FORGET[] =
	"DELETE FROM gateway.photo WHERE media IS NULL AND updated_at < $1";
/* clang-format on */

static int read_progress(struct tx *tx, const char *sql, const char *name,
			 struct photo_progress *ret_progress, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, sql, ARGS(arg_text(name)), &rows, err) < 0)
		return -1;
	*ret_progress = (struct photo_progress){ .known = rows_count(rows) > 0 };
	if (!ret_progress->known)
		return 0;
	ret_progress->total = row_int(rows, 0, 0);
	ret_progress->received = row_int(rows, 0, 1);
	ret_progress->complete = row_bool(rows, 0, 2);
	return 0;
}

int store_photo_lock(struct tx *tx, const char *name, struct photo_progress *ret_progress,
		     struct err *err)
{
	return read_progress(tx, SQL_LOCK, name, ret_progress, err);
}

int store_photo_progress(struct tx *tx, const char *name,
			 struct photo_progress *ret_progress, struct err *err)
{
	return read_progress(tx, SQL_PROGRESS, name, ret_progress, err);
}

int store_photos_size(struct tx *tx, int64_t *ret_bytes, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_SIZE, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_bytes = row_int(rows, 0, 0);
	return 0;
}

int store_photo_begin(struct tx *tx, const struct photo_row *row, struct err *err)
{
	int64_t added;
	if (tx_run(tx, SQL_BEGIN,
		   ARGS(arg_text(row->dealer), arg_text(row->name), arg_int(row->total),
			arg_text(row->actor), arg_instant(tx_now(tx))),
		   &added, err) < 0)
		return -1;
	if (added == 0)
		return err_set(err, ERR_LATER, "another device sends this photo too");
	return 0;
}

int store_photo_add_part(struct tx *tx, const struct photo_row *row, int64_t start,
			 struct slice bytes, struct err *err)
{
	return tx_run(tx, SQL_ADD_PART,
		      ARGS(arg_text(row->dealer), arg_text(row->name), arg_int(start),
			   arg_bytes(bytes.at, bytes.len), arg_instant(tx_now(tx))),
		      NULL, err);
}

static int digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* bytea as Postgres writes it: "\xffd8…". */
static void add_bytes(struct strbuf *out, const char *hex)
{
	for (const char *at = hex + 2; at[0] && at[1]; at += 2)
		strbuf_add_char(out, (char)(digit(at[0]) * 16 + digit(at[1])));
}

int store_photo_parts(struct tx *tx, const char *name, struct strbuf *out,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_PARTS, ARGS(arg_text(name)), &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++)
		add_bytes(out, row_text(rows, i, 0));
	return strbuf_check(out, err);
}

int store_photo_complete(struct tx *tx, const char *name, const char *media,
			 struct slice bytes, struct err *err)
{
	return tx_run(tx, SQL_COMPLETE,
		      ARGS(arg_text(name), arg_text(media),
			   arg_bytes(bytes.at, bytes.len), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_photo_drop(struct tx *tx, const char *name, struct err *err)
{
	return tx_run(tx, SQL_DROP, ARGS(arg_text(name)), NULL, err);
}

static int take_picture(const struct rows *rows, struct strbuf *out,
			const char **ret_media, struct err *err)
{
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "there is no such photo");
	add_bytes(out, row_text(rows, 0, 0));
	bool jpeg = strcmp(row_text(rows, 0, 1), photo_media(PHOTO_JPEG)) == 0;
	*ret_media = photo_media(jpeg ? PHOTO_JPEG : PHOTO_PNG);
	return strbuf_check(out, err);
}

int store_photo_read(struct tx *tx, const char *name, struct strbuf *out,
		     const char **ret_media, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_READ, ARGS(arg_text(name)), &rows, err) < 0)
		return -1;
	return take_picture(rows, out, ret_media, err);
}

int store_logo_read(struct tx *tx, const char *dealer, const char *name,
		    struct strbuf *out, const char **ret_media, struct err *err)
{
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_LOGO,
		    ARGS(arg_text(dealer), arg_text(name), arg_int(LOGO_MOST)), &rows,
		    err) < 0)
		return -1;
	return take_picture(rows, out, ret_media, err);
}

int store_forget_photos(struct tx *tx, struct instant before, struct err *err)
{
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(before)), NULL, err);
}
