/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a calendar shows of an appointment: the garage and the car as its title, what for,
 * where, and the page to move it. The garage invites, whoever gets the letter comes.
 */
#include "notification/mail/letter_calendar.h"

#include "notification/mail/letter_data.h"
#include "text/calendar_file.h"

#define PLACE_TEXT 1000
#define FILE_NAME  "afspraak.ics"

static const char *text_of(const struct value *data, const char *name)
{
	return value_text(value_member(data, slice_of(name)));
}

static void add_place(struct strbuf *out, const char *between, const char *part)
{
	if (!part || !*part)
		return;
	strbuf_add(out, out->len > 0 ? between : "");
	strbuf_add(out, part);
}

static void write_place(const struct letter_garage *garage, struct strbuf *out)
{
	add_place(out, ", ", garage->name);
	add_place(out, ", ", garage->street);
	add_place(out, ", ", garage->postcode);
	add_place(out, garage->postcode ? " " : ", ", garage->city);
}

static int write_event(const struct letter *letter, const struct value *data,
		       const char *attendee, struct strbuf *out, struct err *err)
{
	const struct notification_requested_params_appointment *appointment =
		letter->form->appointment;
	STRBUF_AUTO place = strbuf_new(PLACE_TEXT);
	struct calendar_event event = {
		.method = appointment->cancelled ? CALENDAR_CANCEL : CALENDAR_REQUEST,
		.uid = appointment->appointment_id,
		.sequence = appointment->sequence,
		.stamp = letter->now,
		.minutes = appointment->minutes,
		.summary = text_of(data, "calendar"),
		.description = text_of(data, "page_url"),
		.url = text_of(data, "page_url"),
		.organizer = { letter->garage.sender_name, letter->garage.sender_email },
		.attendee = { attendee, letter->email },
	};

	if (instant_parse(appointment->starts_at, &event.starts, err) < 0)
		return -1;
	write_place(&letter->garage, &place);
	event.location = place.text;
	return calendar_write(&event, out, err);
}

int letter_calendar_mail(const struct letter *letter, const struct value *data,
			 struct mail *mail, struct strbuf *out, struct err *err)
{
	STRBUF_AUTO file = strbuf_new(CALENDAR_FILE_MAX);
	struct mail_calendar calendar = { .name = FILE_NAME };
	const struct notification_requested_params *form = letter->form;

	if (!form || !form->appointment)
		return mail_write(mail, out, err);
	if (write_event(letter, data, mail->to.name, &file, err) < 0)
		return -1;
	calendar.method = calendar_method_name(
		form->appointment->cancelled ? CALENDAR_CANCEL : CALENDAR_REQUEST);
	calendar.text = file.text;
	mail->calendar = &calendar;
	int failed = mail_write(mail, out, err);

	mail->calendar = NULL;
	return failed;
}
