/* SPDX-License-Identifier: Apache-2.0 */
/* Booking an appointment for one's own car. Thread: any. */
#ifndef BEURT_GATEWAY_BOOK_PAGE_H
#define BEURT_GATEWAY_BOOK_PAGE_H

#include "gateway/pages/visit_page.h"
#include "gateway/store_holder.h"

struct page_book {
	const struct holder_facts *facts;
	const struct page_slots *slots; /* NULL: the garage takes none through us */
	const char *remarks;            /* "" nothing */
	const char *key; /* names the appointment: pressing twice is once */
};
MUST_CHECK int page_book_write(const struct page_frame *frame,
			       const struct page_book *view, struct strbuf *out,
			       struct err *err);

/* What it is for; `word` is the one to begin with. */
void page_set_kinds(struct value *data, enum tongue tongue, const char *word);

#endif
