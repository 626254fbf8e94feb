/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What came in: look, offer again, put aside.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_desk.h"
#include "gen/body_discard.h"
#include "gen/body_replay_bulk.h"
#include "gen/intake_discard.h"
#include "gen/intake_replay.h"
#include "http/problem.h"

#define ROWS_PRESET 50
#define ROWS_MOST   200
#define REPLAY_MOST 500

static const char *const STATUSES[] = { "accepted", "duplicate", "parked", "discarded" };

static int read_filter(const struct request *req, struct intake_filter *ret_filter,
		       struct err *err)
{
	struct intake_filter filter = {
		.vendor = request_query(req, "vendor"),
		.rule = request_query(req, "rule"),
	};
	if (request_query_word(req, "status", STATUSES, COUNT_OF(STATUSES),
			       &filter.status, err) < 0 ||
	    request_query_uuid(req, "receipt", &filter.receipt, err) < 0)
		return -1;
	*ret_filter = filter;
	return 0;
}

static int write_connections(struct tx *tx, const struct request *req, struct strbuf *out,
			     struct err *err)
{
	int64_t parked;
	strbuf_add(out, ",\"connections\":[");
	if (store_intake_connections(tx, access_subject(req)->dealer, out, err) < 0 ||
	    store_intake_parked(tx, &parked, err) < 0)
		return -1;
	strbuf_addf(out, "],\"parked_open\":%lld", (long long)parked);
	return 0;
}

int http_list_intake(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct int_range limits = { 1, ROWS_MOST, ROWS_PRESET };
	struct strbuf *out = reply_body(reply);
	struct intake_filter filter;
	struct page page;
	AUTO(tx) *tx = NULL;
	if (read_filter(req, &filter, err) < 0 ||
	    listing_page(req, CURSOR_INSTANT, limits, &page, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	strbuf_add(out, "{\"records\":[");
	if (store_intake_list(tx, &filter, &page, out, err) < 0)
		return -1;
	strbuf_add_char(out, ']');
	if (write_connections(tx, req, out, err) < 0)
		return -1;
	listing_write_next(req, reply, &page);
	listing_write_time(req, reply);
	strbuf_add_char(out, '}');
	return tx_commit(TAKE(tx), err);
}

int http_get_intake(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct uuid id;
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_intake_write(tx, &id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

/* The record must be this dealer's before anything is asked about it. */
static int check_record(struct gateway *gateway, const struct request *req,
			struct uuid *ret_id, struct err *err)
{
	STRBUF_AUTO row = strbuf_new(REPLY_BODY_MAX);
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", ret_id, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_intake_write(tx, ret_id, &row, &version, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int answer_record(struct gateway *gateway, struct request *req,
			 struct reply *reply, const struct command *command,
			 const void *msg, struct err *err)
{
	enum command_end end;
	if (command_ask(gateway, command, msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(command, reply);
	return http_get_intake(gateway, req, reply, err);
}

int http_replay_intake(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct command command;
	struct uuid id;
	if (check_record(service, req, &id, err) < 0 ||
	    command_begin(service, req, &intake_replay_type, &command, err) < 0)
		return -1;
	struct intake_replay msg = { COMMAND_FIELDS(&command), .record_id = id.text };
	return answer_record(service, req, reply, &command, &msg, err);
}

int http_discard_intake(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	struct command command;
	struct uuid id;
	const void *body;
	if (request_msg(req, &body_discard_type, &body, err) < 0 ||
	    check_record(service, req, &id, err) < 0 ||
	    command_begin(service, req, &intake_discard_type, &command, err) < 0)
		return -1;
	struct intake_discard msg = {
		COMMAND_FIELDS(&command),
		.record_id = id.text,
		.reason = ((const struct body_discard *)body)->reason,
	};
	return answer_record(service, req, reply, &command, &msg, err);
}

/* --- many at once --------------------------------------------------------------------
 */

struct replay_counts {
	int64_t accepted;
	int64_t still_parked;
	int64_t pending;
};

static int select_records(struct gateway *gateway, const struct request *req,
			  const struct body_replay_bulk *body, struct uuid **ret_ids,
			  size_t *ret_count, struct err *err)
{
	struct intake_filter filter = {
		.status = "parked",
		.vendor = body->filter.vendor,
		.receipt = uuid_from(body->filter.receipt),
		.rule = body->filter.rule,
	};
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_intake_ids(tx, &filter, REPLAY_MOST, ret_ids, ret_count, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

static int replay_one(struct gateway *gateway, struct request *req,
		      const struct uuid *whole, const struct uuid *record,
		      struct replay_counts *counts, struct err *err)
{
	struct uuid id = uuid_named("replay", whole->text, record->text, NULL);
	struct told told = { 0 };
	struct command command;
	enum command_end end;
	command_begin_part(gateway, req, &intake_replay_type, &id, &command);
	struct intake_replay msg = { COMMAND_FIELDS(&command),
				     .record_id = record->text };
	int result = command_ask(gateway, &command, &msg, &end, &told, err);
	bool parked = result < 0 || (told.result && strstr(told.result, "\"parked\""));
	told_done(&told);
	if (result < 0 && err->kind == ERR_LATER)
		return -1;
	if (result == 0 && end == COMMAND_PENDING)
		counts->pending++;
	else if (parked)
		counts->still_parked++;
	else
		counts->accepted++;
	return 0;
}

static int refuse_changed(struct request *req, int64_t expected, size_t count,
			  struct err *err)
{
	char more[120];
	snprintf(more, sizeof(more),
		 "\"difference\":{\"expected_count\":%lld,\"actual_count\":%zu}",
		 (long long)expected, count);
	err_set_code(err, ERR_CONFLICT, "LIST_CHANGED",
		     "%zu records are parked now, %lld were shown", count,
		     (long long)expected);
	return problem_refuse(req, err, more);
}

static int replay_all(struct gateway *gateway, struct request *req,
		      const struct uuid *ids, size_t count,
		      struct replay_counts *ret_counts, struct err *err)
{
	struct uuid whole;
	if (command_key(req, &whole, err) < 0)
		return -1;
	/* While nobody answers, each of the rest would only wait as long. */
	for (size_t i = 0; i < count && ret_counts->pending == 0; i++)
		if (replay_one(gateway, req, &whole, &ids[i], ret_counts, err) < 0)
			return -1;
	return 0;
}

int http_replay_intake_bulk(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	struct replay_counts counts = { 0 };
	struct uuid *ids;
	size_t count;
	const void *msg;
	if (request_msg(req, &body_replay_bulk_type, &msg, err) < 0)
		return -1;
	const struct body_replay_bulk *body = msg;
	bool dry_run = body->has_dry_run && body->dry_run;
	if (select_records(service, req, body, &ids, &count, err) < 0)
		return -1;
	AUTO_BYTES *owned = ids;
	(void)owned;
	if (!dry_run &&
	    (!body->has_expected_count || body->expected_count != (int64_t)count))
		return refuse_changed(req, body->expected_count, count, err);
	if (!dry_run && replay_all(service, req, ids, count, &counts, err) < 0)
		return -1;
	strbuf_addf(reply_body(reply), "{\"dry_run\":%s,\"count\":%zu,\"limit\":%d",
		    dry_run ? "true" : "false", count, REPLAY_MOST);
	if (!dry_run)
		strbuf_addf(reply_body(reply),
			    ",\"accepted\":%lld,\"still_parked\":%lld,\"pending\":%lld",
			    (long long)counts.accepted, (long long)counts.still_parked,
			    (long long)counts.pending);
	strbuf_add_char(reply_body(reply), '}');
	return 0;
}
