/* SPDX-License-Identifier: Apache-2.0 */
/* The documented shape, written and read. */
#include "notification/sms/provider.h"

#include "base/json_out.h"
#include "base/text.h"
#include "msg/json_in.h"

#define CENTS_MOST 1000000

void sms_body(const struct sms_message *message, struct strbuf *out)
{
	struct json_out json = json_out_into(out);

	json_out_open_object(&json, NULL);
	json_out_text(&json, "id", message->id);
	json_out_text(&json, "to", message->to);
	json_out_text(&json, "from", message->from);
	json_out_text(&json, "text", message->text);
	json_out_int(&json, "parts", message->size.parts);
	json_out_text(&json, "encoding", sms_encoding_name(message->size.encoding));
	json_out_close_object(&json);
}

static enum sms_verdict verdict_of(int status)
{
	if ((status >= 200 && status < 300) || status == 409)
		return SMS_TAKEN;
	if (status == 401 || status == 403 || status == 407)
		return SMS_AWAY;
	if (status == 408 || status == 425 || status == 429 || status >= 500)
		return SMS_LATER;
	return status >= 400 ? SMS_REFUSED : SMS_AWAY;
}

/* What is absent or of another kind was not said. */
static void read_members(const struct json_line *line, struct sms_answer *answer)
{
	const char *ref = NULL;
	int64_t cents = 0;

	if (json_line_text_if_any(line, "id", &ref, NULL) == 0 && ref)
		text_copy(answer->ref, sizeof(answer->ref), ref);
	answer->has_cents = json_line_int(line, "cents", &cents, NULL) == 0 &&
			    cents >= 0 && cents <= CENTS_MOST;
	answer->cents = answer->has_cents ? cents : 0;
	answer->number_dead = json_line_is_true(line, "number_dead");
}

struct sms_answer sms_answer_read(int status, struct slice body)
{
	struct sms_answer answer = { .verdict = verdict_of(status) };
	AUTO(json_line) *line = NULL;

	if (json_line_open(body, &line, NULL) == 0)
		read_members(line, &answer);
	return answer;
}
