/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what a page holds and when a row counts as published.
 *
 * Each row has a ticket that the producer hands back; a page that is freed while reports
 * are outstanding (the session was lost) is only marked, and goes with the last report.
 */
#include "flow/page.h"

#include <stdio.h>

#include "base/text.h"

#define PAGE_ROWS   1000
#define SEND_MILLIS 50

enum fate { FATE_OPEN, FATE_PUBLISHED, FATE_FAILED };

struct ticket {
	struct page *page;
	enum fate fate;
};

struct page {
	struct rows *rows;
	struct ticket *tickets;
	size_t count;
	size_t outstanding;
	bool abandoned;
	char failure[120];
};

/* $1 rows, $2 bytes. The first row always fits. */
static const char SQL_PAGE[] =
	"SELECT id, topic, key, record_id, record_type, trace, said_at, value FROM ("
	" SELECT o.*, sum(coalesce(octet_length(value), 0)) OVER (ORDER BY id)"
	"  - coalesce(octet_length(value), 0) AS before"
	" FROM (SELECT * FROM outbox ORDER BY id LIMIT $1) o) p"
	" WHERE before < $2 ORDER BY id";
#define PAGE_BYTES 16000000

int page_read(struct session *session, struct page **ret_page, struct err *err)
{
	struct rows *rows = NULL;
	if (session_rows(session, SQL_PAGE, ARGS(arg_int(PAGE_ROWS), arg_int(PAGE_BYTES)),
			 &rows, err) < 0)
		return -1;
	struct page *page = mem_alloc(sizeof(*page));
	page->rows = rows;
	page->count = rows_count(rows);
	page->tickets = mem_alloc(sizeof(*page->tickets) * (page->count + 1));
	*ret_page = page;
	return 0;
}

static void destroy(struct page *page)
{
	rows_free(page->rows);
	mem_free(page->tickets);
	mem_free(page);
}

void page_free(struct page *page)
{
	if (!page)
		return;
	page->abandoned = true;
	if (page->outstanding == 0)
		destroy(page);
}

size_t page_count(const struct page *page)
{
	return page->count;
}

void page_report(void *context, void *ticket, const char *failure)
{
	(void)context;
	struct ticket *of = ticket;
	struct page *page = of->page;
	of->fate = failure ? FATE_FAILED : FATE_PUBLISHED;
	if (failure && !*page->failure)
		text_copy(page->failure, sizeof(page->failure), failure);
	page->outstanding--;
	if (page->abandoned && page->outstanding == 0)
		destroy(page);
}

/* The envelope of row i; its texts are the page's. */
static void address(const struct page *page, size_t i, const char *service,
		    struct envelope *ret_envelope)
{
	*ret_envelope = (struct envelope){ .time = row_instant(page->rows, i, 6) };
	text_copy(ret_envelope->id, ENVELOPE_ID, row_text(page->rows, i, 3));
	snprintf(ret_envelope->source, ENVELOPE_ID, "/beurt/%s", service);
	text_copy(ret_envelope->type, ENVELOPE_TYPE, row_text(page->rows, i, 4));
	text_copy(ret_envelope->subject, MSG_KEY_TEXT, row_text(page->rows, i, 2));
	text_copy(ret_envelope->trace, ENVELOPE_TRACE, row_text(page->rows, i, 5));
}

static int send_row(struct page *page, size_t i, struct producer *producer,
		    const char *service, struct err *err)
{
	struct envelope envelope;
	struct envelope_list headers;
	address(page, i, service, &envelope);
	envelope_write(&envelope, &headers);
	struct outgoing record = {
		.topic = row_text(page->rows, i, 1),
		.key = slice_of(row_text(page->rows, i, 2)),
		.value = slice_of(row_text(page->rows, i, 7)),
		.headers = headers.headers,
		.headers_count = headers.count,
		.ticket = &page->tickets[i],
	};
	page->tickets[i] = (struct ticket){ page, FATE_OPEN };
	page->outstanding++;
	if (producer_send(producer, &record, err) == 0)
		return 0;
	page->outstanding--;
	page->tickets[i].fate = FATE_FAILED;
	return -1;
}

/* A full local queue is waited for a little; then the rest of the page counts as failed.
 */
int page_send(struct page *page, struct producer *producer, const char *service,
	      struct err *err)
{
	struct err why = { 0 };
	for (size_t i = 0; i < page->count; i++) {
		for (int tries = 0; send_row(page, i, producer, service, &why) < 0;
		     tries++) {
			if (why.kind == ERR_INVALID)
				return err_set(err, ERR_BROKEN, "outbox row %lld: %s",
					       (long long)row_int(page->rows, i, 0),
					       why.text);
			if (tries == 20)
				return 0;
			producer_poll(producer, SEND_MILLIS);
		}
	}
	return 0;
}

bool page_is_reported(const struct page *page)
{
	return page->outstanding == 0;
}

size_t page_published(const struct page *page)
{
	size_t published = 0;
	while (published < page->count && page->tickets[published].fate == FATE_PUBLISHED)
		published++;
	return published;
}

const char *page_failure(const struct page *page)
{
	return page->failure;
}

/* $1 ids */
static const char SQL_DELETE[] = "DELETE FROM outbox WHERE id = ANY($1::bigint[])";

int page_delete(const struct page *page, struct session *session, size_t count,
		struct err *err)
{
	int64_t ids[PAGE_ROWS];
	for (size_t i = 0; i < count; i++)
		ids[i] = row_int(page->rows, i, 0);
	if (count == 0)
		return 0;
	return session_run(session, SQL_DELETE, ARGS(arg_ints(ids, count)), err);
}
