/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of outbox rows on its way to the broker. Inside flow/ only.
 *
 * A page outlives its rows' reports: the producer may report at any later poll, so one
 * whose reports did not all come in is kept alive by them. Thread: the relay's.
 */
#ifndef BEURT_FLOW_PAGE_H
#define BEURT_FLOW_PAGE_H

#include "bus/producer.h"
#include "pg/session.h"

struct page;

/* The first rows by id, at most 1,000 and about 16 MB. */
MUST_CHECK int page_read(struct session *session, struct page **ret_page,
			 struct err *err);
void page_free(struct page *page);
AUTO_FREE(page, page_free)
size_t page_count(const struct page *page);

/* Produce all rows in order; what could not be sent counts as failed. */
MUST_CHECK int page_send(struct page *page, struct producer *producer,
			 const char *service, struct err *err);
/* Of struct producer_request: marks the row the ticket belongs to. */
void page_report(void *context, void *ticket, const char *failure);
bool page_is_reported(const struct page *page);
/* Rows before the first one that failed. */
size_t page_published(const struct page *page);
const char *page_failure(const struct page *page); /* lends; "" when none */
MUST_CHECK int page_delete(const struct page *page, struct session *session, size_t count,
			   struct err *err);

#endif
