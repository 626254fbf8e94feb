/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how a thing is asked about, waited for and shown. */
#include "gateway/thing.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/listing.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200

int reply_thing(struct gateway *gateway, const struct request *req, struct reply *reply,
		const struct uuid *id, row_fn write, struct err *err)
{
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    write(tx, id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int asking_begin_new(struct asking *asking, const struct msg_type *type, struct err *err)
{
	return command_begin(asking->gateway, asking->req, type, &asking->command, err);
}

int asking_begin(struct asking *asking, const struct msg_type *type, struct err *err)
{
	if (request_path_uuid(asking->req, "id", &asking->id, err) < 0)
		return -1;
	return asking_begin_new(asking, type, err);
}

int asking_end(struct asking *asking, const void *msg, struct err *err)
{
	enum command_end end;
	if (command_ask(asking->gateway, &asking->command, msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&asking->command, asking->reply);
	int result = reply_thing(asking->gateway, asking->req, asking->reply, &asking->id,
				 asking->write, err);
	if (result == 0 || err->kind != ERR_ABSENT)
		return result;
	err_clear(err);
	reply_status(asking->reply, 204);
	return 0;
}

int request_version(const struct request *req, int64_t *ret_version, struct err *err)
{
	const char *header = request_header(req, "If-Match");
	char *end;
	*ret_version = 0;
	if (!header)
		return 0;
	errno = 0;
	header += strspn(header, "W/\"");
	*ret_version = strtoll(header, &end, 10);
	if (end == header || errno != 0 || *ret_version < 0)
		return err_set(err, ERR_INVALID, "If-Match holds no version");
	return 0;
}

int reply_listed(struct gateway *gateway, const struct request *req, struct reply *reply,
		 const struct listed *listed, struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct strbuf *out = reply_body(reply);
	const char *status;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (request_query_word(req, "status", listed->statuses, listed->statuses_count,
			       &status, err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0)
		return -1;
	strbuf_addf(out, "{\"%s\":[", listed->member);
	if (listed->write(tx, status, &page, out, err) < 0)
		return -1;
	strbuf_add_char(out, ']');
	if (listed->more && listed->more(tx, out, err) < 0)
		return -1;
	listing_write_next(req, reply, &page);
	strbuf_add_char(out, '}');
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}
