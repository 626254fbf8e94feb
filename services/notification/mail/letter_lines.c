/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which lines count for the total, and which flags a line's words hang on.
 */
#include "notification/mail/letter_lines.h"

#include <stdio.h>
#include <string.h>

#include "notification/domain/wording.h"

#define FLAG_TEXT 40

struct totals {
	int64_t cents;
	int64_t priced;
	int64_t follow;
};

static bool is_priced(const struct notification_requested_params_line *line)
{
	return line->has_cents && line->price_kind != WIRE_PRICE_KIND_FOLLOWS;
}

static void set_flag(struct value *object, const char *word)
{
	char flag[FLAG_TEXT];

	if (!word)
		return;
	snprintf(flag, sizeof(flag), "is_%.30s", word);
	value_set_bool(object, flag, true);
}

static void set_price(struct value *item, enum greeting_language language,
		      const struct notification_requested_params_line *line)
{
	char text[WORDING_MONEY_TEXT];

	value_set_bool(item, "is_from", line->price_kind == WIRE_PRICE_KIND_FROM);
	value_set_bool(item, "has_price", is_priced(line));
	if (is_priced(line))
		value_set_text(item, "price", wording_money(line->cents, language, text));
}

/* Only a mail about changes says which they are: in the others all is new. */
static bool says_changes(const struct letter *letter)
{
	return strcmp(letter->name, "inspection_update") == 0;
}

static void add_line(struct value *lines, const struct letter *letter,
		     const struct notification_requested_params_line *line)
{
	enum greeting_language language = letter->language;
	struct value *item = value_add_object(lines);
	char quantity[WORDING_QUANTITY_TEXT];

	value_set_text(item, "text", line->text);
	wording_quantity(line->quantity, language, quantity);
	value_set_text(item, "quantity", quantity);
	set_price(item, language, line);
	value_set_bool(item, "has_urgency", line->urgency != 0);
	set_flag(item, wire_urgency_word(line->urgency));
	value_set_bool(item, "has_answer", line->answer != 0);
	set_flag(item, wire_line_answer_word(line->answer));
	value_set_bool(item, "is_changed", line->changed && says_changes(letter));
}

static void count_line(struct totals *totals,
		       const struct notification_requested_params_line *line)
{
	totals->follow += line->price_kind == WIRE_PRICE_KIND_FOLLOWS;
	totals->priced += is_priced(line);
	totals->cents += is_priced(line) ? line->cents : 0;
}

/* What the form says counts; a request that leaves it out is added up here. */
static struct totals total_of(const struct notification_requested_params *form,
			      bool approved_only)
{
	struct totals totals = { 0 };

	for (size_t i = 0; i < form->lines_count; i++) {
		if (!approved_only || form->lines[i].answer == WIRE_LINE_ANSWER_APPROVE)
			count_line(&totals, &form->lines[i]);
	}
	if (form->has_total_cents && !approved_only)
		totals.cents = form->total_cents;
	if (form->has_follows_count && !approved_only)
		totals.follow = form->follows_count;
	return totals;
}

static void set_totals(struct value *data, const struct letter *letter)
{
	bool approved_only = strcmp(letter->name, "inspection_answers") == 0;
	struct totals totals = total_of(letter->form, approved_only);
	char money[WORDING_MONEY_TEXT];
	char follow[12];

	value_set_bool(data, "total_is_approved", approved_only);
	if (totals.priced > 0)
		value_set_text(data, "total",
			       wording_money(totals.cents, letter->language, money));
	snprintf(follow, sizeof(follow), "%d", (int)totals.follow);
	value_set_text(data, "follow", totals.follow > 0 ? follow : "");
	value_set_bool(data, "follows_one", totals.follow == 1);
}

void letter_set_lines(struct value *data, const struct letter *letter)
{
	const struct notification_requested_params *form = letter->form;
	struct value *lines = value_set_list(data, "lines");

	if (!form)
		return;
	for (size_t i = 0; i < form->lines_count; i++)
		add_line(lines, letter, &form->lines[i]);
	value_set_bool(data, "has_lines", form->lines_count > 0);
	value_set_bool(data, "prices_open", form->prices_open);
	set_totals(data, letter);
}
