/* SPDX-License-Identifier: Apache-2.0 */
/* inspection.state: everything that is known of a form, in one message. */
#include <string.h>

#include "gen/say_inspection_state.h"
#include "inspection/form/carry.h"
#include "inspection/form/sheet.h"
#include "inspection/form/wear.h"

#define STAMPS       10
#define MOST_ANSWERS 100

/* What the message points to while it is said. */
struct telling {
	struct inspection_state msg;
	char stamps[STAMPS][INSTANT_TEXT];
	size_t stamps_count;
	char link_expires[INSTANT_TEXT], wish_at[INSTANT_TEXT];
	struct inspection_state_link link;
	struct inspection_state_wish wish;
	struct inspection_state_field *fields;
	struct inspection_state_field_other *others;
	struct rows *answer_rows;
	struct inspection_state_answer *answers;
	struct answer_row *said;
	char (*answer_at)[INSTANT_TEXT];
	struct inspection_state_shown shown[3];
};

static void telling_done(struct telling *to)
{
	mem_free(to->fields);
	mem_free(to->others);
	mem_free(to->answers);
	mem_free(to->said);
	mem_free(to->answer_at);
	rows_free(to->answer_rows);
}

static const char *stamp(struct telling *to, struct instant at)
{
	if (!instant_is_set(at))
		return NULL;
	return instant_format(at, to->stamps[to->stamps_count++]);
}

