/* SPDX-License-Identifier: Apache-2.0 */
/* Answers are rows that are only added; the newest of an advice counts. */
#include "inspection/form/answer.h"

#include <string.h>

#include "inspection/domain/approval.h"
#include "inspection/domain/price.h"
#include "inspection/form/mail.h"
#include "inspection/form/paper.h"
#include "msg/msg.h"

static struct offer offer_of(const struct wire_advice_line *line)
{
	return (struct offer){
		.text = line->text,
		.quantity = line->quantity,
		.price_kind = wire_price_kind_word(line->price_kind),
		.has_price = line->has_unit_price_cents,
		.unit_price_cents = line->unit_price_cents,
	};
}

static enum standing standing_of(const struct wire_advice_line *before,
				 const struct wire_advice_line *now)
{
	struct offer was = offer_of(before), is = offer_of(now);

	return approval_after(&was, &is);
}

static int line_changed(const char *advice_id, struct err *err)
{
	return err_set_code(err, ERR_CONFLICT, "LINE_CHANGED",
			    "advice %s is not what was read: read the newest version",
			    advice_id);
}

static int check_line(const struct sheet *sheet,
		      const struct inspection_version_state *read, const char *advice_id,
		      struct err *err)
{
	const struct wire_advice_line *was = paper_line(&read->form, advice_id);
	const struct wire_advice_line *now = paper_line(&sheet->saved->form, advice_id);

	if (!was)
		return err_set_code(err, ERR_ABSENT, "NO_SUCH_ADVICE",
				    "version %lld has no advice %s",
				    (long long)read->number, advice_id);
	if (!now || standing_of(was, now) != STANDING_HOLDS)
		return line_changed(advice_id, err);
	return 0;
}

static int keep_line(struct sheet *sheet, const struct inspection_answer *msg,
		     const struct inspection_version_state *read, size_t i,
		     struct err *err)
{
	const struct inspection_answer_line *line = &msg->lines[i];
	const struct wire_advice_line *now;
	struct answer_row row = {
		.form = sheet->row.id,
		.advice = uuid_from(line->advice_id),
		.answer = wire_line_answer_word(line->answer),
		.number = msg->number,
		.version_hash = read->hash,
		.by = inspection_answer_by_word(msg->by),
		.actor = msg->actor,
		.reason = line->reason && line->reason[0] ? line->reason : msg->reason,
		.evidence = msg->evidence,
		.command = uuid_from(msg->command_id),
	};

	if (check_line(sheet, read, line->advice_id, err) < 0 ||
	    instant_parse(msg->received_at, &row.at, err) < 0)
		return -1;
	now = paper_line(&sheet->saved->form, line->advice_id);
	row.has_price = now->has_line_cents;
	row.price_cents = now->line_cents;
	return store_answer_add(sheet->tx, sheet->dealer, &row, err);
}

static int check_way(const struct sheet *sheet, const struct inspection_answer *msg,
		     struct err *err)
{
	struct instant at;

	if (msg->by != INSPECTION_ANSWER_BY_LINK) {
		if (msg->reason && msg->reason[0])
			return 0;
		return err_set_code(err, ERR_INVALID, "REASON_NEEDED",
				    "write down who was spoken to and what was said");
	}
	if (instant_parse(msg->received_at, &at, err) < 0)
		return -1;
	if (sheet->row.link_hash && instant_compare(at, sheet->row.link_expires_at) < 0)
		return 0;
	return err_set_code(err, ERR_DENIED, "LINK_EXPIRED",
			    "the link has expired: ask the garage for a new one");
}

static bool is_twice(const struct inspection_answer *msg, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (strcmp(msg->lines[k].advice_id, msg->lines[i].advice_id) == 0)
			return true;
	return false;
}

static int keep_lines(struct sheet *sheet, const struct inspection_answer *msg,
		      struct err *err)
{
	struct inspection_version_state *read;
	int failed = 0;

	if (sheet_version(sheet->tx, sheet->dealer, &sheet->row.id, msg->number, &read,
			  err) < 0)
		return -1;
	for (size_t i = 0; i < msg->lines_count && !failed; i++)
		failed = is_twice(msg, i)
				 ? err_set_code(err, ERR_INVALID, "ANSWERED_TWICE",
						"/lines/%zu answers an advice again", i)
				 : keep_line(sheet, msg, read, i, err);
	msg_free(&inspection_version_state_type, read);
	return failed;
}

int answers_give(struct sheet *sheet, const struct inspection_answer *msg,
		 struct err *err)
{
	if (sheet_step(sheet, STEP_ANSWER, err) < 0 || check_way(sheet, msg, err) < 0)
		return -1;
	if (msg->lines_count == 0)
		return err_set_code(err, ERR_INVALID, "NO_ANSWERS",
				    "/lines is empty: answer at least one advice");
	if (keep_lines(sheet, msg, err) < 0 ||
	    instant_parse(msg->received_at, &sheet->row.answered_at, err) < 0)
		return -1;
	if (msg->by != INSPECTION_ANSWER_BY_LINK)
		return 0;
	return mail_answers(sheet, msg->command_id, err);
}

/* Why an answer holds no longer; NULL when it does. */
static const char *broken_by(const struct answer_row *said,
			     const struct inspection_version_state_form *before,
			     const struct inspection_version_state_form *now)
{
	const struct wire_advice_line *was = paper_line(before, said->advice.text);
	const struct wire_advice_line *is = paper_line(now, said->advice.text);

	if (!is)
		return "withdrawn";
	if (strcmp(said->answer, "approve") != 0 || !was)
		return NULL;
	switch (standing_of(was, is)) {
	case STANDING_PRICE_RISE:
		return "price_rise";
	case STANDING_TEXT_CHANGE:
		return "text_change";
	case STANDING_HOLDS:
		break;
	}
	return NULL;
}

int answers_void(struct sheet *sheet, const struct inspection_version_state_form *now,
		 struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (!sheet->saved)
		return 0;
	if (store_answers_of(sheet->tx, sheet->dealer, &sheet->row.id, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct answer_row said = store_answer_read(rows, i);

		if (said.voided)
			continue;
		said.voided = broken_by(&said, &sheet->saved->form, now);
		if (said.voided &&
		    store_answer_void(sheet->tx, sheet->dealer, &said, err) < 0)
			return -1;
	}
	return 0;
}

static int add_approved(const struct wire_advice_line *line, struct approved *to,
			struct err *err)
{
	int64_t net;

	if (!line->has_line_cents) {
		to->has_open = true;
		return 0;
	}
	if (price_without_vat(line->line_cents, line->vat_percent, &net, err) < 0)
		return -1;
	to->cents += net;
	return 0;
}

int answers_approved(const struct sheet *sheet, struct approved *ret_approved,
		     struct err *err)
{
	AUTO(rows) *rows = NULL;

	*ret_approved = (struct approved){ .cents = 0 };
	if (store_answers_of(sheet->tx, sheet->dealer, &sheet->row.id, &rows, err) < 0)
		return -1;
	for (size_t i = 0; sheet->saved && i < rows_count(rows); i++) {
		struct answer_row said = store_answer_read(rows, i);
		const struct wire_advice_line *line =
			paper_line(&sheet->saved->form, said.advice.text);

		if (said.voided || strcmp(said.answer, "approve") != 0 || !line)
			continue;
		if (add_approved(line, ret_approved, err) < 0)
			return -1;
	}
	return 0;
}
