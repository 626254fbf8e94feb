/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes match whole, models by their start: "Golf" is also the Golf Variant.
 */
#include "reminder/domain/interval.h"

#include <string.h>

#include "base/text.h"

static char folded(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static bool starts_with(const char *text, const char *start)
{
	for (; *start; text++, start++)
		if (folded(*text) != folded(*start))
			return false;
	return true;
}

/* Registers write the make before the model once more. */
static const char *bare_model(const struct interval_car *car)
{
	size_t len = strlen(car->make);

	if (len > 0 && starts_with(car->model, car->make) && car->model[len] == ' ')
		return car->model + len + 1;
	return car->model;
}

static bool fits(const struct interval_rule *rule, const struct interval_car *car)
{
	if (rule->make[0] && text_compare_nocase(rule->make, car->make) != 0)
		return false;
	if (rule->fuel != FUEL_NONE && rule->fuel != car->fuel)
		return false;
	return starts_with(car->model, rule->model) ||
	       starts_with(bare_model(car), rule->model);
}

const struct interval_rule *interval_find(const struct interval_rule *rules, size_t count,
					  const struct interval_car *car)
{
	for (size_t i = 0; i < count; i++)
		if (fits(&rules[i], car))
			return &rules[i];
	return NULL;
}
