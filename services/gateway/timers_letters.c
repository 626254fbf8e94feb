/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Every quarter of an hour: how each garage does, and the letters to their own people
 * that are due. Which those are the store decides in one statement; here they are said.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gateway/http_results.h"
#include "gateway/store_desk_letter.h"
#include "gateway/timers.h"
#include "gen/notification_requested.h"
#include "gen/say_notification_requested.h"

#define QUARTER_SECONDS 900
#define SENTENCE        400
#define ADDRESS_TEXT    330
#define PERSON_TEXT     700

struct letter_row {
	const struct rows *rows;
	size_t at;
	struct instant now;
	const char *effect;
};

static const char *template_of(const char *kind)
{
	if (strcmp(kind, "results") == 0)
		return "weekly_results";
	return strcmp(kind, "open") == 0 ? "weekly_open" : "weekly_untouched";
}

static void fill_results(const struct letter_row *letter,
			 struct notification_requested_params_results *ret)
{
	const struct rows *rows = letter->rows;
	size_t i = letter->at;
	bool whole = strcmp(row_text(rows, i, DESK_KIND), "results") == 0;
	*ret = (struct notification_requested_params_results){
		.list_week = row_text(rows, i, DESK_LIST_WEEK),
		.open = row_int(rows, i, DESK_OPEN),
		.has_open = true,
		.total = row_int(rows, i, DESK_TOTAL),
		.has_total = true,
		.deadline = row_text(rows, i, DESK_DEADLINE),
		.weeks = row_int(rows, i, DESK_UNTOUCHED),
		.has_weeks = true,
		.garage = row_text(rows, i, DESK_NAME),
		.effect = whole ? letter->effect : NULL,
		.sent = row_int(rows, i, DESK_SENT),
		.came = row_int(rows, i, DESK_CAME),
		.value_cents = row_int(rows, i, DESK_CENTS),
		.booked = row_int(rows, i, DESK_BOOKED),
		.advice_cents = row_int(rows, i, DESK_ADVICE_CENTS),
		.has_sent = whole,
		.has_came = whole,
		.has_value_cents = whole,
		.has_booked = whole,
		.has_advice_cents = whole,
	};
}

static int say_to(const struct letter_row *letter, const char *email, const char *name,
		  struct outbox *say, struct err *err)
{
	const char *dealer = row_text(letter->rows, letter->at, DESK_DEALER);
	const char *kind = row_text(letter->rows, letter->at, DESK_KIND);
	char from[INSTANT_TEXT];
	char until[INSTANT_TEXT];
	struct notification_requested_params_results results;
	fill_results(letter, &results);
	instant_format(letter->now, from);
	instant_format(instant_add_seconds(letter->now, DESK_STALE_SECONDS), until);
	struct notification_requested_params params = {
		.link = strcmp(kind, "results") == 0 ? "/resultaten" : "/weeklijst",
		.results = &results,
	};
	struct notification_requested_recipient to = { .email = email, .name = name };
	struct uuid person = uuid_named("desk", dealer, email, NULL);
	struct uuid intent = desk_letter_id(&person, kind, letter->now);
	struct notification_requested msg = {
		.intent_id = intent.text,
		.dealer = dealer,
		.customer_id = person.text,
		.purpose = WIRE_PURPOSE_SERVICE,
		.message_class = WIRE_MESSAGE_CLASS_SERVICE,
		.template = template_of(kind),
		.channel = WIRE_CHANNEL_EMAIL,
		.language = wire_language_of(
			row_text(letter->rows, letter->at, DESK_LANGUAGE)),
		.not_before = from,
		.not_after = until,
		.params = &params,
		.recipient = &to,
	};
	return say_notification_requested(say, &msg, err);
}

/* One line of the list: address, tab, name. */
static int say_line(const struct letter_row *letter, const char *line, size_t len,
		    struct outbox *say, struct err *err)
{
	const char *tab = memchr(line, '\t', len);
	char email[ADDRESS_TEXT];
	char name[PERSON_TEXT];
	size_t address = tab ? (size_t)(tab - line) : len;
	size_t rest = tab ? len - address - 1 : 0;
	if (address == 0)
		return 0;
	snprintf(email, sizeof(email), "%.*s", (int)address, line);
	snprintf(name, sizeof(name), "%.*s", (int)rest, tab ? tab + 1 : "");
	return say_to(letter, email, name[0] ? name : NULL, say, err);
}

static int say_letter(const struct letter_row *letter, struct outbox *say,
		      struct err *err)
{
	const char *at = row_text(letter->rows, letter->at, DESK_EMAILS);
	while (*at) {
		size_t len = strcspn(at, "\n");
		if (say_line(letter, at, len, say, err) < 0)
			return -1;
		at += len + (at[len] == '\n');
	}
	return 0;
}

static int effect_of(struct tx *tx, const struct letter_row *letter, struct strbuf *out,
		     struct err *err)
{
	const char *language = row_text(letter->rows, letter->at, DESK_LANGUAGE);
	struct effect_facts facts;
	if (store_effect_facts(tx, row_text(letter->rows, letter->at, DESK_DEALER),
			       &facts, err) < 0)
		return -1;
	results_effect_text(&facts, strcmp(language, "en") == 0, out);
	return 0;
}

int timers_letters(void *service, struct tx *tx, const char *key, struct instant due,
		   struct outbox *say, struct err *err)
{
	AUTO(rows) *rows = NULL;
	(void)service;
	(void)due;
	if (store_health_count(tx, err) < 0 || store_desk_letters(tx, &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		STRBUF_AUTO effect = strbuf_new(SENTENCE);
		struct letter_row letter = { rows, i, tx_now(tx), NULL };
		if (effect_of(tx, &letter, &effect, err) < 0)
			return -1;
		letter.effect = effect.text;
		if (say_letter(&letter, say, err) < 0)
			return -1;
	}
	return timer_set(tx, TIMER_LETTERS, key,
			 instant_add_seconds(tx_now(tx), QUARTER_SECONDS), err);
}