static const char *id_or_null(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static bool is_yes(const char *word)
{
	return word && strcmp(word, "yes") == 0;
}

static void tell_who(const struct sheet *sheet, struct inspection_state *msg)
{
	const struct form_row *row = &sheet->row;
	const char *name = sheet_value(sheet, "customer/name");

	msg->dealer = sheet->dealer;
	msg->inspection_id = row->id.text;
	msg->version = row->version;
	msg->revision = row->revision;
	msg->status = wire_form_status_of(progress_name(row->progress));
	msg->entry = wire_form_entry_of(row->entry);
	msg->prefill = wire_form_prefill_of(row->prefill);
	msg->checklist_id = row->checklist.text;
	msg->checklist_version = row->checklist_version;
	msg->vehicle_id = id_or_null(&row->vehicle);
	msg->customer_id = id_or_null(&row->customer);
	msg->registration_id = id_or_null(&row->registration);
	msg->plate = sheet_value(sheet, "vehicle/plate");
	msg->make = sheet_value(sheet, "vehicle/make");
	msg->model = sheet_value(sheet, "vehicle/model");
	msg->customer_name = name ? name : sheet_value(sheet, "customer/company");
	msg->inspector = sheet_value(sheet, "head/inspector");
	msg->inspection_date = sheet_value(sheet, "head/inspection_date");
	msg->send_updates = is_yes(sheet_value(sheet, "head/send_updates"));
	msg->prices_open = is_yes(sheet_value(sheet, "head/prices_open"));
}

static void tell_steps(const struct sheet *sheet, struct telling *to)
{
	const struct form_row *row = &sheet->row;
	struct inspection_state *msg = &to->msg;

	msg->opened_on = stamp(to, row->opened_on);
	msg->opened_by = row->opened_by;
	msg->updated_at = stamp(to, row->updated_at);
	msg->updated_by = row->updated_by;
	msg->has_saved_number = msg->has_saved_revision = row->saved_number > 0;
	msg->saved_number = row->saved_number;
	msg->saved_revision = row->saved_revision;
	msg->saved_at = stamp(to, row->saved_at);
	msg->first_saved_at = stamp(to, row->first_saved_at);
	msg->has_mailed_number = row->mailed_number > 0;
	msg->mailed_number = row->mailed_number;
	msg->mailed_at = stamp(to, row->mailed_at);
	msg->opened_at = stamp(to, row->seen_at);
	msg->answered_at = stamp(to, row->answered_at);
	msg->done_at = stamp(to, row->done_at);
	msg->invoiced_at = stamp(to, row->invoiced_at);
	msg->has_over_estimate = row->has_over_estimate;
	msg->over_estimate = row->over_estimate;
}

static void tell_customer_side(const struct sheet *sheet, struct telling *to)
{
	const struct form_row *row = &sheet->row;

	if (row->link_hash) {
		to->link = (struct inspection_state_link){
			.hash = row->link_hash,
			.expires_at =
				instant_format(row->link_expires_at, to->link_expires),
		};
		to->msg.link = &to->link;
	}
	if (!instant_is_set(row->wish_at))
		return;
	to->wish = (struct inspection_state_wish){
		.at = instant_format(row->wish_at, to->wish_at),
		.days = row->wish_days,
		.part = inspection_state_wish_part_of(row->wish_part ? row->wish_part
								     : ""),
		.stay = inspection_state_wish_stay_of(row->wish_stay ? row->wish_stay
								     : ""),
		.remarks = row->wish_remarks,
	};
	to->msg.wish = &to->wish;
}

static void tell_fields(const struct sheet *sheet, struct telling *to)
{
	const struct field_set *set = &sheet->fields;

	to->fields = mem_alloc((set->count + 1) * sizeof(*to->fields));
	to->others = mem_alloc((set->count + 1) * sizeof(*to->others));
	for (size_t i = 0; i < set->count; i++) {
		const struct field *field = &set->rows[i];

		to->others[i] = (struct inspection_state_field_other){
			.value = field->other,
			.device = field->other_device,
			.revision = field->other_revision,
		};
		to->fields[i] = (struct inspection_state_field){
			.path = field->path,
			.value = field->value,
			.device = field->device,
			.revision = field->revision,
			.other = field->other ? &to->others[i] : NULL,
		};
	}
	to->msg.fields = to->fields;
	to->msg.fields_count = set->count;
}

static void tell_saved(const struct sheet *sheet, struct inspection_state *msg)
{
	msg->has_points_total = msg->has_checked_total = true;
	msg->points_total = (int64_t)sheet->checklist->points_count;
	msg->checked_total = (int64_t)paper_checked(&sheet->fields, sheet->checklist);
	if (!sheet->saved)
		return;
	msg->advices = sheet->saved->form.advices;
	msg->advices_count = sheet->saved->form.advices_count;
	msg->has_total_cents = msg->has_follows_count = true;
	msg->total_cents = sheet->saved->form.total_cents;
	msg->follows_count = sheet->saved->form.follows_count;
}

static struct inspection_state_answer tell_answer(const struct answer_row *row,
						  char at[INSTANT_TEXT])
{
	return (struct inspection_state_answer){
		.advice_id = row->advice.text,
		.answer = wire_line_answer_of(row->answer),
		.number = row->number,
		.at = instant_format(row->at, at),
		.by = inspection_state_answer_by_of(row->by),
		.actor = row->actor,
		.reason = row->reason,
		.price_cents = row->price_cents,
		.has_price_cents = row->has_price,
		.voided =
			inspection_state_answer_voided_of(row->voided ? row->voided : ""),
	};
}

/* At most 100 advices have lines; of more answers those to lines taken off stay untold.
 */
static bool is_told(const struct answer_row *said, size_t count)
{
	return count <= MOST_ANSWERS || !said->voided ||
	       strcmp(said->voided, "withdrawn") != 0;
}

static int tell_answers(const struct sheet *sheet, struct telling *to, struct err *err)
{
	size_t count;

	if (store_answers_of(sheet->tx, sheet->dealer, &sheet->row.id, &to->answer_rows,
			     err) < 0)
		return -1;
	count = rows_count(to->answer_rows);
	to->answers = mem_alloc((count + 1) * sizeof(*to->answers));
	to->said = mem_alloc((count + 1) * sizeof(*to->said));
	to->answer_at = mem_alloc((count + 1) * sizeof(*to->answer_at));
	to->msg.answers = to->answers;
	for (size_t i = 0; i < count; i++) {
		size_t at = to->msg.answers_count;

		to->said[at] = store_answer_read(to->answer_rows, i);
		if (!is_told(&to->said[at], count))
			continue;
		to->answers[at] = tell_answer(&to->said[at], to->answer_at[at]);
		to->msg.answers_count++;
	}
	return 0;
}

static void tell_facts(const struct sheet_facts *facts, struct telling *to)
{
	const struct shown_list *list = &facts->shown;

	for (size_t i = 0; i < list->count; i++)
		to->shown[i] = (struct inspection_state_shown){
			.kind = inspection_state_shown_kind_of(
				inspection_version_state_form_shown_kind_word(
					list->rows[i].kind)),
			.date = list->rows[i].date,
			.overdue = list->rows[i].overdue,
			.has_overdue = list->rows[i].has_overdue,
		};
	to->msg.shown = to->shown;
	to->msg.shown_count = list->count;
	to->msg.recalls = list->recalls;
	to->msg.recalls_count = list->recalls_count;
}

/* What the customer said to the last form is read where it stands. */
static int find_carry(const struct sheet *sheet, struct carry *ret_carry, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct answer_row *said;
	struct carry_answer *answers;
	size_t count;

	*ret_carry = (struct carry){ .carried_count = 0 };
	if (!sheet->before)
		return 0;
	if (store_answers_of(sheet->tx, sheet->dealer, &sheet->row.before, &rows, err) <
	    0)
		return -1;
	count = rows_count(rows);
	said = mem_alloc((count + 1) * sizeof(*said));
	answers = mem_alloc((count + 1) * sizeof(*answers));
	for (size_t i = 0; i < count; i++) {
		said[i] = store_answer_read(rows, i);
		answers[i] = (struct carry_answer){ said[i].advice.text,
						    wire_line_answer_of(said[i].answer) };
	}
	*ret_carry = carry_of(sheet->before, answers, count);
	mem_free(said);
	mem_free(answers);
	return 0;
}

static int tell(struct sheet *sheet, struct telling *to, struct err *err)
{
	SHEET_FACTS_AUTO facts = { .rows = NULL };
	CARRY_AUTO carry = { .carried_count = 0 };
	WEAR_AUTO wear = wear_of(sheet->saved, sheet->before, sheet->checklist);

	tell_who(sheet, &to->msg);
	tell_steps(sheet, to);
	tell_customer_side(sheet, to);
	tell_fields(sheet, to);
	tell_saved(sheet, &to->msg);
	if (tell_answers(sheet, to, err) < 0 ||
	    sheet_facts_find(sheet, &facts, err) < 0 ||
	    find_carry(sheet, &carry, err) < 0)
		return -1;
	tell_facts(&facts, to);
	to->msg.carried = carry.carried;
	to->msg.carried_count = carry.carried_count;
	to->msg.previous = carry.previous;
	to->msg.previous_count = carry.previous_count;
	to->msg.wear = wear.rows;
	to->msg.wear_count = wear.count;
	return say_inspection_state(sheet->say, &to->msg, err);
}

int sheet_say(struct sheet *sheet, struct err *err)
{
	struct telling to = { .stamps_count = 0 };
	int failed = tell(sheet, &to, err);

	telling_done(&to);
	return failed;
}
