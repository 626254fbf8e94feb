/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Photos come in parts, so that a cut line costs one part and not the photo. A photo is
 * its SHA-256: the same photo is kept once, and one that was damaged on its way is told
 * so and begun anew.
 */
#include "gateway/http_photo.h"

#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "base/json_out.h"
#include "gateway/domain/photo.h"
#include "gateway/http_routes.h"
#include "gateway/store_photo.h"
#include "http/problem.h"

#define MEBIBYTE INT64_C(1048576)

bool photo_is_name(const char *text)
{
	return strlen(text) == PHOTO_NAME_TEXT - 1 &&
	       strspn(text, "0123456789abcdef") == PHOTO_NAME_TEXT - 1;
}

static int read_name(const struct request *req, const char **ret_name, struct err *err)
{
	*ret_name = request_path(req, "sha256");
	if (!photo_is_name(*ret_name))
		return err_set(err, ERR_INVALID,
			       "a photo's name is its SHA-256 in 64 lower-case digits");
	return 0;
}

int photo_reply(struct tx *tx, const char *name, struct reply *reply, struct err *err)
{
	const char *media;
	if (store_photo_read(tx, name, reply_body(reply), &media, err) < 0)
		return -1;
	reply_type(reply, media);
	reply_header(reply, "Cache-Control", "private, max-age=31536000, immutable");
	reply_etag(reply, "\"%s\"", name);
	return 0;
}

