/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The weekly news for garages (ITK manual: "rubriek met wekelijks wisselende
 * actualiteiten"): read by every garage, written by the helpdesk, or taken from a file
 * that is signed with a key we know.
 */
#include <sodium.h>
#include <stdio.h>
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/store_news.h"
#include "gen/body_news.h"
#include "gen/body_news_file.h"
#include "gen/body_news_items.h"
#include "sys/uuid_new.h"

#define SOURCE_TEXT 80

int http_news(void *service, struct request *req, struct reply *reply, struct err *err)
{
	AUTO(tx) *tx = NULL;
	strbuf_add(reply_body(reply), "{\"items\":[");
	if (portal_begin(service, req, &tx, err) < 0 ||
	    store_news_write(tx, access_subject(req)->dealer, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}

int http_all_news(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct gateway *gateway = service;
	AUTO(tx) *tx = NULL;
	(void)req;
	strbuf_add(reply_body(reply), "{\"items\":[");
	if (tx_begin(gateway->all, &tx, err) < 0 ||
	    store_news_write_all(tx, reply_body(reply), err) < 0)
		return -1;
	strbuf_add(reply_body(reply), "]}");
	return tx_commit(TAKE(tx), err);
}

/* Weeks that are weeks, in order; a link that is https. */
static int check(const struct news_item *item, struct err *err)
{
	struct iso_week from, until;
	if (week_parse(item->from_week, &from, err) < 0)
		return err_prefix(err, "/from_week ");
	if (week_parse(item->until_week, &until, err) < 0)
		return err_prefix(err, "/until_week ");
	if (week_compare(from, until) > 0)
		return err_set(err, ERR_INVALID, "/until_week is before /from_week");
	if (item->link && strncmp(item->link, "https://", 8) != 0)
		return err_set(err, ERR_INVALID, "/link must begin with https://");
	return 0;
}

static int save(struct tx *tx, const struct news_item *item, struct err *err)
{
	if (check(item, err) < 0)
		return -1;
	return store_news_save(tx, item, err);
}

static int audit(struct tx *tx, const struct request *req, const char *action,
		 const char *object, struct err *err)
{
	struct audit what = {
		.dealer = "-",
		.actor = access_subject(req)->login,
		.action = action,
		.object = object,
		.result = "ok",
		.detail = "",
		.trace = request_trace(req),
	};
	return store_audit_add(tx, &what, err);
}

/* Written by hand: new without an id, else that item. */
static int write_item(struct gateway *gateway, struct request *req, struct reply *reply,
		      const struct uuid *known, struct err *err)
{
	const void *decoded;
	AUTO(tx) *tx = NULL;
	if (request_msg(req, &body_news_type, &decoded, err) < 0 ||
	    tx_begin(gateway->all, &tx, err) < 0)
		return -1;
	const struct body_news *body = decoded;
	struct news_item item = {
		.id = known ? *known : uuid_new(request_received_at(req)),
		.title = body->title,
		.text = body->text,
		.link = body->link,
		.brands = body->brands,
		.brands_count = body->brands_count,
		.networks = body->networks,
		.networks_count = body->networks_count,
		.from_week = body->from_week,
		.until_week = body->until_week,
		.source = access_subject(req)->login,
	};
	if ((known && store_news_exists(tx, known, err) < 0) ||
	    save(tx, &item, err) < 0 ||
	    audit(tx, req, known ? "news.change" : "news.add", item.id.text, err) < 0)
		return -1;
	reply_status(reply, known ? 200 : 201);
	strbuf_addf(reply_body(reply), "{\"news_id\":\"%s\"}", item.id.text);
	return tx_commit(TAKE(tx), err);
}

int http_add_news(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	return write_item(service, req, reply, NULL, err);
}

int http_change_news(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return write_item(service, req, reply, &id, err);
}

int http_remove_news(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct gateway *gateway = service;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    tx_begin(gateway->all, &tx, err) < 0 || store_news_remove(tx, &id, err) < 0 ||
	    audit(tx, req, "news.remove", id.text, err) < 0)
		return -1;
	reply_status(reply, 204);
	return tx_commit(TAKE(tx), err);
}

/* --- signed files ------------------------------------------------------------------- */

/* The public key of that name in "name:base64,name:base64". */
static int find_key(const char *keys, const char *name,
		    unsigned char ret_key[crypto_sign_PUBLICKEYBYTES], struct err *err)
{
	size_t wanted = strlen(name);
	for (const char *at = keys; *at;) {
		size_t len = strcspn(at, ",");
		const char *colon = memchr(at, ':', len);
		size_t got = 0;
		if (colon && (size_t)(colon - at) == wanted &&
		    memcmp(at, name, wanted) == 0 &&
		    sodium_base642bin(ret_key, crypto_sign_PUBLICKEYBYTES, colon + 1,
				      len - wanted - 1, NULL, &got, NULL,
				      sodium_base64_VARIANT_ORIGINAL) == 0 &&
		    got == crypto_sign_PUBLICKEYBYTES)
			return 0;
		at += len + (at[len] == ',');
	}
	return err_set_code(err, ERR_DENIED, "KEY_UNKNOWN",
			    "/key is none of BEURT_NEWS_KEYS");
}

static int check_signature(const struct gateway *gateway,
			   const struct body_news_file *file, struct err *err)
{
	unsigned char key[crypto_sign_PUBLICKEYBYTES];
	unsigned char signature[crypto_sign_BYTES];
	size_t len = 0;
	if (find_key(gateway->knobs->news_keys, file->key, key, err) < 0)
		return -1;
	if (sodium_base642bin(signature, sizeof(signature), file->signature,
			      strlen(file->signature), NULL, &len, NULL,
			      sodium_base64_VARIANT_ORIGINAL) != 0 ||
	    len != sizeof(signature) ||
	    crypto_sign_verify_detached(signature, (const unsigned char *)file->document,
					strlen(file->document), key) != 0)
		return err_set_code(err, ERR_DENIED, "SIGNATURE_WRONG",
				    "/signature is not of this key and document");
	return 0;
}

static int save_items(struct tx *tx, const struct body_news_items *items,
		      const char *source, struct err *err)
{
	char place[40];
	for (size_t i = 0; i < items->items_count; i++) {
		const struct body_news_items_item *one = &items->items[i];
		struct news_item item = {
			.id = uuid_from(one->id),
			.title = one->title,
			.text = one->text,
			.link = one->link,
			.brands = one->brands,
			.brands_count = one->brands_count,
			.networks = one->networks,
			.networks_count = one->networks_count,
			.from_week = one->from_week,
			.until_week = one->until_week,
			.source = source,
		};
		snprintf(place, sizeof(place), "/items/%zu", i);
		if (save(tx, &item, err) < 0)
			return err_prefix(err, "%s", place);
	}
	return 0;
}

static int import(struct gateway *gateway, const struct request *req,
		  const struct body_news_file *file, size_t *ret_count, struct err *err)
{
	char source[SOURCE_TEXT];
	void *decoded;
	AUTO(tx) *tx = NULL;
	if (msg_decode(&body_news_items_type, slice_of(file->document), &decoded, err) <
	    0)
		return err_prefix(err, "/document ");
	snprintf(source, sizeof(source), "key:%.60s", file->key);
	const struct body_news_items *items = decoded;
	*ret_count = items->items_count;
	int result = tx_begin(gateway->all, &tx, err);
	if (result == 0)
		result = save_items(tx, items, source, err);
	msg_free(&body_news_items_type, decoded);
	if (result < 0 || audit(tx, req, "news.import", source, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_import_news(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	const void *file;
	size_t count = 0;
	if (request_msg(req, &body_news_file_type, &file, err) < 0 ||
	    check_signature(service, file, err) < 0 ||
	    import(service, req, file, &count, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"items\":%zu}", count);
	return 0;
}
