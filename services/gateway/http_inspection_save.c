/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Inspection forms as they are made: opened, written, saved, sent, answered at the desk,
 * finished, discarded. Whether a form is there is the service's to say: it hears opening
 * and writing in their order, this read model a moment later.
 */
#include "base/json_out.h"
#include "gateway/command.h"
#include "gateway/http_inspection.h"
#include "gateway/http_routes.h"
#include "gateway/store_inspection.h"
#include "gen/body_inspection_answers.h"
#include "gen/body_inspection_discard.h"
#include "gen/body_inspection_edit.h"
#include "gen/body_inspection_open.h"
#include "gen/body_inspection_save.h"
#include "gen/body_inspection_saved.h"
#include "gen/body_inspection_send.h"
#include "gen/inspection_answer.h"
#include "gen/inspection_discard.h"
#include "gen/inspection_edit.h"
#include "gen/inspection_finish.h"
#include "gen/inspection_open.h"
#include "gen/inspection_save.h"
#include "gen/inspection_send.h"

/* One request about one form. */
struct form_request {
	struct gateway *gateway;
	struct request *req;
	struct reply *reply;
	struct uuid id;
	struct command command;
};

static int begin(void *service, struct request *req, struct reply *reply,
		 struct form_request *ret_form, struct err *err)
{
	*ret_form = (struct form_request){
		.gateway = service,
		.req = req,
		.reply = reply,
	};
	return request_path_uuid(req, "id", &ret_form->id, err);
}

