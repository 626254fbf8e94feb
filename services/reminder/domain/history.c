/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The facts of one car, in order of event time.
 *
 * Words for fuel and work are read here in Dutch and English, because vehicle files
 * and registers say "Benzine" where messages say "petrol".
 */
#include "reminder/domain/history.h"

#include <string.h>

#include "base/text.h"

struct fuel_word {
	const char *word;
	enum fuel fuel;
};

/* The strictest APK rule first: a car with two fuels gets the first that is named. */
static const struct fuel_word FUEL_WORDS[] = {
	{ "diesel", FUEL_DIESEL },
	{ "lpg", FUEL_LPG },
	{ "cng", FUEL_CNG },
	{ "lng", FUEL_CNG },
	{ "aardgas", FUEL_CNG },
	{ "hybrid", FUEL_HYBRID },
	{ "petrol", FUEL_PETROL },
	{ "benzine", FUEL_PETROL },
	{ "gasoline", FUEL_PETROL },
	{ "alcohol", FUEL_PETROL },
	{ "elektr", FUEL_ELECTRIC },
	{ "electric", FUEL_ELECTRIC },
	{ "waterstof", FUEL_HYDROGEN },
	{ "hydrogen", FUEL_HYDROGEN },
};

static const char *const FUEL_NAMES[] = {
	[FUEL_NONE] = "unknown",      [FUEL_PETROL] = "petrol",
	[FUEL_DIESEL] = "diesel",     [FUEL_LPG] = "lpg",
	[FUEL_CNG] = "cng",           [FUEL_ELECTRIC] = "electric",
	[FUEL_HYDROGEN] = "hydrogen", [FUEL_HYBRID] = "hybrid",
	[FUEL_OTHER] = "other",
};

static const char *const WORK_NAMES[] = {
	"periodic_small", "periodic_large", "apk",     "tyres",    "brakes",
	"battery",        "repair",         "damage",  "warranty", "recall",
	"inspection",     "other",          "unknown",
};

enum fuel fuel_from_text(const char *text)
{
	if (!text || !text[0] || text_compare_nocase(text, "unknown") == 0)
		return FUEL_NONE;
	for (size_t i = 0; i < COUNT_OF(FUEL_WORDS); i++)
		if (text_contains_nocase(text, FUEL_WORDS[i].word))
			return FUEL_WORDS[i].fuel;
	return FUEL_OTHER;
}

const char *fuel_name(enum fuel fuel)
{
	return FUEL_NAMES[fuel];
}

unsigned work_from_text(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(WORK_NAMES); i++)
		if (strcmp(name, WORK_NAMES[i]) == 0)
			return 1U << i;
	return WORK_NONE;
}

const char *work_name(enum work work)
{
	for (size_t i = 0; i < COUNT_OF(WORK_NAMES); i++)
		if ((unsigned)work == 1U << i)
			return WORK_NAMES[i];
	return "none";
}

struct history *history_new(void)
{
	return mem_alloc(sizeof(struct history));
}

void history_free(struct history *history)
{
	mem_free(history);
}

static int visit_compare(const struct visit *a, const struct visit *b)
{
	int by_date = civil_compare(a->date, b->date);

	return by_date ? by_date : strcmp(a->id, b->id);
}

void history_add(struct history *history, const struct visit *visit)
{
	size_t at = history->visits_count;

	if (at == HISTORY_VISITS) {
		if (visit_compare(visit, &history->visits[0]) < 0)
			return;
		memmove(history->visits, history->visits + 1,
			(HISTORY_VISITS - 1) * sizeof(history->visits[0]));
		at = --history->visits_count;
	}
	while (at > 0 && visit_compare(visit, &history->visits[at - 1]) < 0) {
		history->visits[at] = history->visits[at - 1];
		at--;
	}
	history->visits[at] = *visit;
	history->visits_count++;
}

int32_t history_span(const struct history *history)
{
	if (history->visits_count < 2)
		return 0;
	return civil_days_between(history->visits[0].date,
				  history->visits[history->visits_count - 1].date);
}

const struct rulebook *history_rules(const struct history *history)
{
	return history->rules ? history->rules : rulebook_now();
}
