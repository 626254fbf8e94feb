/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text message to oneself. It costs the garage money, so its managers ask for it, and
 * not often.
 */
#include "gateway/command.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "gen/body_sms_test.h"
#include "gen/sms_test.h"

int http_sms_test(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	struct gateway *gateway = service;
	struct command command;
	enum command_end end;
	const void *msg;
	if (limiter_take(gateway->limiter, req, access_subject(req)->login, err) < 0 ||
	    request_msg(req, &body_sms_test_type, &msg, err) < 0 ||
	    command_begin(gateway, req, &sms_test_type, &command, err) < 0)
		return -1;
	const struct body_sms_test *body = msg;
	struct sms_test ask = {
		COMMAND_FIELDS(&command),
		.phone = body->phone,
		.language = wire_language_of(access_subject(req)->language),
	};
	if (command_ask(gateway, &command, &ask, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&command, reply);
	reply_status(reply, 204);
	return 0;
}
