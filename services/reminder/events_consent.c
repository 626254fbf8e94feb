/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What somebody agreed to, as the one that writes to them tells it: whether e-mail may be
 * used, and by which channel they are reached instead.
 */
#include <string.h>

#include "reminder/events.h"

int64_t news_channel_bit(enum wire_channel channel)
{
	static const int64_t bits[] = {
		[WIRE_CHANNEL_EMAIL] = 1, [WIRE_CHANNEL_SMS] = 2,
		[WIRE_CHANNEL_PUSH] = 4,  [WIRE_CHANNEL_LETTER] = 8,
		[WIRE_CHANNEL_CARD] = 16, [WIRE_CHANNEL_PHONE] = 32,
	};

	return bits[channel];
}

/* Reminders by e-mail: the purpose itself, or everything, taken back or objected to. */
static bool is_withdrawn(const struct consent_state *msg)
{
	for (size_t i = 0; i < msg->entries_count; i++) {
		const struct consent_state_entry *entry = &msg->entries[i];

		if (entry->purpose == WIRE_PURPOSE_REMINDER &&
		    entry->channel == WIRE_CHANNEL_EMAIL &&
		    (entry->state == CONSENT_STATE_ENTRY_STATE_WITHDRAWN ||
		     entry->state == CONSENT_STATE_ENTRY_STATE_OBJECTED))
			return true;
	}
	return false;
}

/* Nobody said yes, or somebody said no; an address that is missing is another matter. */
static bool is_refusal(const char *note)
{
	return note && (strstr(note, "CONSENT") || strstr(note, "OBJECT") ||
			strstr(note, "DO_NOT"));
}

/* The first channel that can be used, when that is not e-mail. */
static const char *other_than_email(const struct consent_state *msg)
{
	for (size_t i = 0; i < msg->reach_count; i++) {
		if (!msg->reach[i].usable)
			continue;
		return msg->reach[i].channel == WIRE_CHANNEL_EMAIL
			       ? NULL
			       : wire_channel_word(msg->reach[i].channel);
	}
	return NULL;
}

static const char *first_besides_email(const struct consent_state *msg)
{
	for (size_t i = 0; i < msg->reach_count; i++)
		if (msg->reach[i].usable && msg->reach[i].channel != WIRE_CHANNEL_EMAIL)
			return wire_channel_word(msg->reach[i].channel);
	return NULL;
}

static void read_reach(const struct consent_state *msg, struct consent_row *row)
{
	row->reach_mask = msg->reach_count > 0 ? 0 : -1;
	row->reach_other = other_than_email(msg);
	row->reach_besides = first_besides_email(msg);
	for (size_t i = 0; i < msg->reach_count; i++) {
		const struct consent_state_reach *reach = &msg->reach[i];

		if (reach->usable)
			row->reach_mask |= news_channel_bit(reach->channel);
		else if (is_refusal(reach->note))
			row->refused_mask |= news_channel_bit(reach->channel);
	}
}

int reminder_on_consent_state(struct news *news, const struct consent_state *msg,
			      struct err *err)
{
	struct consent_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.withdrawn = is_withdrawn(msg),
		.bounces = msg->email_health == CONSENT_STATE_EMAIL_HEALTH_HARD,
	};
	bool changed;

	read_reach(msg, &row);
	if (store_consent_save(news->tx, msg->dealer, &row, &changed, err) < 0)
		return -1;
	return changed ? news_person(news, msg->dealer, &row.customer, err) : 0;
}

int reminder_names_of_consent(struct news *news, const struct consent_state *msg,
			      struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);

	return news_name_person(news, msg->dealer, &customer, err);
}
