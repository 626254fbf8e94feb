/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From rows to facts. A name that changed has a row in `aliases`; the newest comes first.
 */
#include "fleet/domain/register_facts.h"

#include <string.h>

#include "base/text.h"

#define NAMES_MAX 4

struct alias {
	const char *name;
	const char *also[NAMES_MAX];
};

/* _dt: the same day as a date with a time, in newer rows beside it or instead of it. */
/* clang-format off */
static const struct alias aliases[] = {
	{ "vervaldatum_apk", { "vervaldatum_apk_dt" } },
	{ "datum_tenaamstelling", { "datum_tenaamstelling_dt" } },
	{ "datum_eerste_toelating", { "datum_eerste_toelating_dt" } },
	{ "datum_eerste_tenaamstelling_in_nederland",
	  { "datum_eerste_tenaamstelling_in_nederland_dt",
	    "datum_eerste_afgifte_nederland", "datum_eerste_afgifte_nederland_dt" } },
	{ "vervaldatum_keuring", { "vervaldatum_keuring_dt" } },
	{ "meld_datum_door_keuringsinstantie", { "meld_datum_door_keuringsinstantie_dt" } },
	{ "publicatiedatum_rdw", { "publicatiedatum_rdw_dt", "datum_melding_bij_rdw",
				   "datum_melding_bij_rdw_dt" } },
	{ "ingangsdatum_gebrek", { "ingangsdatum_gebrek_dt" } },
	{ "einddatum_gebrek", { "einddatum_gebrek_dt" } },
	{ "zuinigheidsclassificatie", { "zuinigheidslabel" } },
};
/* clang-format on */

const char *register_field(const struct register_row *row, const char *name)
{
	const char *text = register_said(row->field(row->from, name));

	for (size_t a = 0; !text && a < COUNT_OF(aliases); a++) {
		if (strcmp(aliases[a].name, name) != 0)
			continue;
		for (size_t i = 0; !text && i < NAMES_MAX && aliases[a].also[i]; i++)
			text = register_said(row->field(row->from, aliases[a].also[i]));
	}
	return text;
}

struct register_facts register_nothing(void)
{
	return (struct register_facts){ .mass_max_kg = -1,
					.mass_ready_kg = -1,
					.mass_empty_kg = -1,
					.odometer_year = -1 };
}

static struct civil_date date_of(const struct register_row *row, const char *name)
{
	return register_date(register_field(row, name));
}

static int64_t number_of(const struct register_row *row, const char *name)
{
	return register_number(register_field(row, name));
}

static enum register_truth truth_of(const struct register_row *row, const char *name)
{
	return register_truth(register_field(row, name));
}

/* Empty when it is absent or longer than anything the register means by it. */
static void word_of(const struct register_row *row, const char *name,
		    char into[REGISTER_WORD_TEXT])
{
	const char *text = register_field(row, name);

	into[0] = '\0';
	if (text && strlen(text) < REGISTER_WORD_TEXT)
		text_copy(into, REGISTER_WORD_TEXT, text);
}

static void add_names(struct register_facts *facts, const struct register_row *row)
{
	char make[REGISTER_MAKE_TEXT] = "";
	const char *merk = register_field(row, "merk");

	if (merk && strlen(merk) < sizeof(make))
		text_copy(make, sizeof(make), merk);
	register_make(make, facts->make, sizeof(facts->make));
	register_model(make, register_field(row, "handelsbenaming"), facts->model,
		       sizeof(facts->model));
	word_of(row, "voertuigsoort", facts->kind);
	word_of(row, "inrichting", facts->body);
	word_of(row, "europese_voertuigcategorie", facts->eu_category);
	facts->category = register_category(facts->kind, facts->body, facts->taxi,
					    facts->mass_max_kg);
}

void register_add_vehicle(struct register_facts *facts, const struct register_row *row)
{
	facts->found = true;
	facts->apk_expiry = date_of(row, "vervaldatum_apk");
	facts->first_admission = date_of(row, "datum_eerste_toelating");
	facts->first_in_nl = date_of(row, "datum_eerste_tenaamstelling_in_nederland");
	facts->holder_since = date_of(row, "datum_tenaamstelling");
	facts->mass_max_kg = number_of(row, "toegestane_maximum_massa_voertuig");
	facts->mass_ready_kg = number_of(row, "massa_rijklaar");
	facts->mass_empty_kg = number_of(row, "massa_ledig_voertuig");
	facts->odometer_year = number_of(row, "jaar_laatste_registratie_tellerstand");
	word_of(row, "tellerstandoordeel", facts->odometer_verdict);
	word_of(row, "code_toelichting_tellerstandoordeel", facts->odometer_code);
	word_of(row, "zuinigheidsclassificatie", facts->efficiency);
	facts->insured = truth_of(row, "wam_verzekerd");
	facts->exported = truth_of(row, "export_indicator");
	facts->recall_open = truth_of(row, "openstaande_terugroepactie_indicator");
	facts->taxi = truth_of(row, "taxi_indicator");
	facts->transferable = truth_of(row, "tenaamstellen_mogelijk");
	add_names(facts, row);
}

