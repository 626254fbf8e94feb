/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The garage's side of leads: who asks for what, how far it is, and its end.
 */
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/store_lead.h"
#include "gateway/thing.h"
#include "gen/body_lead_move.h"
#include "gen/lead_move.h"
#include "gen/lead_withdraw.h"

static int write_figures(struct tx *tx, struct strbuf *out, struct err *err)
{
	strbuf_add(out, ",\"figures\":");
	return store_lead_figures(tx, out, err);
}

int http_list_leads(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	static const char *const statuses[] = { "new",         "called",   "invited",
						"appointment", "customer", "lost" };
	static const struct listed leads = { "leads", statuses, COUNT_OF(statuses),
					     store_leads_write, write_figures };
	return reply_listed(service, req, reply, &leads, err);
}

int http_get_lead(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	return reply_thing(service, req, reply, &id, store_lead_write, err);
}

int http_move_lead(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	struct asking asking = { service, req, reply, .write = store_lead_write };
	const void *decoded;
	if (request_msg(req, &body_lead_move_type, &decoded, err) < 0 ||
	    asking_begin(&asking, &lead_move_type, err) < 0)
		return -1;
	const struct body_lead_move *body = decoded;
	struct lead_move msg = {
		COMMAND_FIELDS(&asking.command),
		.lead_id = asking.id.text,
		.status = body->status,
		.note = body->note,
		.expected_version = body->expected_version,
		.has_expected_version = body->has_expected_version,
	};
	return asking_end(&asking, &msg, err);
}

/* The person withdrew it by telephone, or asks to be forgotten. */
int http_withdraw_lead(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	struct command command;
	struct uuid id;
	enum command_end end;
	char status[LEAD_STATUS_TEXT];
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_lead_status(tx, &id, status, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (!status[0])
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_LEAD",
				    "there is no lead %s", id.text);
	if (command_begin(service, req, &lead_withdraw_type, &command, err) < 0)
		return -1;
	struct lead_withdraw msg = { COMMAND_FIELDS(&command), .lead_id = id.text };
	if (command_ask(service, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	reply_status(reply, 204);
	return 0;
}
