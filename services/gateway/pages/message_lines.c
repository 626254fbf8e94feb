/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The messages about a car as its holder reads them: day, what, how, and what became of
 * it. What has no word of its own is a message of the garage.
 */
#include <stdio.h>
#include <string.h>

#include "base/zone.h"
#include "gateway/pages/car_page.h"
#include "gateway/pages/parts.h"
#include "gateway/pages/words.h"
#define WORD_TEXT 60

static const char *word_of(enum tongue tongue, const char *prefix, const char *name,
			   const char *otherwise)
{
	char key[WORD_TEXT];
	snprintf(key, sizeof(key), "%s_%.40s", prefix, name);
	const char *word = page_word(tongue, key);
	return *word ? word : page_word(tongue, otherwise);
}

static void add_message(struct value *item, const struct page_frame *frame,
			const struct page_car_garage *garage,
			const struct holder_message *message)
{
	enum tongue tongue = frame->tongue;
	char text[READABLE_TEXT];
	struct civil_date day = zone_local(garage->zone, message->at).date;
	value_set_text(item, "date", readable_date(day, tongue, text));
	value_set_text(item, "what",
		       word_of(tongue, "sent", message->template, "sent_other"));
	value_set_text(item, "how", word_of(tongue, "by", message->channel, "by_email"));
	value_set_text(item, "went",
		       word_of(tongue, "went", message->outcome, "went_sent"));
	value_set_text(item, "garage", garage->dealer->name);
	value_set_bool(item, "failed",
		       strcmp(message->outcome, "failed") == 0 ||
			       strcmp(message->outcome, "bounced") == 0);
}

void page_messages_set(struct value *data, const struct page_frame *frame,
		       const struct page_car_view *view)
{
	struct value *list = value_set_list(data, "messages");
	for (size_t i = 0; i < view->garages_count; i++) {
		const struct page_car_garage *garage = &view->garages[i];
		for (size_t k = 0; k < garage->messages_count; k++)
			add_message(value_add_object(list), frame, garage,
				    &garage->messages[k]);
	}
	value_set_bool(data, "has_messages", value_first(list) != NULL);
}