/* Sorted by the register's number; rows come in any order. */
static void insert_fuel(struct register_facts *facts, const char *fuel, int64_t number)
{
	size_t at = facts->fuels_count++;

	while (at > 0 && facts->fuel_numbers[at - 1] > number) {
		facts->fuels[at] = facts->fuels[at - 1];
		facts->fuel_numbers[at] = facts->fuel_numbers[at - 1];
		at--;
	}
	facts->fuels[at] = fuel;
	facts->fuel_numbers[at] = number;
}

bool register_add_fuel(struct register_facts *facts, const struct register_row *row)
{
	const char *fuel = register_fuel(register_field(row, "brandstof_omschrijving"));

	if (!fuel)
		return true;
	if (facts->fuels_count == REGISTER_FUELS_MAX)
		return false;
	insert_fuel(facts, fuel, number_of(row, "brandstof_volgnummer"));
	facts->fuel = register_fuel_strictest(facts->fuel, fuel);
	return true;
}

bool register_code_is_safe(const char *code)
{
	size_t len = code ? strlen(code) : 0;

	return len > 0 && len < REGISTER_WORD_TEXT &&
	       strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
			    "0123456789/-_.") == len;
}

static bool has_recall(const struct register_facts *facts, const char *code)
{
	for (size_t i = 0; i < facts->recalls_count; i++) {
		if (strcmp(facts->recalls[i], code) == 0)
			return true;
	}
	return false;
}

/* Sorted by code, so that the order of the rows is no change. */
static void insert_recall(struct register_facts *facts, const char *code)
{
	size_t at = facts->recalls_count++;

	while (at > 0 && strcmp(facts->recalls[at - 1], code) > 0) {
		memcpy(facts->recalls[at], facts->recalls[at - 1], REGISTER_WORD_TEXT);
		at--;
	}
	text_copy(facts->recalls[at], REGISTER_WORD_TEXT, code);
}

bool register_add_recall(struct register_facts *facts, const struct register_row *row)
{
	char status[REGISTER_WORD_TEXT];
	char code[REGISTER_WORD_TEXT];

	word_of(row, "code_status", status);
	word_of(row, "referentiecode_rdw", code);
	if (strcmp(status, "O") != 0 || !register_code_is_safe(code) ||
	    has_recall(facts, code))
		return true;
	if (facts->recalls_count == REGISTER_RECALLS_MAX)
		return false;
	insert_recall(facts, code);
	return true;
}

void register_add_expiry(struct register_facts *facts, const struct register_row *row)
{
	struct civil_date expiry = date_of(row, "vervaldatum_keuring");

	if (civil_compare(expiry, facts->apk_expiry) > 0)
		facts->apk_expiry = expiry;
}

/* Several reports a day are possible, refusals among them: only one that gave the date
 * that now counts says when it was. */
void register_add_report(struct register_facts *facts, const struct register_row *row)
{
	struct civil_date expiry = date_of(row, "vervaldatum_keuring");
	struct civil_date on = date_of(row, "meld_datum_door_keuringsinstantie");

	if (civil_is_set(expiry) && civil_compare(expiry, facts->apk_expiry) == 0 &&
	    civil_compare(on, facts->inspected_on) > 0)
		facts->inspected_on = on;
}

static bool knew_recall(const struct register_known *before, const char *code)
{
	for (size_t i = 0; i < before->recalls_count; i++) {
		if (strcmp(before->recalls[i], code) == 0)
			return true;
	}
	return false;
}

static unsigned compare_recalls(const struct register_known *before,
				const struct register_facts *now)
{
	unsigned changes = 0;

	for (size_t i = 0; i < now->recalls_count; i++) {
		if (!knew_recall(before, now->recalls[i]))
			changes |= REGISTER_RECALL_OPENED;
	}
	for (size_t i = 0; i < before->recalls_count; i++) {
		if (!has_recall(now, before->recalls[i]))
			changes |= REGISTER_RECALL_CLOSED;
	}
	return changes;
}

static unsigned compare_dates(const struct register_known *before,
			      const struct register_facts *now)
{
	int moved = civil_compare(now->apk_expiry, before->apk_expiry);
	unsigned changes = 0;

	if (moved > 0 && civil_is_set(before->apk_expiry))
		changes |= REGISTER_APK_MOVED;
	else if (moved != 0)
		changes |= REGISTER_APK_OTHER;
	/* A day that is known for the first time is news of the register, not a sale. */
	if (civil_is_set(before->holder_since) && civil_is_set(now->holder_since) &&
	    civil_compare(now->holder_since, before->holder_since) > 0)
		changes |= REGISTER_SOLD;
	return changes;
}

unsigned register_compare(const struct register_known *before,
			  const struct register_facts *now)
{
	unsigned changes = 0;

	if (!before->is_known)
		return REGISTER_FIRST_HEARD;
	if (before->found && !now->found)
		return REGISTER_NOT_FOUND;
	if (now->exported == REGISTER_YES && !before->exported)
		changes |= REGISTER_EXPORTED;
	return changes | compare_dates(before, now) | compare_recalls(before, now);
}
