/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The letter of a row as the customer would get it, before it leaves. The words are those
 * of the service that sends them, so it is asked; nothing changes there or here.
 */
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/store_list.h"
#include "gen/letter_preview.h"

#define MESSAGE_MAX ((size_t)256 * 1024)

static int read_message(struct gateway *gateway, const struct request *req,
			const struct command *command, struct letter_preview **ret_msg,
			struct err *err)
{
	static const char *const languages[] = { "nl", "en" };
	static const char *const channels[] = { "email", "sms", "push", "letter",
					     "card" };
	STRBUF_AUTO json = strbuf_new(MESSAGE_MAX);
	struct preview_asked asked = { .command_id = command->id.text,
				       .dealer = command->dealer,
				       .actor = command->actor,
				       .received_at = command->received_at };
	void *msg = NULL;
	struct uuid id;
	AUTO(tx) *tx = NULL;
	if (request_path_uuid(req, "id", &id, err) < 0 ||
	    request_query_word(req, "language", languages, COUNT_OF(languages),
			       &asked.language, err) < 0 ||
	    request_query_word(req, "channel", channels, COUNT_OF(channels),
			       &asked.channel, err) < 0 ||
	    portal_begin(gateway, req, &tx, err) < 0 ||
	    store_proposal_write_preview(tx, &id, &asked, &json, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0 ||
	    msg_decode(&letter_preview_type, slice_of(json.text), &msg, err) < 0)
		return -1;
	*ret_msg = msg;
	return 0;
}

int http_preview(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct letter_preview *msg = NULL;
	struct command command;
	if (command_begin(service, req, &letter_preview_type, &command, err) < 0 ||
	    read_message(service, req, &command, &msg, err) < 0)
		return -1;
	int done = command_result(service, &command, msg, reply_body(reply), err);
	msg_free(&letter_preview_type, msg);
	return done;
}
