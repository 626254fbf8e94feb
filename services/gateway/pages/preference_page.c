/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what may be chosen and how it reads: one group a purpose, a box a channel, as
 * it stands now; one button that stops everything.
 */
#include "gateway/pages/preference_page.h"

#include <stdio.h>

#include "gateway/pages/parts.h"

#define NAME_TEXT 60

const enum wire_purpose preference_purposes[] = {
	WIRE_PURPOSE_REMINDER,
	WIRE_PURPOSE_PROMOTION,
	WIRE_PURPOSE_NEWSLETTER,
	WIRE_PURPOSE_SURVEY,
};
const size_t preference_purposes_count = COUNT_OF(preference_purposes);

/* A card goes where a letter goes. */
const enum wire_channel preference_channels[] = {
	WIRE_CHANNEL_EMAIL, WIRE_CHANNEL_SMS,   WIRE_CHANNEL_PUSH,
	WIRE_CHANNEL_PHONE, WIRE_CHANNEL_LETTER,
};
const size_t preference_channels_count = COUNT_OF(preference_channels);

void preference_field(enum wire_purpose purpose, enum wire_channel channel,
		      char ret_name[PREFERENCE_FIELD])
{
	snprintf(ret_name, PREFERENCE_FIELD, "%s_%s", wire_purpose_word(purpose),
		 wire_channel_word(channel));
}

static bool is_allowed(const struct body_consents *now, enum wire_purpose purpose,
		       enum wire_channel channel)
{
	for (size_t i = 0; i < now->entries_count; i++) {
		if (now->entries[i].purpose == purpose &&
		    now->entries[i].channel == channel)
			return now->entries[i].allowed;
	}
	return false;
}

static const char *word_of(const struct page_frame *frame, const char *kind,
			   const char *what)
{
	char name[NAME_TEXT];

	snprintf(name, sizeof(name), "prefer_%s_%s", kind, what);
	return page_word(frame->tongue, name);
}

static void add_boxes(struct value *group, const struct page_frame *frame,
		      const struct body_consents *now, enum wire_purpose purpose)
{
	struct value *boxes = value_set_list(group, "boxes");

	for (size_t i = 0; i < preference_channels_count; i++) {
		enum wire_channel channel = preference_channels[i];
		struct value *box = value_add_object(boxes);
		char name[PREFERENCE_FIELD];

		preference_field(purpose, channel, name);
		value_set_text(box, "name", name);
		value_set_text(box, "label",
			       word_of(frame, "by", wire_channel_word(channel)));
		value_set_bool(box, "on", is_allowed(now, purpose, channel));
	}
}

static void add_ways(struct value *data, const struct page_frame *frame,
		     const struct body_consents *now)
{
	struct value *ways = value_set_list(data, "ways");

	for (size_t i = 0; i < preference_channels_count; i++) {
		struct value *way = value_add_object(ways);
		const char *word = wire_channel_word(preference_channels[i]);

		value_set_text(way, "code", word);
		value_set_text(way, "label", word_of(frame, "by", word));
		value_set_bool(way, "on", now->preferred == preference_channels[i]);
	}
}

int page_preference_write(const struct page_frame *frame,
			  const struct body_consents *now, const char *action,
			  struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "prefer_title"));
	struct value *groups = value_set_list(data, "groups");

	for (size_t i = 0; i < preference_purposes_count; i++) {
		struct value *group = value_add_object(groups);
		const char *word = wire_purpose_word(preference_purposes[i]);

		value_set_text(group, "title", word_of(frame, "about", word));
		add_boxes(group, frame, now, preference_purposes[i]);
	}
	add_ways(data, frame, now);
	value_set_bool(data, "any_way", now->preferred == WIRE_CHANNEL_NONE);
	value_set_bool(data, "seldom", now->less_often);
	value_set_bool(data, "english", now->language == WIRE_LANGUAGE_EN);
	value_set_text(data, "action", action);
	return page_templates_fill(frame->templates, "preferences", data, out, err);
}