/* Asks, and answers with the form as it then is. */
static int ask(struct form_request *form, const void *msg, struct err *err)
{
	enum command_end end;
	if (command_ask(form->gateway, &form->command, msg, &end, NULL, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&form->command, form->reply);
	return inspection_reply(form->gateway, form->req, form->reply, &form->id, "",
				err);
}

int http_open_inspection(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct form_request form = { .gateway = service, .req = req, .reply = reply };
	const void *decoded;
	if (request_msg(req, &body_inspection_open_type, &decoded, err) < 0 ||
	    command_begin(service, req, &inspection_open_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_open *body = decoded;
	form.id = uuid_from(body->inspection_id);
	struct inspection_open msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = body->inspection_id,
		.device = body->device,
		.prefill = body->prefill,
		.plate = body->plate,
		.vehicle_id = body->vehicle_id,
		.customer_id = body->customer_id,
		.registration_id = body->registration_id,
		.checklist_id = body->checklist_id,
		.inspector = body->inspector,
		.inspection_date = body->inspection_date,
	};
	reply_status(reply, 201);
	return ask(&form, &msg, err);
}

static const struct inspection_edit_write *
writes_of(struct request *req, const struct body_inspection_edit *body)
{
	struct inspection_edit_write *writes =
		request_alloc(req, (body->writes_count + 1) * sizeof(*writes));
	for (size_t i = 0; i < body->writes_count; i++)
		writes[i] = (struct inspection_edit_write){
			.counter = body->writes[i].counter,
			.path = body->writes[i].path,
			.value = body->writes[i].value,
		};
	return writes;
}

int http_edit_inspection(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct form_request form;
	const void *decoded;
	if (begin(service, req, reply, &form, err) < 0 ||
	    request_msg(req, &body_inspection_edit_type, &decoded, err) < 0 ||
	    command_begin(service, req, &inspection_edit_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_edit *body = decoded;
	struct inspection_edit msg = {
		COMMAND_FIELDS(&form.command),  .inspection_id = form.id.text,
		.device = body->device,         .seen_revision = body->seen_revision,
		.writes = writes_of(req, body), .writes_count = body->writes_count,
	};
	return ask(&form, &msg, err);
}

static int version_is_there(struct tx *tx, const void *context, bool *ret_holds,
			    struct err *err)
{
	const struct uuid *id = context;
	struct form_facts facts;
	if (store_form_facts(tx, id, &facts, err) < 0)
		return -1;
	return store_version_exists(tx, id, facts.saved_number, ret_holds, err);
}

/* `"number":3,"mailed":true,`, from the answer's own words. */
static int write_saved(const char *result, struct strbuf *out, struct err *err)
{
	void *decoded;
	if (msg_decode(&body_inspection_saved_type, slice_of(result), &decoded, err) < 0)
		return err_set(err, ERR_BROKEN, "a save was answered without its number");
	const struct body_inspection_saved *saved = decoded;
	struct json_out json = json_out_into(out);
	json_out_int(&json, "number", saved->number);
	json_out_flag(&json, "mailed", saved->mailed);
	if (saved->not_mailed)
		json_out_text(&json, "not_mailed", saved->not_mailed);
	strbuf_add_char(out, ',');
	msg_free(&body_inspection_saved_type, decoded);
	return 0;
}

/* The version travels beside the form: it must be there too. */
static int reply_saved(struct form_request *form, const struct told *told,
		       struct err *err)
{
	STRBUF_AUTO before = strbuf_new(200);
	enum command_end end;
	if (write_saved(told->result, &before, err) < 0 ||
	    command_wait_until(form->gateway, &form->command, version_is_there, &form->id,
			       &end, err) < 0)
		return -1;
	if (end == COMMAND_PENDING)
		return command_reply_pending(&form->command, form->reply);
	reply_status(form->reply, 201);
	return inspection_reply(form->gateway, form->req, form->reply, &form->id,
				before.text, err);
}

int http_save_inspection(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	struct form_request form;
	struct told told;
	enum command_end end;
	const void *decoded;
	if (begin(service, req, reply, &form, err) < 0 ||
	    request_msg(req, &body_inspection_save_type, &decoded, err) < 0 ||
	    command_begin(service, req, &inspection_save_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_save *body = decoded;
	struct inspection_save msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = form.id.text,
		.seen_revision = body->seen_revision,
		.mail = body->mail,
		.reason = body->reason,
	};
	int result = command_ask(service, &form.command, &msg, &end, &told, err);
	if (result == 0 && end == COMMAND_PENDING)
		result = command_reply_pending(&form.command, reply);
	else if (result == 0)
		result = reply_saved(&form, &told, err);
	told_done(&told);
	return result;
}

/* The body is optional: without it the newest version is meant. */
int http_send_inspection(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	static const struct body_inspection_send newest = { .has_number = false };
	struct form_request form;
	const void *decoded = &newest;
	if (begin(service, req, reply, &form, err) < 0 ||
	    (request_body(req).len > 0 &&
	     request_msg(req, &body_inspection_send_type, &decoded, err) < 0) ||
	    command_begin(service, req, &inspection_send_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_send *body = decoded;
	struct inspection_send msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = form.id.text,
		.number = body->number,
		.has_number = body->has_number,
	};
	return ask(&form, &msg, err);
}

int http_finish_inspection(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct form_request form;
	if (begin(service, req, reply, &form, err) < 0 ||
	    command_begin(service, req, &inspection_finish_type, &form.command, err) < 0)
		return -1;
	struct inspection_finish msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = form.id.text,
	};
	return ask(&form, &msg, err);
}

int http_discard_inspection(void *service, struct request *req, struct reply *reply,
			    struct err *err)
{
	struct form_request form;
	const void *decoded;
	if (begin(service, req, reply, &form, err) < 0 ||
	    request_msg(req, &body_inspection_discard_type, &decoded, err) < 0 ||
	    command_begin(service, req, &inspection_discard_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_discard *body = decoded;
	struct inspection_discard msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = form.id.text,
		.reason = body->reason,
	};
	return ask(&form, &msg, err);
}

static const struct inspection_answer_line *
lines_of(struct request *req, const struct body_inspection_answers *body)
{
	struct inspection_answer_line *lines =
		request_alloc(req, (body->lines_count + 1) * sizeof(*lines));
	for (size_t i = 0; i < body->lines_count; i++)
		lines[i] = (struct inspection_answer_line){
			.advice_id = body->lines[i].advice_id,
			.answer = body->lines[i].answer,
			.reason = body->lines[i].reason,
		};
	return lines;
}

int http_answer_inspection(void *service, struct request *req, struct reply *reply,
			   struct err *err)
{
	struct form_request form;
	const void *decoded;
	if (begin(service, req, reply, &form, err) < 0 ||
	    request_msg(req, &body_inspection_answers_type, &decoded, err) < 0 ||
	    command_begin(service, req, &inspection_answer_type, &form.command, err) < 0)
		return -1;
	const struct body_inspection_answers *body = decoded;
	struct inspection_answer msg = {
		COMMAND_FIELDS(&form.command),
		.inspection_id = form.id.text,
		.number = body->number,
		.by = body->by == BODY_INSPECTION_ANSWERS_BY_PHONE
			      ? INSPECTION_ANSWER_BY_PHONE
			      : INSPECTION_ANSWER_BY_DESK,
		.reason = body->reason,
		.lines = lines_of(req, body),
		.lines_count = body->lines_count,
	};
	return ask(&form, &msg, err);
}
