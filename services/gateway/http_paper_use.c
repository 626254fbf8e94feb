/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where a code from paper is typed, with the address of whom it is for. What does not
 * hold (used, too old, replaced, of another address, never printed) is told in the same
 * words.
 * A code that holds is used up, and leads to the page the letter's link opens.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_page.h"
#include "gateway/http_paper.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gateway/pages/simple_page.h"
#include "gateway/store.h"
#include "gateway/store_paper_code.h"
#include "pg/pg.h"
#include "sys/uuid_new.h"
#include "text/address.h"

#define WHO_TEXT     1300 /* 320 characters and NUL */
#define TYPED_TEXT   80
#define PAGE_SECONDS 3600

struct typed {
	char who[WHO_TEXT];
	char code[TYPED_TEXT];
};

static int show(struct gateway *gateway, const struct request *req, struct reply *reply,
		const char *who, const char *problem, struct err *err)
{
	struct page_frame frame = {
		.templates = gateway->page_templates,
		.tongue = page_tongue(req),
		.problem = problem,
		.token = "",
	};
	struct page_simple page = {
		.body = "code",
		.title = "code_title",
		PAGE_ITEMS({ "who", who }),
	};
	return page_simple_write(&frame, &page, page_html(reply, problem ? 403 : 200),
				 err);
}

int http_code_page(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	return show(service, req, reply, "", NULL, err);
}

static int dead(struct err *err)
{
	return err_set_code(err, ERR_DENIED, "CODE_DEAD",
			    "address and code do not belong together, or the code holds "
			    "no more");
}

/* Who tried is told by the address of the party when the code held, else by nobody's. */
static int note(struct tx *tx, const struct request *req,
		const struct link_target *target, bool used, struct err *err)
{
	struct audit audit = {
		.dealer = "-",
		.actor = used ? target->dealer : "-",
		.action = "code.use",
		.object = used ? target->id.text : NULL,
		.result = used ? "ok" : "CODE_DEAD",
		.trace = request_trace(req),
	};
	return store_audit_add(tx, &audit, err);
}

static int use_code(struct gateway *gateway, const struct request *req, const char *hash,
		    const char *token, struct link_target *ret_target, struct err *err)
{
	char token_hash[LINK_HASH_TEXT];
	bool used;
	AUTO(tx) *tx = NULL;
	link_digest(token, TOKEN_TEXT - 1, token_hash);
	if (tx_begin(gateway->portal, &tx, err) < 0 ||
	    tx_set_local(tx, "app.link", hash, err) < 0)
		return -1;
	struct paper_page page = {
		.token_hash = token_hash,
		.until = instant_add_seconds(tx_now(tx), PAGE_SECONDS),
	};
	if (store_paper_code_use(tx, hash, &page, ret_target, &used, err) < 0 ||
	    note(tx, req, ret_target, used, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	return used ? 0 : dead(err);
}

static void land(const struct link_target *target, const char *token, struct reply *reply)
{
	const char *folder = target->kind == LINK_PARTY ? "wagenpark" : "activeren";
	reply_status(reply, 303);
	reply_header(reply, "Location", "/%s/%s", folder, token);
}

static int enter(struct gateway *gateway, const struct request *req, struct reply *reply,
		 const struct typed *typed, struct err *err)
{
	char address[EMAIL_TEXT];
	char code[PAPER_CODE_TEXT];
	char hash[LINK_HASH_TEXT];
	char token[TOKEN_TEXT];
	struct link_target target;
	if (address_fold(typed->who, address, err) < 0) {
		err_clear(err);
		return dead(err);
	}
	if (limiter_take(gateway->limiter, req, address, err) < 0)
		return -1;
	if (!paper_code_read(typed->code, code))
		return dead(err);
	paper_digest(code, address, hash);
	token_new(token);
	if (use_code(gateway, req, hash, token, &target, err) < 0)
		return -1;
	land(&target, token, reply);
	return 0;
}

int http_code(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct typed *typed = request_alloc(req, sizeof(*typed));
	request_form(req, "who", typed->who, sizeof(typed->who));
	request_form(req, "code", typed->code, sizeof(typed->code));
	if (enter(service, req, reply, typed, err) == 0)
		return 0;
	bool later = err->kind == ERR_LATER;
	if (!later && err->kind != ERR_DENIED)
		return -1;
	err_clear(err);
	int done = show(service, req, reply, typed->who,
			later ? "login_too_often" : "code_refused", err);
	if (later) {
		reply_status(reply, 429);
		reply_header(reply, "Retry-After", "60");
	}
	return done;
}
