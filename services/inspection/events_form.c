/* SPDX-License-Identifier: Apache-2.0 */
/* What inspectors and advisers do with forms. */
#include "base/json_out.h"
#include "inspection/events.h"
#include "inspection/form/answer.h"
#include "inspection/form/draft.h"
#include "inspection/form/save.h"

#define MOST_RESULT ((size_t)1000)

/* The request every command on a form makes of its own fields. */
#define REQUEST                                                                          \
	{                                                                                \
		.svc = svc, .tx = tx, .say = say, .dealer = msg->dealer,                 \
		.inspection_id = msg->inspection_id, .actor = msg->actor                 \
	}

static void answer_with(const struct sheet *sheet, struct answer *ret_answer)
{
	ret_answer->aggregate = sheet->row.id;
	ret_answer->version = sheet->row.version;
}

int inspection_close(struct sheet *sheet, struct answer *ret_answer, struct err *err)
{
	if (sheet_close(sheet, err) < 0)
		return -1;
	answer_with(sheet, ret_answer);
	return 0;
}

COMMAND(inspection_open)
{
	struct sheet_request request = REQUEST;

	ret_answer->aggregate = uuid_from(msg->inspection_id);
	return draft_open(&request, msg, &ret_answer->version, err);
}

COMMAND(inspection_edit)
{
	struct sheet_request request = REQUEST;

	ret_answer->aggregate = uuid_from(msg->inspection_id);
	return draft_edit(&request, msg, &ret_answer->version, err);
}

static int answer_result(const struct sheet *sheet, const struct save_result *result,
			 struct answer *ret_answer, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(MOST_RESULT);
	struct json_out out = json_out_into(&text);

	json_out_open_object(&out, NULL);
	json_out_int(&out, "number", result->number);
	json_out_flag(&out, "mailed", result->mailed);
	if (result->not_mailed)
		json_out_text(&out, "not_mailed", result->not_mailed);
	json_out_int(&out, "revision", sheet->row.saved_revision);
	json_out_close_object(&out);
	if (strbuf_check(&text, err) < 0)
		return -1;
	ret_answer->json = strbuf_take(&text);
	answer_with(sheet, ret_answer);
	return 0;
}

COMMAND(inspection_save)
{
	struct sheet_request request = REQUEST;
	struct save_request how = { .reason = msg->reason, .mail = msg->mail };
	SHEET_AUTO sheet = { .tx = NULL };
	struct save_result result;
	struct form_row before;

	if (sheet_open(&request, &sheet, err) < 0 ||
	    sheet_step(&sheet, STEP_EDIT, err) < 0)
		return -1;
	before = sheet.row;
	if (save_form(&sheet, &how, &result, err) < 0)
		return -1;
	/* Nothing was saved or mailed: there is nothing to say either. */
	if ((result.mailed || before.saved_revision != sheet.row.saved_revision) &&
	    sheet_close(&sheet, err) < 0)
		return -1;
	return answer_result(&sheet, &result, ret_answer, err);
}

COMMAND(inspection_send)
{
	struct sheet_request request = REQUEST;
	SHEET_AUTO sheet = { .tx = NULL };
	struct save_result result;

	if (sheet_open(&request, &sheet, err) < 0 ||
	    save_send(&sheet, msg->has_number ? msg->number : 0, &result, err) < 0)
		return -1;
	if (result.mailed && sheet_close(&sheet, err) < 0)
		return -1;
	return answer_result(&sheet, &result, ret_answer, err);
}

COMMAND(inspection_finish)
{
	struct sheet_request request = REQUEST;
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0 || save_finish(&sheet, err) < 0)
		return -1;
	return inspection_close(&sheet, ret_answer, err);
}

COMMAND(inspection_discard)
{
	struct sheet_request request = REQUEST;
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0 ||
	    sheet_step(&sheet, STEP_DISCARD, err) < 0)
		return -1;
	sheet.row.discard_reason = msg->reason;
	return inspection_close(&sheet, ret_answer, err);
}

COMMAND(inspection_answer)
{
	struct sheet_request request = REQUEST;
	SHEET_AUTO sheet = { .tx = NULL };

	if (sheet_open(&request, &sheet, err) < 0 || answers_give(&sheet, msg, err) < 0)
		return -1;
	return inspection_close(&sheet, ret_answer, err);
}
