/* SPDX-License-Identifier: Apache-2.0 */
/* From draft to version: freeze, compare, void, store, say, write to the customer. */
#include "inspection/form/save.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "gen/say_inspection_version_state.h"
#include "inspection/domain/letter.h"
#include "inspection/form/answer.h"
#include "inspection/form/difference.h"
#include "inspection/form/link.h"
#include "inspection/form/mail.h"
#include "msg/msg.h"

#define VERSION_BYTES ((size_t)1000000)
#define NO_HASH_16    "0000000000000000"
#define NO_HASH       NO_HASH_16 NO_HASH_16 NO_HASH_16 NO_HASH_16

static int make_paper(const struct sheet *sheet, const struct sheet_facts *facts,
		      struct paper **ret_paper, struct err *err)
{
	struct paper_request request = {
		.fields = &sheet->fields,
		.checklist = sheet->checklist,
		.saved = sheet->saved,
		.before = sheet->before,
		.shown = &facts->shown,
		.prefill = sheet->row.prefill,
		.entry = sheet->row.entry,
		.vehicle = &sheet->row.vehicle,
		.customer = &sheet->row.customer,
		.registration = &sheet->row.registration,
	};

	if (sheet_today(sheet, &request.today, err) < 0)
		return -1;
	return paper_make(&request, ret_paper, err);
}

/* SHA-256 of the form as JSON: what a customer's answer is bound to. */
static int hash_of(const struct inspection_version_state *version,
		   char ret_hash[LINK_HASH_TEXT], struct err *err)
{
	struct inspection_version_state bare = {
		.dealer = version->dealer,
		.inspection_id = version->inspection_id,
		.version_id = version->version_id,
		.number = version->number,
		.version = 1,
		.saved_at = version->saved_at,
		.saved_by = version->saved_by,
		.hash = NO_HASH,
		.form = version->form,
	};
	STRBUF_AUTO text = strbuf_new(VERSION_BYTES);

	if (msg_encode(&inspection_version_state_type, &bare, &text, err) < 0)
		return -1;
	link_digest(text.text, text.len, ret_hash);
	return 0;
}

struct saving {
	const struct save_request *request;
	const struct paper *paper;
	struct difference found;
	struct uuid version_id;
	char hash[LINK_HASH_TEXT];
	char saved_at[INSTANT_TEXT];
};

static int keep_version(struct sheet *sheet, struct saving *saving, struct err *err)
{
	struct form_row *row = &sheet->row;
	struct inspection_version_state version = {
		.dealer = sheet->dealer,
		.inspection_id = row->id.text,
		.version_id = saving->version_id.text,
		.number = row->saved_number,
		.version = 1,
		.saved_at = instant_format(row->saved_at, saving->saved_at),
		.saved_by = row->updated_by,
		.reason = saving->request->reason,
		.hash = saving->hash,
		.changes = saving->found.changes,
		.changes_count = saving->found.count,
		.form = saving->paper->form,
	};
	STRBUF_AUTO text = strbuf_new(VERSION_BYTES);
	struct version_row kept;

	if (hash_of(&version, saving->hash, err) < 0 ||
	    msg_encode(&inspection_version_state_type, &version, &text, err) < 0)
		return -1;
	kept = (struct version_row){ row->id,       row->saved_number, 1,
				     row->saved_at, saving->hash,      text.text };
	if (store_version_add(sheet->tx, sheet->dealer, &kept, err) < 0)
		return -1;
	return say_inspection_version_state(sheet->say, &version, err);
}

static void number_it(struct sheet *sheet, struct saving *saving)
{
	struct form_row *row = &sheet->row;
	char number[24];

	row->saved_number++;
	row->saved_revision = row->revision;
	row->saved_at = tx_now(sheet->tx);
	if (!instant_is_set(row->first_saved_at))
		row->first_saved_at = row->saved_at;
	snprintf(number, sizeof(number), "%" PRId64, row->saved_number);
	saving->version_id = uuid_named("inspection_version", sheet->dealer, row->id.text,
					number, NULL);
}

/* Decoded again from what was kept: the paper lends from the draft. */
static int take_saved(struct sheet *sheet, struct err *err)
{
	struct inspection_version_state *version;

	if (sheet_version(sheet->tx, sheet->dealer, &sheet->row.id,
			  sheet->row.saved_number, &version, err) < 0)
		return -1;
	if (sheet->saved)
		msg_free(&inspection_version_state_type, sheet->saved);
	sheet->saved = version;
	return 0;
}

static enum letter choose(const struct sheet *sheet, const struct saving *saving)
{
	const struct inspection_version_state_form *form = &saving->paper->form;
	struct letter_facts facts = {
		.forced = saving->request->mail,
		.has_advices = form->advices_count > 0,
		.advised_before = sheet->row.advised_number > 0,
		.mailed_before = sheet->row.mailed_number > 0,
		/* Prices that are still open promise the customer an update. */
		.wants_updates = form->send_updates || form->prices_open,
		.visible_change = !sheet->saved || saving->found.visible,
	};

	return letter_of(&facts);
}

static int send_letter(struct sheet *sheet, struct version_mail *mail,
		       struct save_result *result, struct err *err)
{
	struct inspection_version_state *mailed = NULL;
	int failed;

