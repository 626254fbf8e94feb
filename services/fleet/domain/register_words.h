/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the vehicle register (RDW open data) writes things, as facts of ours: dates as
 * 20260131 or with a time behind them, "Ja" and "Nee", numbers as text, names in
 * capitals, and "Niet geregistreerd" for nothing. What cannot be read is unknown, never
 * guessed. Thread: any.
 */
#ifndef BEURT_FLEET_REGISTER_WORDS_H
#define BEURT_FLEET_REGISTER_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/civil_date.h"

enum register_truth { REGISTER_UNKNOWN, REGISTER_NO, REGISTER_YES };

/* NULL for what the register writes when it has nothing ("N.v.t.", "Niet geregistreerd",
 * "Geen verstrekking in Open Data"), for NULL and for an empty text; else the text. */
const char *register_said(const char *text);
/* The text, or its first whole words and "…" when it is longer than size - 1 bytes:
 * people see that there is more. */
void register_shorten(const char *text, char *into, size_t size);
/* "20260131", "2026-01-31T00:00:00.000", "2026-01-31"; NO_DATE for anything else. */
struct civil_date register_date(const char *text);
enum register_truth register_truth(const char *text);
/* Whole kilograms, years and the like: "1290", "1290.0"; -1 = unknown. */
int64_t register_number(const char *text);

/* Words of fuel.json. Several fuels: the one whose inspections come soonest, see
 * register_fuel_strictest(). NULL for NULL. */
const char *register_fuel(const char *brandstof);
/* Of two fuels of one car the stricter (Stb. 2007, 487: diesel and gas also when combined
 * with electricity); NULL counts as none. */
const char *register_fuel_strictest(const char *one, const char *other);

/* The word of vehicle_category.json; NULL when nothing is known. mass_max_kg: -1 =
 * unknown. */
const char *register_category(const char *voertuigsoort, const char *inrichting,
			      enum register_truth taxi, int64_t mass_max_kg);

/* For people: "SKODA" is "Skoda", "BMW" stays. Empty when it does not fit. */
void register_make(const char *merk, char *into, size_t size);
/* The same; a make that is repeated in front goes. */
void register_model(const char *merk, const char *handelsbenaming, char *into,
		    size_t size);

#endif
