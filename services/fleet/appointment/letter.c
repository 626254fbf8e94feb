/* SPDX-License-Identifier: Apache-2.0 */
/* What is in a letter about an appointment, and until when it is worth sending. */
#include "fleet/appointment/letter.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/opening.h"
#include "base/plate.h"
#include "fleet/appointment/tell.h"
#include "gen/say_notification_requested.h"

#define DAY_SECONDS INT64_C(86400)
#define PLATE_MOST  20

static const char *const TEMPLATES[] = {
	[APPOINTMENT_CONFIRMED] = "appointment_confirmed",
	[APPOINTMENT_MOVED] = "appointment_moved",
	[APPOINTMENT_CANCELLED] = "appointment_cancelled",
	[APPOINTMENT_REMINDER] = "appointment_reminder",
};

/* A request and what it points to. */
struct letter {
	struct notification_requested msg;
	struct notification_requested_params params;
	struct notification_requested_params_appointment appointment;
	struct notification_requested_recipient recipient;
	enum wire_appointment_kind kinds[APPOINTMENT_KINDS_MAX];
	struct uuid intent, customer;
	char date[CIVIL_TEXT], was_date[CIVIL_TEXT];
	char time[WALL_TIME_TEXT], was_time[WALL_TIME_TEXT];
	char starts_at[INSTANT_TEXT], not_before[INSTANT_TEXT], not_after[INSTANT_TEXT];
	char plate[PLATE_TEXT];
	struct link link;
};

struct link appointment_link(const struct fleet *svc, const char *dealer,
			     const struct uuid *id)
{
	char what[128];

	snprintf(what, sizeof(what), "appointment|%s|%s", dealer, id->text);
	return link_sign(svc->keys, "/afspraak/", what);
}

static void fill_appointment(const struct appointment_mail *mail, struct letter *letter)
{
	const struct appointment_row *row = mail->row;
	bool cancelled = mail->letter == APPOINTMENT_CANCELLED;

	letter->appointment = (struct notification_requested_params_appointment){
		.appointment_id = row->id.text,
		.date = civil_format(row->date, letter->date),
		.time = wall_time_format((int)row->minute, letter->time),
		.starts_at = instant_format(row->starts_at, letter->starts_at),
		.minutes = row->minutes,
		.sequence = row->sequence,
		.kinds = letter->kinds,
		.kinds_count = appointment_kinds_read(row->kinds, letter->kinds),
		.stay = wire_stay_of(row->stay ? row->stay : ""),
		.cancelled = cancelled,
		.has_cancelled = cancelled,
	};
	if (!civil_is_set(mail->was_date))
		return;
	letter->appointment.was_date = civil_format(mail->was_date, letter->was_date);
	letter->appointment.was_time =
		wall_time_format((int)mail->was_minute, letter->was_time);
}

static const char *shown_plate(const char *plate, char ret_text[PLATE_TEXT])
{
	if (!plate)
		return NULL;
	snprintf(ret_text, PLATE_TEXT, "%s", plate_read(plate).formatted);
	return ret_text[0] && strlen(ret_text) <= PLATE_MOST ? ret_text : plate;
}

static void fill_params(const struct appointment_mail *mail, struct letter *letter)
{
	const struct appointment_row *row = mail->row;

	letter->link = appointment_link(mail->svc, mail->dealer, &row->id);
	letter->params = (struct notification_requested_params){
		.plate = shown_plate(row->plate, letter->plate),
		.make = row->make,
		.model = row->model,
		.link = row->link_hash ? letter->link.path : NULL,
		.appointment = &letter->appointment,
	};
}

/* Who is not the garage's customer has an id of their own, or the appointment's. */
static void fill_person(const struct appointment_mail *mail, struct letter *letter)
{
	const struct appointment_row *row = mail->row;

	letter->customer = row->customer;
	if (!uuid_is_set(&letter->customer))
		letter->customer = row->party;
	if (!uuid_is_set(&letter->customer))
		letter->customer = uuid_named("appointment_customer", mail->dealer,
					      row->id.text, NULL);
	letter->msg.customer_id = letter->customer.text;
	if (!row->email)
		return;
	letter->recipient = (struct notification_requested_recipient){
		.email = row->email,
		.name = row->name,
	};
	letter->msg.recipient = &letter->recipient;
	letter->msg.language = wire_language_of(row->language ? row->language : "");
}

/* What is said of an appointment is stale once the car should be there. */
static void fill_times(const struct appointment_mail *mail, struct letter *letter)
{
	int64_t days = mail->svc->knobs->letter_days;
	struct instant last = instant_add_seconds(mail->now, days * DAY_SECONDS);

	if (instant_compare(mail->row->starts_at, mail->now) > 0 &&
	    instant_compare(mail->row->starts_at, last) < 0)
		last = mail->row->starts_at;
	letter->msg.not_before = instant_format(mail->now, letter->not_before);
	letter->msg.not_after = instant_format(last, letter->not_after);
}

static void fill(const struct appointment_mail *mail, struct letter *letter)
{
	const struct appointment_row *row = mail->row;
	const char *template = TEMPLATES[mail->letter];
	char version[24];

	snprintf(version, sizeof(version), "%" PRId64, row->version);
	letter->intent =
		uuid_named("intent", mail->dealer, row->id.text, template, version, NULL);
	letter->msg = (struct notification_requested){
		.intent_id = letter->intent.text,
		.dealer = mail->dealer,
		.vehicle_id = uuid_is_set(&row->vehicle) ? row->vehicle.text : NULL,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = template,
		.channel = WIRE_CHANNEL_EMAIL,
		.params = &letter->params,
	};
	fill_appointment(mail, letter);
	fill_params(mail, letter);
	fill_person(mail, letter);
	fill_times(mail, letter);
}

int appointment_write(const struct appointment_mail *mail, struct outbox *say,
		      struct err *err)
{
	struct letter *letter;
	int failed;

	if (!mail->row->email && !uuid_is_set(&mail->row->customer))
		return 0;
	letter = mem_alloc(sizeof(*letter));
	fill(mail, letter);
	failed = say_notification_requested(say, &letter->msg, err);
	mem_free(letter);
	return failed;
}
