/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows in force. A clause for cars of more than 160,000 km was in a draft and is in
 * no row: its final text was not seen.
 */
#include "reminder/domain/apk_law.h"

#include "base/mem.h"

/* clang-format off */
static const struct apk_rule FIRST_TEST[] = {
	{ { 1, 1, 1 }, APK_ANY_FUEL,      false, NO_DATE, 0, APK_ANY_AGE, 12, 0 },
	{ { 1, 1, 1 }, APK_GAS_OR_DIESEL, true,  NO_DATE, 0, APK_ANY_AGE, 36, 0 },
	{ { 1, 1, 1 }, APK_OTHER_FUEL,    true,  NO_DATE, 0, APK_ANY_AGE, 48, 0 },
};

static const struct apk_rule PERIOD[] = {
	{ { 1, 1, 1 }, APK_ANY_FUEL,   false, NO_DATE,        0,       APK_ANY_AGE, 12, 0 },
	{ { 1, 1, 1 }, APK_ANY_FUEL,   true,  NO_DATE,        30 * 12, APK_ANY_AGE, 24, 0 },
	{ { 1, 1, 1 }, APK_OTHER_FUEL, true,  { 2005, 1, 1 }, 0,       7 * 12,      24, 0 },
	{ { 1, 1, 1 }, APK_ANY_FUEL,   true,  NO_DATE,        0,       APK_ANY_AGE, 12, 0 },
};
/* clang-format on */

const struct apk_law APK_FIRST_TEST = { FIRST_TEST, COUNT_OF(FIRST_TEST) };
const struct apk_law APK_PERIOD = { PERIOD, COUNT_OF(PERIOD) };

static bool is_gas_or_diesel(enum fuel fuel)
{
	return fuel == FUEL_DIESEL || fuel == FUEL_LPG || fuel == FUEL_CNG;
}

static bool rule_fits(const struct apk_rule *rule, const struct apk_vehicle *vehicle,
		      struct civil_date on)
{
	struct civil_date admitted = vehicle->first_admission;

	if (civil_compare(on, rule->valid_from) < 0)
		return false;
	if (rule->light != (vehicle->category == APK_LIGHT))
		return false;
	if (rule->fuel != APK_ANY_FUEL &&
	    (rule->fuel == APK_GAS_OR_DIESEL) != is_gas_or_diesel(vehicle->fuel))
		return false;
	if (civil_is_set(rule->admitted_from) &&
	    civil_compare(admitted, rule->admitted_from) < 0)
		return false;
	if (vehicle->odometer_km < rule->km_from)
		return false;
	return civil_compare(on, civil_add_months(admitted, rule->age_from)) >= 0 &&
	       civil_compare(on, civil_add_months(admitted, rule->age_below)) < 0;
}

int apk_law_months(const struct apk_law *law, const struct apk_vehicle *vehicle,
		   struct civil_date on)
{
	if (vehicle->category == APK_EXEMPT || vehicle->category == APK_NONE ||
	    !civil_is_set(vehicle->first_admission))
		return 0;
	for (size_t i = 0; i < law->count; i++)
		if (rule_fits(&law->rules[i], vehicle, on))
			return law->rules[i].months;
	return 0;
}
