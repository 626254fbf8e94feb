/* SPDX-License-Identifier: Apache-2.0 */
/* What the pages of one car share. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_HOLDER_H
#define BEURT_GATEWAY_HTTP_HOLDER_H

#include "gateway/http_party_page.h"
#include "gateway/store_holder.h"

/* The frame with what was done just now. */
struct page_frame holder_frame(const struct party *party);
/* A page of all cars is in the name of the garage that looks after them, if one does. */
MUST_CHECK int holder_speaks(struct party *party, struct err *err);
/* The car of the path's {id}; caller ends the transaction. ERR_ABSENT when it is not
 * theirs. */
MUST_CHECK int holder_begin(struct party *party, struct tx **ret_tx,
			    struct passport_view *ret_view, struct err *err);
/* The same with its facts, in the name of the garage that looks after it. */
MUST_CHECK int holder_open(struct party *party, struct passport_view *ret_view,
			   struct holder_facts *ret_facts, struct err *err);

#endif
