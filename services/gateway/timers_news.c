/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every quarter of an hour: the week's news for those who asked for it by mail. Who that
 * is the store decides in one statement; here each letter is said, with its items.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/store_news_letter.h"
#include "gateway/timers.h"
#include "gen/notification_requested.h"
#include "gen/say_notification_requested.h"

#define QUARTER_SECONDS 900
#define ITEMS_MOST      20
#define LINK_TEXT       80

/* The rows [at, at + count) are one letter. */
struct news_letter {
	const struct rows *rows;
	size_t at;
	size_t count;
	struct instant now;
};

static const char *text(const struct news_letter *letter, enum news_letter_column column)
{
	return row_text(letter->rows, letter->at, (int)column);
}

static size_t count_items(const struct rows *rows, size_t at)
{
	const char *login = row_text(rows, at, NEWS_LOGIN);
	size_t count = 1;
	while (at + count < rows_count(rows) && count < ITEMS_MOST &&
	       strcmp(row_text(rows, at + count, NEWS_LOGIN), login) == 0)
		count++;
	return count;
}

static int say_filled(const struct news_letter *letter,
		      const struct notification_requested_params *params,
		      struct outbox *say, struct err *err)
{
	char from[INSTANT_TEXT];
	char until[INSTANT_TEXT];
	const char *dealer = text(letter, NEWS_DEALER);
	struct news_letter_of ids =
		news_letter_of(dealer, text(letter, NEWS_LOGIN), text(letter, NEWS_EMAIL),
			       text(letter, NEWS_WEEK));
	struct notification_requested_recipient to = {
		.email = text(letter, NEWS_EMAIL),
		.name = text(letter, NEWS_NAME),
	};
	instant_format(letter->now, from);
	instant_format(instant_add_seconds(letter->now, NEWS_STALE_SECONDS), until);
	struct notification_requested msg = {
		.intent_id = ids.intent.text,
		.dealer = dealer,
		.customer_id = ids.person.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = "weekly_news",
		.channel = WIRE_CHANNEL_EMAIL,
		.language = wire_language_of(text(letter, NEWS_LANGUAGE)),
		.not_before = from,
		.not_after = until,
		.params = params,
		.recipient = &to,
	};
	return say_notification_requested(say, &msg, err);
}

static int say_letter(const struct news_letter *letter, struct outbox *say,
		      struct err *err)
{
	struct notification_requested_params_new items[ITEMS_MOST];
	char stop[LINK_TEXT];
	for (size_t i = 0; i < letter->count; i++)
		items[i] = (struct notification_requested_params_new){
			.title = row_text(letter->rows, letter->at + i, NEWS_TITLE),
			.text = row_text(letter->rows, letter->at + i, NEWS_TEXT),
			.link = row_text(letter->rows, letter->at + i, NEWS_LINK),
		};
	snprintf(stop, sizeof(stop), "/nieuws/stop/%s", text(letter, NEWS_TOKEN));
	struct notification_requested_params_results week = {
		.list_week = text(letter, NEWS_WEEK),
	};
	struct notification_requested_params params = {
		.link = "/",
		.results = &week,
		.news = items,
		.news_count = letter->count,
		.stop_link = stop,
	};
	return say_filled(letter, &params, say, err);
}

int timers_news(void *service, struct tx *tx, const char *key, struct instant due,
		struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;
	struct news_letter letter = { .now = tx_now(tx) };
	(void)service;
	(void)due;
	if (store_news_letters(tx, &rows, err) < 0)
		return -1;
	letter.rows = rows;
	for (; letter.at < rows_count(rows); letter.at += letter.count) {
		letter.count = count_items(rows, letter.at);
		if (say_letter(&letter, say, err) < 0)
			return -1;
	}
	return timer_set(tx, TIMER_NEWS, key,
			 instant_add_seconds(tx_now(tx), QUARTER_SECONDS), err);
}
