/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the routes behind a customer's link share. A link that was never given out, one
 * that has expired and one that is no token look the same. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_MINE_H
#define BEURT_GATEWAY_HTTP_MINE_H

#include "gateway/customer_link.h"
#include "gateway/http_report.h"
#include "gateway/passport.h"
#include "gateway/pages/pages.h"

struct mine {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	const char *token; /* NULL: signed in, as who has the car's passport */
	char base[240];    /* "/m/{token}", without a slash at the end */
	char home[60];     /* the car's own page; "" by link */
	struct passport_view view; /* not by link */
	struct page_reader reader;
	struct link_target target;
	struct saved_form saved; /* of an inspection; version NULL: nothing saved yet */
	struct inspection_state *form;
	struct registration_state *registration;
	struct page_car car;
	enum tongue tongue;
};

void mine_done(struct mine *mine);
#define MINE_AUTO __attribute__((cleanup(mine_done))) struct mine

/* Everything the link's page needs, in one transaction that has ended. ERR_ABSENT when it
 * opens nothing. */
MUST_CHECK int mine_load(void *service, struct request *req, struct reply *reply,
			 struct mine *ret_mine, struct err *err);
/* As the request's link; caller ends the transaction. */
MUST_CHECK int mine_begin(struct mine *mine, struct tx **ret_tx, struct err *err);
struct page_frame mine_frame(const struct mine *mine);
/* Who reads it, for a report's page; NULL by link. */
const struct page_reader *mine_reader(const struct mine *mine);
/* The reply is HTML with that status; the body is written by what follows. */
struct strbuf *mine_html(const struct mine *mine, int status);
int mine_message(const struct mine *mine, enum page_message message, struct err *err);
/* The page of an error: absent, later, refused; -1 for what is broken or malformed. */
int mine_refuse(const struct mine *mine, struct err *err);
/* 303 to the link's page, which then says so. */
int mine_see(const struct mine *mine, const char *said);

#endif
