/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Campaigns to start from, as data: whom, by which channels, and what to say. Thread:
 * any.
 */
#ifndef BEURT_REMINDER_CAMPAIGN_RECIPE_H
#define BEURT_REMINDER_CAMPAIGN_RECIPE_H

#include <stddef.h>

struct campaign_words {
	const char *name;
	const char *why; /* one line: when this is a good idea */
	const char *subject;
	const char *text;
	const char *short_text;
	const char *button;
};

struct campaign_recipe {
	const char *code;
	const char *kind;      /* "promotion", "reminder", "recall" */
	const char *selection; /* as selection_parse reads it */
	struct campaign_words nl;
	struct campaign_words en;
};
extern const struct campaign_recipe campaign_recipes[];
extern const size_t campaign_recipes_count;

#endif
