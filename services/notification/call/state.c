/* SPDX-License-Identifier: Apache-2.0 */
/*
 * call_task.state: while the call is to be made, what the adviser needs for it.
 */
#include <string.h>

#include "gen/say_call_task_state.h"
#include "notification/call/call.h"
#include "notification/channel/round.h"
#include "notification/domain/script.h"
#include "notification/domain/wording.h"
#include "notification/mail/letter_form.h"
#include "notification/mail/letter_household.h"
#include "notification/print/print.h"

#define CALLS_MAX   20
#define NAME_MAX    ((size_t)600)
#define SCRIPT_MAX  ((size_t)12000)
#define REASONS_MAX 10

struct told {
	struct call_task_state state;
	struct rows *facts;
	struct rows *made;
	struct contact contact;
	struct strbuf name;
	struct strbuf car;
	struct strbuf make;
	struct strbuf model;
	struct strbuf script;
	struct call_task_state_call calls[CALLS_MAX];
	enum wire_reason_kind reasons[REASONS_MAX];
	char moments[3 + CALLS_MAX][INSTANT_TEXT];
	char days[3][CIVIL_TEXT];
};

static void told_done(struct told *told)
{
	rows_free(told->facts);
	rows_free(told->made);
	strbuf_done(&told->name);
	strbuf_done(&told->car);
	strbuf_done(&told->make);
	strbuf_done(&told->model);
	strbuf_done(&told->script);
}

static const char *day(struct civil_date date, char text[CIVIL_TEXT])
{
	return civil_is_set(date) ? civil_format(date, text) : NULL;
}

static const char *given(const char *text)
{
	return text && *text ? text : NULL;
}

