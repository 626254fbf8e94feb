/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who the other one is, what kind of transfer, when the appointment is, which cars a
 * digest names: which of it becomes a line of the facts, and how it is written.
 */
#include "notification/mail/letter_fleet.h"

#include <stdio.h>

#include "base/plate.h"
#include "notification/domain/wording.h"
#include "notification/mail/letter_data.h"

#define FLAG_TEXT  40
#define WHEN_TEXT  80
#define COUNT_TEXT 24

typedef struct notification_requested_params_appointment appointment_params;

static void set_given(struct value *object, const char *name, const char *text)
{
	if (text && *text)
		value_set_text(object, name, text);
}

static struct civil_date date_of(const char *text)
{
	struct civil_date date = NO_DATE;

	return text && civil_parse(text, &date, NULL) == 0 ? date : NO_DATE;
}

/* A section that one flag of is true: {{#transfer.driver}}. */
static void set_choice(struct value *data, const char *name, const char *word)
{
	if (word)
		value_set_bool(value_set_object(data, name), word, true);
}

static void set_expiry(const struct letter_tree *tree)
{
	const struct letter *letter = tree->letter;
	struct instant at = NO_INSTANT;
	char text[WORDING_MOMENT_TEXT];

	if (!letter->form->expires_at || !letter->zone ||
	    instant_parse(letter->form->expires_at, &at, NULL) < 0)
		return;
	letter_add_fact(
		tree->facts, "is_expiry",
		wording_moment(zone_local(letter->zone, at), letter->language, text));
}

/* "donderdag 3 december 2026 om 09:30" */
static const char *say_when(const char *date, const char *time,
			    enum greeting_language language, char ret_text[WHEN_TEXT])
{
	char day[WORDING_MOMENT_TEXT];
	const char *at = language == GREETING_NL ? "om" : "at";

	wording_day(date_of(date), language, day);
	snprintf(ret_text, WHEN_TEXT, "%s%s%s%s%.5s", day, time ? " " : "",
		 time ? at : "", time ? " " : "", time ? time : "");
	return ret_text;
}

static void set_kinds(struct value *data, const appointment_params *appointment)
{
	struct value *kinds = value_set_list(data, "kinds");
	char flag[FLAG_TEXT];

	for (size_t i = 0; i < appointment->kinds_count; i++) {
		struct value *kind = value_add_object(kinds);

		snprintf(flag, sizeof(flag), "for_%.30s",
			 wire_appointment_kind_word(appointment->kinds[i]));
		value_set_bool(kind, flag, true);
		value_set_bool(kind, "is_first", i == 0);
	}
}

/* A line of words among the facts. */
static int add_line(const struct letter_tree *tree, const char *flag, const char *name,
		    struct err *err)
{
	char file[FLAG_TEXT];

	snprintf(file, sizeof(file), "%.30s.line", name);
	if (letter_set_line(tree->templates, tree->data, "line", file, err) < 0)
		return -1;
	letter_add_fact(tree->facts, flag,
			value_text(value_member(tree->data, slice_of("line"))));
	return 0;
}

static int set_appointment(const struct letter_tree *tree, struct err *err)
{
	const struct letter *letter = tree->letter;
	const appointment_params *appointment = letter->form->appointment;
	char text[WHEN_TEXT];
	char day[WORDING_MOMENT_TEXT];

	if (!appointment)
		return 0;
	wording_day(date_of(appointment->date), letter->language, day);
	set_given(tree->data, "day", day);
	letter_add_fact(
		tree->facts, "is_appointment",
		say_when(appointment->date, appointment->time, letter->language, text));
	if (appointment->was_date)
		letter_add_fact(tree->facts, "is_was",
				say_when(appointment->was_date, appointment->was_time,
					 letter->language, text));
	set_kinds(tree->data, appointment);
	if (appointment->kinds_count > 0 && add_line(tree, "is_kinds", "kinds", err) < 0)
		return -1;
	set_choice(tree->data, "stay", wire_stay_word(appointment->stay));
	if (appointment->stay && add_line(tree, "is_stay", "stay", err) < 0)
		return -1;
	return letter_set_line(tree->templates, tree->data, "calendar", "calendar.line",
			       err);
}

static void add_note(struct value *notes, const char *flag, const char *text,
		     const struct letter *letter)
{
	char day[WORDING_DATE_TEXT];

	letter_add_fact(notes, flag, wording_date(date_of(text), letter->language, day));
}

/* "2 (€ 334,00)"; the number alone while no price is known. */
static void add_advices(struct value *notes,
			const struct notification_requested_params_car *car,
			enum greeting_language language)
{
	char money[WORDING_MONEY_TEXT];
	char text[WORDING_MONEY_TEXT + COUNT_TEXT];

	if (!car->has_advices_count || car->advices_count == 0)
		return;
	wording_money(car->advices_cents, language, money);
	snprintf(text, sizeof(text), car->has_advices_cents ? "%lld (%s)" : "%lld",
		 (long long)car->advices_count, money);
	letter_add_fact(notes, "is_advices", text);
}

static void add_car(struct value *cars, const struct letter *letter,
		    const struct notification_requested_params_car *car)
{
	struct value *item = value_add_object(cars);
	struct plate plate = plate_read(car->plate);
	struct civil_date apk = date_of(car->apk_expiry);

	value_set_text(item, "plate", plate.valid ? plate.formatted : car->plate);
	/* Set even when empty: the letter's own car would be read instead. */
	value_set_text(item, "model", car->model ? car->model : "");
	value_set_bool(item, "apk_expired",
		       civil_is_set(apk) && civil_compare(apk, letter->today) < 0);
	struct value *notes = value_set_list(item, "notes");

	add_note(notes, "is_appointment", car->appointment_date, letter);
	add_note(notes, "is_apk", car->apk_expiry, letter);
	add_note(notes, "is_due", car->due_date, letter);
	add_advices(notes, car, letter->language);
	letter_add_fact(notes, "is_driver", car->driver);
}

static void set_cars(struct value *data, const struct letter *letter)
{
	const struct notification_requested_params *form = letter->form;
	struct value *cars = value_set_list(data, "cars");
	char count[COUNT_TEXT];

	for (size_t i = 0; i < form->cars_count; i++)
		add_car(cars, letter, &form->cars[i]);
	value_set_bool(data, "has_cars", form->cars_count > 0);
	snprintf(count, sizeof(count), "%lld", (long long)form->cars_total);
	if (form->has_cars_total)
		value_set_text(data, "cars_total", count);
}

/* Who of support offered the car, and why. */
static void set_support(const struct letter_tree *tree,
			const struct notification_requested_params_support *in)
{
	set_given(value_set_object(tree->data, "support"), "reason", in->reason);
	letter_add_fact(tree->facts, "is_asked_by", in->asked_by);
	letter_add_fact(tree->facts, "is_approved_by", in->approved_by);
}

int letter_set_fleet(const struct letter_tree *tree, struct err *err)
{
	const struct notification_requested_params *form = tree->letter->form;
	struct value *data = tree->data;

	set_given(data, "person", form->person);
	set_given(data, "fleet_name", form->fleet_name);
	letter_add_fact(tree->facts, "is_fleet", form->fleet_name);
	set_choice(data, "transfer", wire_transfer_kind_word(form->transfer_kind));
	set_choice(data, "status", wire_transfer_status_word(form->transfer_status));
	set_cars(data, tree->letter);
	if (form->support)
		set_support(tree, form->support);
	if (set_appointment(tree, err) < 0)
		return -1;
	set_expiry(tree);
	return 0;
}