	if (sheet->row.mailed_number > 0 &&
	    sheet_version(sheet->tx, sheet->dealer, &sheet->row.id,
			  sheet->row.mailed_number, &mailed, err) < 0)
		return -1;
	mail->mailed = mailed ? &mailed->form : NULL;
	failed = mail_version(sheet, mail, &result->mailed, err);
	result->not_mailed = result->mailed ? NULL : "no_email";
	if (mailed)
		msg_free(&inspection_version_state_type, mailed);
	return failed;
}

static int write_letter(struct sheet *sheet, const struct saving *saving,
			struct save_result *result, struct err *err)
{
	struct version_mail mail = { .letter = choose(sheet, saving),
				     .form = &saving->paper->form };
	bool wants = saving->paper->form.send_updates || saving->paper->form.prices_open;

	result->not_mailed = wants ? "nothing_changed" : "not_asked";
	return mail.letter == LETTER_NONE ? 0 : send_letter(sheet, &mail, result, err);
}

static int freeze(struct sheet *sheet, struct saving *saving, struct save_result *result,
		  struct err *err)
{
	number_it(sheet, saving);
	if (sheet_step(sheet, STEP_SAVE, err) < 0 ||
	    keep_version(sheet, saving, err) < 0 ||
	    answers_void(sheet, &saving->paper->form, err) < 0 ||
	    write_letter(sheet, saving, result, err) < 0 || take_saved(sheet, err) < 0)
		return -1;
	result->number = sheet->row.saved_number;
	return 0;
}

/* BW 7:752: what was billed is mended in the open, with a reason. */
static int check_reason(const struct sheet *sheet, const struct save_request *request,
			struct err *err)
{
	if (!instant_is_set(sheet->row.invoiced_at) ||
	    (request->reason && request->reason[0]))
		return 0;
	return err_set_code(err, ERR_INVALID, "REASON_NEEDED",
			    "the invoice was posted: say why the form is corrected");
}

/* Written and written back: what was saved last is what stands there. */
static int save_paper(struct sheet *sheet, struct saving *saving,
		      struct save_result *result, struct err *err)
{
	if (sheet->saved)
		saving->found = difference_of(&sheet->saved->form, &saving->paper->form);
	if (sheet->saved && saving->found.count == 0) {
		sheet->row.saved_revision = sheet->row.revision;
		return saving->request->mail ? save_send(sheet, 0, result, err) : 0;
	}
	if (check_reason(sheet, saving->request, err) < 0)
		return -1;
	return freeze(sheet, saving, result, err);
}

int save_form(struct sheet *sheet, const struct save_request *request,
	      struct save_result *ret_result, struct err *err)
{
	SHEET_FACTS_AUTO facts = { .rows = NULL };
	AUTO(paper) *paper = NULL;
	struct saving saving = { .request = request };
	int failed;

	*ret_result = (struct save_result){ .number = sheet->row.saved_number,
					    .not_mailed = "nothing_changed" };
	if (sheet->row.saved_number > 0 &&
	    sheet->row.saved_revision == sheet->row.revision)
		return request->mail ? save_send(sheet, 0, ret_result, err) : 0;
	if (sheet_facts_find(sheet, &facts, err) < 0 ||
	    make_paper(sheet, &facts, &paper, err) < 0)
		return -1;
	saving.paper = paper;
	failed = save_paper(sheet, &saving, ret_result, err);
	difference_done(&saving.found);
	return failed;
}

static int check_saved(const struct sheet *sheet, struct err *err)
{
	if (sheet->row.saved_number == 0)
		return err_set_code(err, ERR_CONFLICT, "NOT_SAVED",
				    "the form was never saved: save it first");
	if (sheet->row.saved_revision != sheet->row.revision)
		return err_set_code(err, ERR_CONFLICT, "SAVE_FIRST",
				    "the draft is newer than what was saved: save first");
	return 0;
}

int save_send(struct sheet *sheet, int64_t number, struct save_result *ret_result,
	      struct err *err)
{
	struct version_mail mail = { .letter = LETTER_NONE };
	struct letter_facts facts = { .forced = true };

	*ret_result = (struct save_result){ .number = sheet->row.saved_number,
					    .not_mailed = "nothing_changed" };
	if (check_saved(sheet, err) < 0)
		return -1;
	if (number > 0 && number != sheet->row.saved_number)
		return err_set_code(err, ERR_CONFLICT, "VERSION_CONFLICT",
				    "version %" PRId64 " is newer: read it first",
				    sheet->row.saved_number);
	/* One letter per version, however often it is asked for. */
	if (sheet->row.mailed_number == sheet->row.saved_number)
		return 0;
	facts.has_advices = sheet->saved->form.advices_count > 0;
	facts.advised_before = sheet->row.advised_number > 0;
	facts.mailed_before = sheet->row.mailed_number > 0;
	mail.letter = letter_of(&facts);
	mail.form = &sheet->saved->form;
	return send_letter(sheet, &mail, ret_result, err);
}

int save_finish(struct sheet *sheet, struct err *err)
{
	const struct inspection_version_state_form *form;

	if (sheet_step(sheet, STEP_FINISH, err) < 0 || check_saved(sheet, err) < 0)
		return -1;
	form = &sheet->saved->form;
	for (size_t i = 0; i < form->points_count; i++)
		if (form->points[i].status == WIRE_POINT_STATUS_NOT_CHECKED)
			return err_set_code(err, ERR_CONFLICT, "NOT_ALL_CHECKED",
					    "point '%s' is not checked: judge it, or say "
					    "that it does not apply",
					    form->points[i].point_id);
	sheet->row.done_at = tx_now(sheet->tx);
	return 0;
}
