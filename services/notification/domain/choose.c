/* SPDX-License-Identifier: Apache-2.0 */
/* Lists of channels, and the three questions each channel must pass. */
#include "notification/domain/choose.h"

#include <stdio.h>
#include <string.h>

bool channel_list_has(const struct channel_list *list, enum channel channel)
{
	for (size_t i = 0; i < list->count; i++) {
		if (list->at[i] == channel)
			return true;
	}
	return false;
}

bool channel_list_concerns(const struct channel_list *list, enum channel channel)
{
	for (size_t i = 0; i < list->count; i++) {
		if (channel_concerns(list->at[i], channel))
			return true;
	}
	return false;
}

void channel_list_add(struct channel_list *list, enum channel channel)
{
	if (channel != CHANNEL_NONE && !channel_list_has(list, channel))
		list->at[list->count++] = channel;
}

struct channel_list channel_list_read(const char *text)
{
	struct channel_list list = { .count = 0 };
	char word[16];

	while (text && *text) {
		size_t len = strcspn(text, ",");

		if (len < sizeof(word)) {
			memcpy(word, text, len);
			word[len] = '\0';
			channel_list_add(&list, channel_from(word));
		}
		text += len + (text[len] == ',');
	}
	return list;
}

void channel_list_write(const struct channel_list *list, char text[CHANNEL_LIST_TEXT])
{
	size_t used = 0;

	text[0] = '\0';
	for (size_t i = 0; i < list->count; i++)
		used += (size_t)snprintf(text + used, CHANNEL_LIST_TEXT - used, "%s%s",
					 i > 0 ? "," : "", channel_name(list->at[i]));
}

static struct channel_list both(const struct channel_list *order,
				const struct channel_list *may)
{
	struct channel_list list = { .count = 0 };

	for (size_t i = 0; i < order->count; i++) {
		if (channel_list_has(may, order->at[i]))
			channel_list_add(&list, order->at[i]);
	}
	return list;
}

struct channel_list choose_order(const struct channel_wishes *wishes)
{
	struct channel_list list = { .count = 0 };
	struct channel_list common = both(&wishes->order, &wishes->may);
	const struct channel_list *rest = &common;

	if (wishes->may.count == 0) {
		channel_list_add(&list, wishes->asked);
		return list;
	}
	if (wishes->by_hand)
		rest = &wishes->may;
	if (channel_list_has(&wishes->may, wishes->preferred))
		channel_list_add(&list, wishes->preferred);
	if (!wishes->by_hand)
		channel_list_add(&list, learn_best(wishes->scores, rest->at, rest->count,
						   wishes->seed));
	for (size_t i = 0; i < rest->count; i++)
		channel_list_add(&list, rest->at[i]);
	/* A garage that uses none of them: the message's own channel says why not. */
	if (list.count == 0)
		channel_list_add(&list, wishes->asked);
	return list;
}

/* Who says yes again means the address that once said no; an older yes of whoever has the
 * same address does not (domain.md 3d-6: "nooit" survives re-import). */
static bool is_suppressed(const struct way *way)
{
	return instant_is_set(way->suppressed_at) &&
	       (way->standing.last != CONSENT_GRANT ||
		instant_compare(way->standing.since, way->suppressed_at) < 0);
}

const char *way_forbidden(const struct way *way, enum channel channel,
			  const struct way_question *question)
{
	if (!question->is_marketing)
		return NULL;
	if (way->refused && way->standing.last != CONSENT_GRANT)
		return "NO_CONSENT";
	if (consent_basis(way->standing, &question->person, question->purpose, channel,
			  question->today) == BASIS_NONE)
		return "NO_CONSENT";
	if (is_suppressed(way))
		return "SUPPRESSED_ADDRESS";
	return NULL;
}

const char *way_unreachable(const struct way *way, const struct way_question *question)
{
	if (!way->served)
		return "CHANNEL_NOT_SERVED";
	if (!way->has_address)
		return "NO_ADDRESS";
	if (!address_is_healthy(&way->health, question->now))
		return way->health.hard ? "HARD_BOUNCE" : "PAUSED_ADDRESS";
	return way->tried ? "FAILED" : NULL;
}

const char *way_worn_out(const struct way *way, enum channel channel,
			 const struct way_question *question)
{
	if (!question->is_marketing || cap_allows_way(channel, &way->contacts))
		return NULL;
	return way->contacts.was_reached ? "REACHED_BEFORE" : "CHANNEL_CAP";
}

const char *way_note(const struct way *way, enum channel channel,
		     const struct way_question *question)
{
	const char *note = way_forbidden(way, channel, question);

	if (!note)
		note = way_unreachable(way, question);
	return note ? note : way_worn_out(way, channel, question);
}
