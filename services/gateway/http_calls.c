/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The list of people to call: an adviser takes one, calls, and says how it went.
 */
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/listing.h"
#include "gateway/store_print.h"
#include "gateway/thing.h"
#include "gen/body_call_claim.h"
#include "gen/body_call_outcome.h"
#include "gen/call_claim.h"
#include "gen/call_record.h"

int http_list_calls(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	static const char *const views[] = { "open", "over" };
	const char *view = NULL;
	AUTO(tx) *tx = NULL;

	if (request_query_word(req, "view", views, COUNT_OF(views), &view, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	bool over = view && strcmp(view, "over") == 0;

	strbuf_add(reply_body(reply), "{\"calls\":[");
	if (store_calls_write(tx, over, reply_body(reply), err) < 0)
		return -1;
	strbuf_add_char(reply_body(reply), ']');
	listing_end(req, reply);
	return tx_commit(TAKE(tx), err);
}

int http_claim_call(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_call_write };
	const void *decoded;

	if (request_msg(req, &body_call_claim_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &call_claim_type, err) < 0)
		return -1;
	const struct body_call_claim *body = decoded;
	struct call_claim msg = {
		COMMAND_FIELDS(&asking.command),
		.task_id = asking.id.text,
		.release = body->release,
		.has_release = body->has_release,
	};

	return asking_end(&asking, &msg, err);
}

int http_record_call(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_call_write };
	const void *decoded;

	if (request_msg(req, &body_call_outcome_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &call_record_type, err) < 0)
		return -1;
	const struct body_call_outcome *body = decoded;
	struct call_record msg = {
		COMMAND_FIELDS(&asking.command), .task_id = asking.id.text,
		.outcome = body->outcome,        .call_again_at = body->call_again_at,
		.remark = body->remark,
	};

	return asking_end(&asking, &msg, err);
}
