/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the pages of holders and managers share, whether they are signed in or came by a
 * link of a letter: in whose name a page speaks, what is asked in the party's name, and
 * what a refusal reads like. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_PARTY_PAGE_H
#define BEURT_GATEWAY_HTTP_PARTY_PAGE_H

#include "gateway/command.h"
#include "gateway/customer_link.h"
#include "gateway/http_page.h"
#include "gateway/pages/simple_page.h"

struct party {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	char tenant[DEALER_TEXT];  /* "@" and the party's id */
	struct link_target target; /* by link only */
	const char *token;         /* by link only; NULL: signed in */
	enum tongue tongue;
	struct dealer_state *dealer; /* the garage that speaks; NULL: none */
};

void party_done(struct party *party);
#define PARTY_AUTO __attribute__((cleanup(party_done))) struct party

/* Who is signed in. */
struct party party_signed_in(void *service, struct request *req, struct reply *reply);
/* Who came by a link of that kind. ERR_ABSENT when it opens nothing of the kind; too many
 * posts from one address are ERR_LATER. */
MUST_CHECK int party_by_link(void *service, struct request *req, struct reply *reply,
			     enum link_kind kind, struct party *ret_party,
			     struct err *err);
/* Caller ends the transaction, which sees the party's rows. */
MUST_CHECK int party_begin(const struct party *party, struct tx **ret_tx,
			   struct err *err);
/* From now on pages are in that garage's name and, of a signed-in party, still in its
 * language. */
MUST_CHECK int party_speaks(struct party *party, const char *dealer, struct err *err);

struct page_frame party_frame(const struct party *party);
struct strbuf *party_html(const struct party *party, int status);
/* 303 to a page of ours, ready for an address. */
int party_see(const struct party *party, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* A page with a heading and a sentence: the words <name>_title and <name>; `back` is an
 * address or NULL. */
int party_tell(const struct party *party, int status, const char *name, const char *back,
	       struct err *err);
/* The page of a refusal, which says why where the code is known; -1 for what is broken.
 */
int party_refuse(const struct party *party, const char *back, struct err *err);

/* A command in the party's name; its answer is waited for until it shows. */
MUST_CHECK int party_command(const struct party *party, const struct msg_type *type,
			     struct command *ret_command, struct err *err);
/* Asks it. Later than this is ERR_LATER: nothing is promised then. */
MUST_CHECK int party_ask(const struct party *party, const struct command *command,
			 const void *msg, struct err *err);

/* A field of the form, trimmed; "" when it is absent. ERR_INVALID above `most`
 * characters, as a browser counts them; what was typed is there for the page that says
 * so. `ret_text` holds 4 * most + 1 bytes. */
MUST_CHECK int party_field(const struct request *req, const char *name, size_t most,
			   char *ret_text, struct err *err);
bool party_checked(const struct request *req, const char *name);

#endif
