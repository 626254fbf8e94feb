/* SPDX-License-Identifier: Apache-2.0 */
/*
 * In which language and whose name a page speaks. Links of letters name the garage; what
 * is read of it is what it prints on its letters, so anybody may ask.
 */
#include "gateway/http_page.h"

#include <string.h>

#include "base/text.h"
#include "doc/doc.h"
#include "gateway/http_photo.h"
#include "gateway/http_routes.h"
#include "gateway/store.h"
#include "gateway/store_photo.h"
#include "pg/pg.h"

#define CODE_CHARACTERS                                                                  \
	"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

enum tongue page_tongue(const struct request *req)
{
	const char *asked = request_query(req, "lang");
	const char *accepted = request_header(req, "Accept-Language");
	if (asked)
		return strcmp(asked, "en") == 0 ? TONGUE_EN : TONGUE_NL;
	return accepted && strncmp(accepted, "en", 2) == 0 ? TONGUE_EN : TONGUE_NL;
}

struct strbuf *page_html(struct reply *reply, int status)
{
	reply_status(reply, status);
	reply_type(reply, "text/html; charset=utf-8");
	reply_header(reply, "X-Robots-Tag", "noindex");
	strbuf_clear(reply_body(reply));
	return reply_body(reply);
}

static bool is_code(const char *code)
{
	size_t length = code ? strlen(code) : 0;
	return length > 0 && length < DEALER_TEXT &&
	       strspn(code, CODE_CHARACTERS) == length;
}

const char *page_garage_code(const struct request *req)
{
	const char *code = request_query(req, "garage");
	return is_code(code) ? code : NULL;
}

int page_garage_load(struct gateway *gateway, const char *code,
		     struct dealer_state **ret_dealer, struct err *err)
{
	AUTO_TEXT *json = NULL;
	AUTO(tx) *tx = NULL;
	void *dealer = NULL;
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", code, err) < 0)
		return -1;
	if (store_dealer_load(tx, code, &json, err) < 0) {
		if (err->kind != ERR_ABSENT)
			return -1;
		err_clear(err);
		*ret_dealer = NULL;
		return 0;
	}
	if (msg_decode(&dealer_state_type, slice_of(json), &dealer, err) < 0)
		return -1;
	*ret_dealer = dealer;
	return tx_commit(TAKE(tx), err);
}

/* Files every page refers to; they carry nobody's data. */
static int reply_file(struct reply *reply, const char *type, const char *path)
{
	reply_type(reply, type);
	reply_header(reply, "Cache-Control", "public, max-age=3600");
	strbuf_add(reply_body(reply), page_source(path));
	return 0;
}

int http_page_style(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	return reply_file(reply, "text/css; charset=utf-8", "style.css");
}

int http_page_icon(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	return reply_file(reply, "image/svg+xml", "icon.svg");
}

int http_page_manifest(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	return reply_file(reply, "application/manifest+json", "app.webmanifest");
}

int http_page_script(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	return reply_file(reply, "text/javascript; charset=utf-8", "holder.js");
}

/* Asked for anew each time: an old worker would show messages in an old way. */
int http_page_worker(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	reply_type(reply, "text/javascript; charset=utf-8");
	reply_header(reply, "Cache-Control", "no-cache");
	strbuf_add(reply_body(reply), page_source("worker.js"));
	return 0;
}

int http_page_brand(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	const char *hex = request_path(req, "colour");
	(void)service;
	if (strlen(hex) != 6 || strspn(hex, "0123456789abcdefABCDEF") != 6)
		return err_set(err, ERR_ABSENT, "a colour is six hexadecimal digits");
	char text[8] = "#";
	text_copy(text + 1, sizeof(text) - 1, hex);
	struct doc_colour fill = doc_colour_of(text, (struct doc_colour){ 0 });
	struct doc_colour ink = doc_colour_ink_on(fill);
	reply_type(reply, "text/css; charset=utf-8");
	reply_header(reply, "Cache-Control", "public, max-age=31536000, immutable");
	strbuf_addf(reply_body(reply), ":root{--brand:%s;--brand-ink:#%02x%02x%02x}\n",
		    text, ink.red, ink.green, ink.blue);
	return 0;
}

/* Anybody may ask: an unknown garage, another picture of it and a malformed name answer
 * the same. The name is the picture's content, so what is kept never grows old. */
int http_page_logo(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct gateway *gateway = service;
	const char *code = request_path(req, "code");
	const char *name = request_path(req, "sha256");
	const char *media;
	AUTO(tx) *tx = NULL;
	if (!is_code(code) || !photo_is_name(name))
		return err_set(err, ERR_ABSENT, "there is no such photo");
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.dealer", code, err) < 0 ||
	    store_logo_read(tx, code, name, reply_body(reply), &media, err) < 0)
		return -1;
	reply_type(reply, media);
	reply_header(reply, "Cache-Control", "public, max-age=31536000, immutable");
	reply_etag(reply, "\"%s\"", name);
	return tx_commit(TAKE(tx), err);
}
