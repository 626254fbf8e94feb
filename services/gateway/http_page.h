/* SPDX-License-Identifier: Apache-2.0 */
/* What the routes of all customers' pages share. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_PAGE_H
#define BEURT_GATEWAY_HTTP_PAGE_H

#include "gateway/access.h"
#include "gateway/pages/pages.h"

/* The language asked for by ?lang=, else the browser's, else Dutch. */
enum tongue page_tongue(const struct request *req);
/* The reply is HTML with that status, for nobody to keep or find; the body is written by
 * what follows. */
struct strbuf *page_html(struct reply *reply, int status);

/* The code of ?garage=, which says in whose name a page without a link is shown; NULL
 * when there is none. */
const char *page_garage_code(const struct request *req);
/* That garage's public facts: name, address, telephone, colour. NULL when there is no
 * such garage. Caller frees with msg_free, dealer_state_type. */
MUST_CHECK int page_garage_load(struct gateway *gateway, const char *code,
				struct dealer_state **ret_dealer, struct err *err);

#endif
