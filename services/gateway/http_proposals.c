/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One row of a weekly list: look, ask why, decide.
 */
#include <stdlib.h>
#include <string.h>

#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/store_list.h"
#include "gen/body_decide.h"
#include "gen/consent_change.h"
#include "gen/proposal_decide.h"
#include "http/problem.h"

int http_get_proposal(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct strbuf *out = reply_body(reply);
	struct uuid id;
	int64_t version;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_proposal_write(tx, &id, out, &version, err) < 0)
		return -1;
	strbuf_cut(out, 1);
	if (store_proposal_write_more(tx, &id, out, err) < 0)
		return -1;
	strbuf_add_char(out, '}');
	reply_etag_version(reply, version);
	return tx_commit(TAKE(tx), err);
}

int http_why(void *service, struct request *req, struct reply *reply, struct err *err)
{
	static const char *const languages[] = { "nl", "en" };
	const char *language;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_query_word(req, "language", languages, COUNT_OF(languages), &language,
			       err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0)
		return -1;
	if (!language)
		language = access_subject(req)->language;
	if (store_proposal_write_why(tx, &id, language, reply_body(reply), err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* If-Match: "7", W/"7" or 7. */
static int read_expected(const struct request *req, int64_t *ret_version, struct err *err)
{
	const char *header = request_header(req, "If-Match");
	if (!header)
		return err_set_code(err, ERR_INVALID, "VERSION_MISSING",
				    "If-Match with the row's version is missing");
	const char *digits = header + strspn(header, "W/\"");
	size_t length = strspn(digits, "0123456789");
	if (length == 0 || length > 12 ||
	    strspn(digits + length, "\"") != strlen(digits + length))
		return err_set(err, ERR_INVALID, "If-Match is not a version of this row");
	*ret_version = strtoll(digits, NULL, 10);
	return 0;
}

static int read_row(struct gateway *gateway, const struct request *req,
		    const struct uuid *id, struct strbuf *out, int64_t *ret_version,
		    struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_proposal_write(tx, id, out, ret_version, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

/* 412 shows the row as a colleague left it. */
static int refuse_version(struct gateway *gateway, struct request *req,
			  const struct uuid *id, struct err *err)
{
	STRBUF_AUTO more = strbuf_new(REPLY_BODY_MAX);
	int64_t version;
	strbuf_add(&more, "\"current\":");
	if (read_row(gateway, req, id, &more, &version, err) < 0)
		return -1;
	err_set_code(err, ERR_CONFLICT, "VERSION_MISMATCH",
		     "the row is at version %lld now", (long long)version);
	return problem_refuse(req, err, more.text);
}

/* A repeat under its own key is not held against the version its first try made. */
static int check_version(struct gateway *gateway, struct request *req, struct err *err)
{
	STRBUF_AUTO row = strbuf_new(REPLY_BODY_MAX);
	struct uuid id;
	int64_t expected, version;
	if (request_header(req, "Idempotency-Key"))
		return 0;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    read_expected(req, &expected, err) < 0 ||
	    read_row(gateway, req, &id, &row, &version, err) < 0)
		return -1;
	return version > expected ? refuse_version(gateway, req, &id, err) : 0;
}

static bool is_objection(const struct body_decide *body)
{
	return body->decision == WIRE_DECISION_NEVER &&
	       body->reason == BODY_DECIDE_REASON_NO_CONTACT;
}

static int ask_decide(struct gateway *gateway, struct request *req,
		      const struct body_decide *body, struct command *ret_command,
		      enum command_end *ret_end, struct err *err)
{
	int64_t expected = 0;
	struct uuid id;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    read_expected(req, &expected, err) < 0)
		return -1;
	if (command_begin(gateway, req, &proposal_decide_type, ret_command, err) < 0)
		return -1;
	struct proposal_decide msg = {
		COMMAND_FIELDS(ret_command),
		.proposal_id = id.text,
		.decision = body->decision,
		.scope = body->scope,
		.scope_reason = body_decide_reason_word(body->reason),
		/* An objection takes the customer's lines off the list by itself, and
		 * no colleague's answer outweighs it. */
		.expected_version = expected,
		.has_expected_version = !is_objection(body),
	};
	if (command_ask(gateway, ret_command, &msg, ret_end, NULL, err) == 0)
		return 0;
	if (strcmp(err->code, "VERSION_CONFLICT") == 0)
		return refuse_version(gateway, req, &id, err);
	return -1;
}

/* "Wants no contact" is an objection (GDPR art. 21): it goes into the consent ledger. */
static int object_for_customer(struct gateway *gateway, struct request *req,
			       struct err *err)
{
	struct uuid id;
	struct uuid customer;
	struct uuid command_id;
	struct command command;
	enum command_end end;
	if (request_path_uuid(req, "id", &id, err) < 0)
		return -1;
	AUTO(tx) *tx = NULL;
	if (portal_begin(gateway, req, &tx, err) < 0 ||
	    store_proposal_customer(tx, &id, &customer, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	if (command_key(req, &command_id, err) < 0)
		return -1;
	command_id = uuid_named("objection", command_id.text, NULL);
	command_begin_part(gateway, req, &consent_change_type, &command_id, &command);
	struct consent_change msg = {
		COMMAND_FIELDS(&command),
		.customer_id = customer.text,
		.action = CONSENT_CHANGE_ACTION_OBJECT,
		.evidence = "told the adviser",
	};
	if (command_ask(gateway, &command, &msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return err_set_code(err, ERR_LATER, "OBJECTION_PENDING",
				    "the objection is not recorded yet; try again");
	return 0;
}

static int reply_row(struct gateway *gateway, struct request *req, struct reply *reply,
		     struct err *err)
{
	struct uuid id;
	int64_t version;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    read_row(gateway, req, &id, reply_body(reply), &version, err) < 0)
		return -1;
	reply_etag_version(reply, version);
	return 0;
}

int http_decide(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct command command;
	enum command_end end;
	const void *msg;
	if (request_msg(req, &body_decide_type, &msg, err) < 0)
		return -1;
	const struct body_decide *body = msg;
	if (check_version(service, req, err) < 0)
		return -1;
	if (is_objection(body) && object_for_customer(service, req, err) < 0)
		return -1;
	if (ask_decide(service, req, body, &command, &end, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	return reply_row(service, req, reply, err);
}