int http_get_photo(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	const char *name;
	AUTO(tx) *tx = NULL;
	if (read_name(req, &name, err) < 0 || portal_begin(service, req, &tx, err) < 0 ||
	    photo_reply(tx, name, reply, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static void write_progress(struct strbuf *out, int64_t received, bool complete)
{
	struct json_out json = json_out_into(out);
	json_out_open_object(&json, NULL);
	json_out_int(&json, "received", received);
	json_out_flag(&json, "complete", complete);
	json_out_close_object(&json);
}

int http_photo_progress(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct photo_progress progress;
	const char *name;
	AUTO(tx) *tx = NULL;
	if (read_name(req, &name, err) < 0 || portal_begin(service, req, &tx, err) < 0 ||
	    store_photo_progress(tx, name, &progress, err) < 0)
		return -1;
	write_progress(reply_body(reply), progress.received, progress.complete);
	return tx_commit(TAKE(tx), err);
}

/* One part of one photo. */
struct part {
	struct gateway *gateway;
	struct request *req;
	struct photo_row row;
	int64_t from;
	struct slice bytes;
};

static int read_part(void *service, struct request *req, struct part *ret_part,
		     struct err *err)
{
	struct int_range from = { 0, PHOTO_MOST - 1, -1 };
	struct int_range of = { 1, PHOTO_MOST, -1 };
	struct part part = { service, req, .bytes = request_body(req) };
	if (read_name(req, &part.row.name, err) < 0 ||
	    request_query_int(req, "from", from, &part.from, err) < 0 ||
	    request_query_int(req, "of", of, &part.row.total, err) < 0)
		return -1;
	if (part.from < 0 || part.row.total < 0)
		return err_set(
			err, ERR_INVALID,
			"say where the part starts (from) and the photo's size (of)");
	if (part.bytes.len == 0)
		return err_set(err, ERR_INVALID, "the part is empty");
	if (part.from + (int64_t)part.bytes.len > part.row.total)
		return err_set(err, ERR_INVALID, "the part goes past the photo's size");
	part.row.dealer = access_subject(req)->dealer;
	part.row.actor = access_subject(req)->login;
	*ret_part = part;
	return 0;
}

/* Somebody goes on where another part stands: the reply says where. */
static int refuse_place(struct part *part, int64_t received, struct err *err)
{
	char more[40];
	snprintf(more, sizeof(more), "\"received\":%lld", (long long)received);
	err_set_code(err, ERR_CONFLICT, "PHOTO_PLACE",
		     "%lld bytes of this photo are here; go on there",
		     (long long)received);
	return problem_refuse(part->req, err, more);
}

/* The first part tells what it is, and whether there is room. */
static int begin_photo(struct tx *tx, struct part *part, struct err *err)
{
	int64_t quota = part->gateway->knobs->photo_quota_mebibytes * MEBIBYTE;
	int64_t used;
	if (part->from != 0)
		return refuse_place(part, 0, err);
	if (photo_kind_of(part->bytes) == PHOTO_NONE)
		return err_set_code(err, ERR_INVALID, "PHOTO_KIND",
				    "a photo is a JPEG or a PNG");
	if (store_photos_size(tx, &used, err) < 0)
		return -1;
	if (used + part->row.total > quota)
		return err_set_code(err, ERR_DENIED, "PHOTO_QUOTA",
				    "the garage's room for photos is full; "
				    "ask the helpdesk");
	return store_photo_begin(tx, &part->row, err);
}

static bool is_named(struct slice bytes, const char *name)
{
	unsigned char hash[crypto_hash_sha256_BYTES];
	char hex[PHOTO_NAME_TEXT];
	crypto_hash_sha256(hash, (const unsigned char *)bytes.at, bytes.len);
	sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
	return strcmp(hex, name) == 0;
}

/* What arrived is not what was promised: it goes, and can be sent again. */
static int refuse_damaged(struct tx *tx, const char *name, const char *why,
			  struct err *err)
{
	AUTO(tx) *mine = tx;
	if (store_photo_drop(mine, name, err) < 0 || tx_commit(TAKE(mine), err) < 0)
		return -1;
	return err_set_code(err, ERR_INVALID, "PHOTO_DAMAGED", "%s", why);
}

/* Takes tx. */
static int complete(struct tx *tx, const struct part *part, struct err *err)
{
	AUTO(tx) *mine = tx;
	const char *name = part->row.name;
	STRBUF_AUTO whole = strbuf_new(PHOTO_MOST);
	STRBUF_AUTO clean = strbuf_new(PHOTO_MOST);
	if (store_photo_parts(mine, name, &whole, err) < 0)
		return -1;
	struct slice bytes = { whole.text, whole.len };
	if (!is_named(bytes, name))
		return refuse_damaged(TAKE(mine), name,
				      "the photo was damaged on its way; send it again",
				      err);
	if (photo_strip(bytes, &clean, err) < 0)
		return refuse_damaged(TAKE(mine), name,
				      "the photo is cut off or not well made", err);
	if (store_photo_complete(mine, name, photo_media(photo_kind_of(bytes)),
				 (struct slice){ clean.text, clean.len }, err) < 0)
		return -1;
	return tx_commit(TAKE(mine), err);
}

/* Takes tx. */
static int take_part(struct tx *tx, const struct part *part, int64_t received,
		     struct err *err)
{
	AUTO(tx) *mine = tx;
	if (store_photo_add_part(mine, &part->row, part->from, part->bytes, err) < 0)
		return -1;
	if (received == part->row.total)
		return complete(TAKE(mine), part, err);
	return tx_commit(TAKE(mine), err);
}

static int check_place(struct part *part, const struct photo_progress *progress,
		       struct err *err)
{
	if (progress->total != part->row.total)
		return err_set_code(err, ERR_CONFLICT, "PHOTO_SIZE",
				    "this photo was begun with a size of %lld bytes",
				    (long long)progress->total);
	if (progress->received != part->from)
		return refuse_place(part, progress->received, err);
	return 0;
}

int http_put_photo(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct photo_progress progress;
	struct part part;
	AUTO(tx) *tx = NULL;
	if (read_part(service, req, &part, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_photo_lock(tx, part.row.name, &progress, err) < 0)
		return -1;
	if (progress.complete) {
		write_progress(reply_body(reply), progress.received, true);
		return tx_commit(TAKE(tx), err);
	}
	if ((progress.known ? check_place(&part, &progress, err)
			    : begin_photo(tx, &part, err)) < 0)
		return -1;
	int64_t received = part.from + (int64_t)part.bytes.len;
	if (take_part(TAKE(tx), &part, received, err) < 0)
		return -1;
	write_progress(reply_body(reply), received, received == part.row.total);
	return 0;
}
