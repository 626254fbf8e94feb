/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which figures are lines of the facts, and which are words: numbers that are absent are
 * left out, never shown as nothing.
 */
#include "notification/mail/letter_week.h"

#include <stdio.h>
#include <stdlib.h>

#include "notification/domain/wording.h"
#include "notification/mail/letter_data.h"

#define COUNT_TEXT 24
#define WEEK_PART  6 /* "2026-W48": the digits after W */

typedef struct notification_requested_params_results week_results;

static void set_count(struct value *data, const char *name, int64_t count)
{
	char text[COUNT_TEXT];

	snprintf(text, sizeof(text), "%lld", (long long)count);
	value_set_text(data, name, text);
}

static void add_count(struct value *facts, const char *flag, bool has, int64_t count)
{
	char text[COUNT_TEXT];

	snprintf(text, sizeof(text), "%lld", (long long)count);
	letter_add_fact(facts, flag, has ? text : NULL);
}

static void add_money(const struct letter_tree *tree, const char *flag, bool has,
		      int64_t cents)
{
	char text[WORDING_MONEY_TEXT];

	wording_money(cents, tree->letter->language, text);
	letter_add_fact(tree->facts, flag, has ? text : NULL);
}

static void set_deadline(struct value *week, const struct letter_tree *tree,
			 const char *deadline)
{
	struct instant at = NO_INSTANT;
	char text[WORDING_MOMENT_TEXT];

	if (!deadline || !tree->letter->zone || instant_parse(deadline, &at, NULL) < 0)
		return;
	value_set_text(week, "deadline",
		       wording_moment(zone_local(tree->letter->zone, at),
				      tree->letter->language, text));
}

void letter_set_week(const struct letter_tree *tree)
{
	const week_results *in = tree->letter->form->results;
	struct value *week;

	if (!in)
		return;
	week = value_set_object(tree->data, "week");
	set_count(week, "number", strtol(in->list_week + WEEK_PART, NULL, 10));
	add_count(tree->facts, "is_week_sent", in->has_sent, in->sent);
	add_count(tree->facts, "is_week_came", in->has_came, in->came);
	add_money(tree, "is_week_value", in->has_value_cents, in->value_cents);
	add_count(tree->facts, "is_week_booked", in->has_booked, in->booked);
	add_money(tree, "is_week_advices", in->has_advice_cents, in->advice_cents);
	if (in->effect)
		value_set_text(week, "effect", in->effect);
	if (in->garage)
		value_set_text(week, "garage", in->garage);
	if (in->has_open && in->open > 0)
		set_count(week, "open", in->open);
	if (in->has_total && in->total > 0)
		set_count(week, "total", in->total);
	if (in->has_weeks)
		set_count(week, "weeks", in->weeks);
	set_deadline(week, tree, in->deadline);
}
