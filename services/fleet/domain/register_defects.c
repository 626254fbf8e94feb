/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From rows to defects and meanings. Which codes are advices, dangers and ways of telling
 * is a table: a new code is a new row.
 */
#include "fleet/domain/register_defects.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "fleet/domain/register_facts.h"

#define COUNT_MOST 1000

/* Codes that begin so. */
static const char *const advices[] = { "AC", "RA" };
/* An accident with injury, more harm in an accident, fire, the environment. */
static const char *const dangers[] = { "ONG", "TEL", "BRA", "MIL" };
/* A letter, a call or a visit, newspapers, to be settled. */
static const char *const tellings[] = { "BRI", "BEL", "ADV", "NTB" };

static bool is_among(const char *const *codes, size_t count, const char *code)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(codes[i], code) == 0)
			return true;
	}
	return false;
}

bool register_is_advice(const char *code)
{
	for (size_t i = 0; i < COUNT_OF(advices); i++) {
		if (strncmp(code, advices[i], strlen(advices[i])) == 0)
			return true;
	}
	return false;
}

bool register_knows_danger(const char *code)
{
	return is_among(dangers, COUNT_OF(dangers), code);
}

bool register_knows_telling(const char *code)
{
	return is_among(tellings, COUNT_OF(tellings), code);
}

void register_time(const char *text, char into[REGISTER_TIME_TEXT])
{
	size_t len = text ? strlen(text) : 0;
	char padded[] = "0000";

	into[0] = '\0';
	if (len == 0 || len > 4 || strspn(text, "0123456789") < len)
		return;
	memcpy(padded + 4 - len, text, len);
	if (strncmp(padded, "23", 2) > 0 || padded[2] > '5')
		return;
	into[0] = padded[0];
	into[1] = padded[1];
	into[2] = ':';
	into[3] = padded[2];
	into[4] = padded[3];
	into[5] = '\0';
}

/* Above 0: `one` stands before `other`. */
static int order(const struct register_defect *one, const struct register_defect *other)
{
	int days = civil_compare(one->found_on, other->found_on);
	int times = strcmp(one->found_at, other->found_at);

	if (days != 0)
		return days;
	return times != 0 ? times : strcmp(other->code, one->code);
}

static bool insert(struct register_defects *defects, const struct register_defect *defect)
{
	bool fits = defects->count < REGISTER_DEFECTS_MAX;
	size_t at = 0;

	while (at < defects->count && order(&defects->list[at], defect) > 0)
		at++;
	if (at < defects->count && order(&defects->list[at], defect) == 0) {
		if (defect->count > defects->list[at].count)
			defects->list[at].count = defect->count;
		return true;
	}
	if (at == REGISTER_DEFECTS_MAX)
		return false;
	defects->count += fits;
	memmove(&defects->list[at + 1], &defects->list[at],
		(defects->count - at - 1) * sizeof(*defect));
	defects->list[at] = *defect;
	return fits;
}

bool register_add_defect(struct register_defects *defects, const struct register_row *row)
{
	struct register_defect defect = { .code = "" };
	const char *code = register_field(row, "gebrek_identificatie");
	int64_t count;

	if (!register_code_is_safe(code))
		return true;
	text_copy(defect.code, sizeof(defect.code), code);
	defect.found_on =
		register_date(register_field(row, "meld_datum_door_keuringsinstantie"));
	if (!civil_is_set(defect.found_on))
		return true;
	register_time(register_field(row, "meld_tijd_door_keuringsinstantie"),
		      defect.found_at);
	count = register_number(register_field(row, "aantal_gebreken_geconstateerd"));
	defect.count = count < 1 ? 1 : count > COUNT_MOST ? COUNT_MOST : count;
	return insert(defects, &defect);
}

bool register_add_meaning(struct register_meanings *meanings,
			  const struct register_row *row)
{
	struct register_meaning meaning = { .text = "" };
	const char *text = register_field(row, "gebrek_omschrijving");

	if (!text || !text_is_clean(slice_of(text)))
		return true;
	if (meanings->count == REGISTER_MEANINGS_MAX)
		return false;
	register_shorten(text, meaning.text, sizeof(meaning.text));
	text = register_field(row, "gebrek_artikel_nummer");
	if (text && strlen(text) < sizeof(meaning.article) &&
	    text_is_clean(slice_of(text)))
		text_copy(meaning.article, sizeof(meaning.article), text);
	meaning.from = register_date(register_field(row, "ingangsdatum_gebrek"));
	meaning.until = register_date(register_field(row, "einddatum_gebrek"));
	meanings->list[meanings->count++] = meaning;
	return true;
}

static bool holds_on(const struct register_meaning *meaning, struct civil_date day)
{
	return (!civil_is_set(meaning->from) || civil_compare(meaning->from, day) <= 0) &&
	       (!civil_is_set(meaning->until) || civil_compare(day, meaning->until) <= 0);
}

const struct register_meaning *register_meaning_on(const struct register_meanings *all,
						   struct civil_date day)
{
	for (size_t i = 0; i < all->count; i++) {
		if (holds_on(&all->list[i], day))
			return &all->list[i];
	}
	return all->count > 0 ? &all->list[0] : NULL;
}