static const char *uuid_or_null(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static void set_calls(struct told *told, bool personal)
{
	size_t count = rows_count(told->made);

	for (size_t i = 0; i < count && i < CALLS_MAX; i++) {
		size_t row = count - 1 - i;

		told->calls[i] = (struct call_task_state_call){
			.at = instant_format(row_instant(told->made, row, 0),
					     told->moments[3 + i]),
			.actor = row_text(told->made, row, 1),
			.outcome = wire_call_outcome_of(row_text(told->made, row, 2)),
			.remark = personal ? row_text(told->made, row, 3) : NULL,
		};
	}
	told->state.calls = told->calls;
	told->state.calls_count = count;
}

/* The garage's own script is about what a car needs; a campaign has words of its own. */
static const char *own_script(const struct contact *contact)
{
	const struct notification_requested_params *form = contact->letter.form;

	return form && given(form->text) ? NULL : given(contact->terms.phone_script);
}

/* The garage's own script, else ours. */
int call_script(const struct notification *svc, const struct contact *contact,
		const struct call_names *names, struct strbuf *out, struct err *err)
{
	const struct letter *letter = &contact->letter;
	const char *words = own_script(contact);
	STRBUF_AUTO preset = strbuf_new(SCRIPT_MAX);
	STRBUF_AUTO cars = strbuf_new(SCRIPT_MAX);
	STRBUF_AUTO plates = strbuf_new(SCRIPT_MAX);
	char dates[3][WORDING_DATE_TEXT];
	char amount[WORDING_MONEY_TEXT];
	bool several = letter_is_household(letter);

	letter_car_words(letter, &cars);
	letter_plate_words(letter, &plates);
	struct script_facts facts = {
		.customer = names->customer,
		.car = several ? cars.text : names->car,
		.plate = plates.text,
		.garage = letter->garage.name,
		.apk = wording_date(letter->apk_expiry, letter->language, dates[0]),
		.service = wording_date(letter->due_date, letter->language, dates[1]),
		.last_visit =
			wording_date(letter->last_visit, letter->language, dates[2]),
		.amount = contact->cents ? wording_money(contact->cents, letter->language,
							 amount)
					 : NULL,
	};

	if (!words) {
		if (letter_script(&svc->writer, letter, &preset, err) < 0)
			return -1;
		words = preset.text;
	}
	script_fill(words, &facts, out);
	return strbuf_check(out, err);
}

static void set_reasons(struct told *told)
{
	const struct letter *letter = &told->contact.letter;
	size_t count = 0;

	for (size_t i = 0; i < letter->reasons_count && count < REASONS_MAX; i++) {
		told->reasons[count] = wire_reason_kind_of(letter->reasons[i]);
		count += told->reasons[count] != WIRE_REASON_KIND_NONE;
	}
	told->state.reason_kinds = told->reasons;
	told->state.reason_kinds_count = count;
}

static void set_car(struct told *told)
{
	const struct letter *letter = &told->contact.letter;

	wording_make(letter->make ? letter->make : "", &told->make);
	wording_make(letter->model ? letter->model : "", &told->model);
	strbuf_addf(&told->car, "%s%s%s", told->make.text,
		    told->make.len && told->model.len ? " " : "", told->model.text);
	told->state.vehicle_id = uuid_or_null(&letter->vehicle);
	told->state.make = given(told->make.text);
	told->state.model = given(told->model.text);
	told->state.due_date = day(letter->due_date, told->days[0]);
	told->state.apk_expiry = day(letter->apk_expiry, told->days[1]);
	told->state.last_visit_date = day(letter->last_visit, told->days[2]);
	told->state.cents = told->contact.cents;
	told->state.has_cents = told->contact.cents > 0;
	set_reasons(told);
}

static int write_script(const struct notification *svc, struct told *told,
			struct err *err)
{
	const struct call_names names = { told->name.text, told->car.text };
	struct notification_requested_params *form = NULL;

	if (letter_form_read(told->contact.form, &form, err) < 0)
		return -1;
	told->contact.letter.form = form;
	int failed = call_script(svc, &told->contact, &names, &told->script, err);

	told->contact.letter.form = NULL;
	letter_form_free(form);
	return failed;
}

/* What the adviser needs to call; nothing of it is said once the task is closed. */
static int set_person(const struct notification *svc, struct told *told, struct err *err)
{
	const struct contact *contact = &told->contact;
	struct call_task_state *state = &told->state;

	greeting_full_name(&contact->letter.person, &told->name);
	state->name = given(told->name.text);
	state->phone =
		given(contact->to.mobile) ? contact->to.mobile : given(contact->to.phone);
	state->plate = given(contact->letter.plate);
	if (write_script(svc, told, err) < 0)
		return -1;
	state->script = given(told->script.text);
	return 0;
}

static int load(const struct notification *svc, struct tx *tx,
		const struct call_task *task, struct told *told, struct err *err)
{
	const char *id = task->id.text;

	if (store_round_facts(tx, &id, 1, &told->facts, err) < 0 ||
	    store_calls_made(tx, &task->id, &told->made, err) < 0)
		return -1;
	if (rows_count(told->facts) == 0)
		return 0;
	told->contact = store_contact_read(told->facts, 0);
	if (round_complete(svc, tx, &told->contact, 1, err) < 0)
		return -1;
	contact_split_reasons(&told->contact);
	set_car(told);
	told->state.proposal_id = uuid_or_null(&told->contact.proposal);
	told->state.campaign_id = given(told->contact.campaign_id);
	return 0;
}

static void set_task(struct told *told, const struct call_task *task)
{
	struct call_task_state *state = &told->state;

	state->dealer = task->dealer;
	state->task_id = task->id.text;
	state->customer_id = task->customer;
	state->status = call_task_state_status_of(task->status);
	state->attempts = task->attempts;
	state->not_before = instant_format(task->call_from, told->moments[0]);
	state->not_after = instant_format(task->not_after, told->moments[1]);
	state->claimed_by = task->claimed_by;
	if (task->claimed_by)
		state->claimed_until =
			instant_format(task->claimed_until, told->moments[2]);
	state->reason = task->reason;
}

static int say_it(const struct notification *svc, struct tx *tx,
		  const struct call_task *task, struct told *told, struct outbox *say,
		  struct err *err)
{
	bool personal = strcmp(task->status, "closed") != 0;

	if (load(svc, tx, task, told, err) < 0)
		return -1;
	if (personal && rows_count(told->facts) > 0 && set_person(svc, told, err) < 0)
		return -1;
	set_task(told, task);
	set_calls(told, personal);
	if (store_call_version(tx, &task->id, &told->state.version, err) < 0)
		return -1;
	return say_call_task_state(say, &told->state, err);
}

int call_say(const struct notification *svc, struct tx *tx, const struct uuid *id,
	     struct outbox *say, int64_t *ret_version, struct err *err)
{
	struct call_task task;
	AUTO(rows) *rows = NULL;

	if (store_call_load(tx, id, &rows, &task, err) < 0)
		return -1;
	struct told *told = mem_alloc(sizeof(*told));

	told->name = strbuf_new(NAME_MAX);
	told->car = strbuf_new(2 * NAME_MAX);
	told->make = strbuf_new(NAME_MAX);
	told->model = strbuf_new(NAME_MAX);
	told->script = strbuf_new(SCRIPT_MAX);
	int failed = say_it(svc, tx, &task, told, say, err);

	if (failed == 0 && ret_version)
		*ret_version = told->state.version;
	told_done(told);
	mem_free(told);
	return failed;
}
