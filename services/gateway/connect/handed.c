/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what is asked before a message is posted, and which word its post comes to. */
#include "gateway/connect/handed.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "gateway/command.h"
#include "gen/contact_claim.h"
#include "gen/contact_report.h"
#include "msg/json_doc.h"

#define SAYS_MOST  65536
#define ACTOR      "courier"
#define WORDS_TEXT 120

bool handed_is(const struct post *post)
{
	return strcmp(post->fact, "message") == 0;
}

void handed_done(struct handed *handed)
{
	strbuf_done(&handed->says);
}

static int find_text(const struct json_doc *doc, const char *path,
		     char ret_text[HANDED_TEXT], struct err *err)
{
	STRBUF_AUTO value = strbuf_new(HANDED_TEXT - 1);
	enum json_kind kind = json_doc_find(doc, path, &value);
	if (kind == JSON_ABSENT || kind == JSON_NESTED || value.full)
		return err_set(err, ERR_BROKEN, "a delivery's %s is missing", path);
	text_copy(ret_text, HANDED_TEXT, value.text);
	return 0;
}

/* What the delivery says of itself: the garage, the request, the turn. */
static int read_own(struct handed *handed, struct err *err)
{
	AUTO(json_doc) *doc = NULL;
	char intent[HANDED_TEXT], turn[HANDED_TEXT];
	if (json_doc_open(slice_of(handed->post->says), SAYS_MOST, &doc, err) < 0 ||
	    find_text(doc, "garage", handed->dealer, err) < 0 ||
	    find_text(doc, "data.intent_id", intent, err) < 0 ||
	    find_text(doc, "data.turn", turn, err) < 0)
		return -1;
	handed->intent = uuid_from(intent);
	handed->turn = strtoll(turn, NULL, 10);
	return 0;
}

/* A command about this attempt: the same attempt asks the same. */
static int begin(const struct handed *handed, const struct msg_type *type,
		 const char *word, struct command *ret_command, struct err *err)
{
	char text[WORDS_TEXT];
	snprintf(text, sizeof(text), "%s/%" PRId64 "/%s", handed->post->delivery.text,
		 handed->post->attempts, word);
	struct uuid id = uuid_named("handed", text, NULL);
	struct command_asker asker = { handed->dealer, ACTOR };
	return command_begin_alone(handed->gateway, type, asker,
				   &(struct command_words){ &id, text }, ret_command,
				   err);
}

/* {"leave":false,"reason":"…"} or {"leave":true,"message":{…},"car":{…}}: what follows
 * the first member joins the post's own words. */
static int read_answer(struct handed *handed, const char *result, struct err *err)
{
	AUTO(json_doc) *doc = NULL;
	STRBUF_AUTO leave = strbuf_new(8);
	STRBUF_AUTO why = strbuf_new(HANDED_TEXT - 1);
	const char *says = handed->post->says;
	const char *rest = result ? strchr(result, ',') : NULL;
	if (!rest || json_doc_open(slice_of(result), HANDED_MOST, &doc, err) < 0 ||
	    json_doc_find(doc, "leave", &leave) != JSON_TRUTH)
		return err_set(err, ERR_LATER,
			       "the answer to contact.claim is no answer");
	handed->leaves = strcmp(leave.text, "true") == 0;
	if (handed->leaves) {
		strbuf_addf(&handed->says, "%.*s%s", (int)strlen(says) - 1, says, rest);
		return strbuf_check(&handed->says, err);
	}
	json_doc_find(doc, "reason", &why);
	text_copy(handed->why, sizeof(handed->why), why.text);
	return 0;
}

/* What is refused is not known there any more. */
static int read_told(struct handed *handed, enum command_end end, const struct told *told,
		     struct err *err)
{
	if (told->outcome == COMMAND_ANSWERED_OUTCOME_OK && end == COMMAND_DONE)
		return read_answer(handed, told->result, err);
	if (!told->outcome || told->outcome == COMMAND_ANSWERED_OUTCOME_OK ||
	    told->outcome == COMMAND_ANSWERED_OUTCOME_LATER)
		return err_set(err, ERR_LATER, "no answer to contact.claim");
	text_copy(handed->why, sizeof(handed->why), told->code);
	return 0;
}

static int ask(struct handed *handed, struct err *err)
{
	struct command command;
	struct told told = { 0 };
	struct err refused = { .kind = ERR_NONE };
	enum command_end end = COMMAND_PENDING;
	if (begin(handed, &contact_claim_type, "claim", &command, err) < 0)
		return -1;
	struct contact_claim msg = { COMMAND_FIELDS(&command),
				     .intent_id = handed->intent.text,
				     .connector_id = handed->post->connector.text,
				     .turn = handed->turn };
	int result = command_ask(handed->gateway, &command, &msg, &end, &told, &refused);
	if (result < 0 && !told.outcome)
		*err = refused;
	else
		result = read_told(handed, end, &told, err);
	told_done(&told);
	return result;
}

int handed_fetch(struct gateway *gateway, const struct post *post,
		 struct handed *ret_handed, struct err *err)
{
	*ret_handed = (struct handed){
		.gateway = gateway,
		.post = post,
		.says = strbuf_new(HANDED_MOST),
	};
	return read_own(ret_handed, err) < 0 ? -1 : ask(ret_handed, err);
}

static enum contact_report_status status_of(const struct post_answer *answer, bool over)
{
	if (post_is_taken(answer))
		return CONTACT_REPORT_STATUS_TAKEN;
	if (answer->lost)
		return CONTACT_REPORT_STATUS_NONE;
	return over ? CONTACT_REPORT_STATUS_FAILED : CONTACT_REPORT_STATUS_UNSENT;
}

int handed_tell(const struct handed *handed, const struct post_answer *answer, bool over,
		struct err *err)
{
	char code[24];
	struct command command;
	enum contact_report_status status = status_of(answer, over);
	if (status == CONTACT_REPORT_STATUS_NONE)
		return 0;
	if (begin(handed, &contact_report_type, "report", &command, err) < 0)
		return -1;
	snprintf(code, sizeof(code), "%d", answer->status);
	struct contact_report msg = {
		COMMAND_FIELDS(&command),
		.intent_id = handed->intent.text,
		.connector_id = handed->post->connector.text,
		.turn = handed->turn,
		.has_turn = true,
		.status = status,
		.code = code,
	};
	return command_tell(handed->gateway, &command, &msg, err);
}
