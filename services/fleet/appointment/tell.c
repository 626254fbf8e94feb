/* SPDX-License-Identifier: Apache-2.0 */
/* Everything that is known of an appointment, in one message. */
#include "fleet/appointment/tell.h"

#include <string.h>

#include "base/opening.h"
#include "base/strbuf.h"
#include "base/text.h"
#include "gen/say_appointment_state.h"

size_t appointment_kinds_read(const char *words,
			      enum wire_appointment_kind ret_kinds[APPOINTMENT_KINDS_MAX])
{
	size_t count = 0;
	char word[20];

	for (const char *at = words; *at && count < APPOINTMENT_KINDS_MAX;) {
		size_t len = strcspn(at, ",");

		text_copy(word, len + 1 < sizeof(word) ? len + 1 : sizeof(word), at);
		ret_kinds[count] = wire_appointment_kind_of(word);
		count += ret_kinds[count] != WIRE_APPOINTMENT_KIND_NONE;
		at += len + (at[len] == ',');
	}
	return count;
}

/* Each word once. */
void appointment_kinds_write(const enum wire_appointment_kind *kinds, size_t count,
			     char ret_words[APPOINTMENT_KINDS_TEXT])
{
	STRBUF_AUTO words = strbuf_new(APPOINTMENT_KINDS_TEXT - 1);
	unsigned seen = 0;

	for (size_t i = 0; i < count && i < APPOINTMENT_KINDS_MAX; i++) {
		if (seen & 1u << kinds[i])
			continue;
		strbuf_addf(&words, "%s%s", seen ? "," : "",
			    wire_appointment_kind_word(kinds[i]));
		seen |= 1u << kinds[i];
	}
	text_copy(ret_words, APPOINTMENT_KINDS_TEXT, words.text);
}

/* What the message points to while it is said. */
struct telling {
	struct appointment_state msg;
	struct appointment_state_link link;
	struct wire_contact contact;
	enum wire_appointment_kind kinds[APPOINTMENT_KINDS_MAX];
	char date[CIVIL_TEXT], time[WALL_TIME_TEXT];
	char starts_at[INSTANT_TEXT], booked_at[INSTANT_TEXT], moved_at[INSTANT_TEXT];
	char cancelled_at[INSTANT_TEXT], expires_at[INSTANT_TEXT];
};

static const char *id_or_null(const struct uuid *id)
{
	return uuid_is_set(id) ? id->text : NULL;
}

static const char *moment_or_null(struct instant at, char ret_text[INSTANT_TEXT])
{
	return instant_is_set(at) ? instant_format(at, ret_text) : NULL;
}

static void tell_when(const struct appointment_row *row, struct telling *to)
{
	struct appointment_state *msg = &to->msg;

	msg->appointment_id = row->id.text;
	msg->version = row->version;
	msg->status = wire_appointment_status_of(row->status);
	msg->date = civil_format(row->date, to->date);
	msg->time = wall_time_format((int)row->minute, to->time);
	msg->minutes = row->minutes;
	msg->starts_at = instant_format(row->starts_at, to->starts_at);
	msg->kinds = to->kinds;
	msg->kinds_count = appointment_kinds_read(row->kinds, to->kinds);
	msg->stay = wire_stay_of(row->stay ? row->stay : "");
	msg->remarks = row->remarks;
}

static void tell_what(const struct appointment_row *row, struct telling *to)
{
	struct appointment_state *msg = &to->msg;

	msg->plate = row->plate;
	msg->make = row->make;
	msg->model = row->model;
	msg->vehicle_id = id_or_null(&row->vehicle);
	msg->customer_id = id_or_null(&row->customer);
	msg->passport_id = id_or_null(&row->passport);
	msg->party_id = id_or_null(&row->party);
	msg->inspection_id = id_or_null(&row->inspection);
	msg->proposal_id = id_or_null(&row->proposal);
	msg->invitation_id = id_or_null(&row->invitation);
	if (!row->email)
		return;
	to->contact = (struct wire_contact){
		.email = row->email,
		.name = row->name,
		.phone = row->phone,
		.language = wire_language_of(row->language ? row->language : ""),
	};
	msg->contact = &to->contact;
}

static void tell_steps(const struct appointment_row *row, struct telling *to)
{
	struct appointment_state *msg = &to->msg;

	msg->booked_at = instant_format(row->booked_at, to->booked_at);
	msg->booked_by = appointment_state_booked_by_of(row->booked_by);
	msg->moved_at = moment_or_null(row->moved_at, to->moved_at);
	msg->cancelled_at = moment_or_null(row->cancelled_at, to->cancelled_at);
	msg->cancelled_by = appointment_state_cancelled_by_of(
		row->cancelled_by ? row->cancelled_by : "");
	msg->reason = row->reason;
	msg->sequence = row->sequence;
	if (!row->link_hash)
		return;
	to->link = (struct appointment_state_link){
		.hash = row->link_hash,
		.expires_at = instant_format(row->link_expires_at, to->expires_at),
	};
	msg->link = &to->link;
}

int appointment_tell(const char *dealer, const struct appointment_row *row,
		     struct outbox *say, struct err *err)
{
	struct telling to = { .msg = { .dealer = dealer } };

	tell_when(row, &to);
	tell_what(row, &to);
	tell_steps(row, &to);
	return say_appointment_state(say, &to.msg, err);
}
