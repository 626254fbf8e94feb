/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service keeps of people, and how each of it is taken out. Forms are emptied
 * by form/erase.c, which says them anew; what was found on the car stays.
 */
#include "flow/forget.h"
#include "inspection/store_facts.h"

/* clang-format off */
static const char SQL_CLUES[] =
	"SELECT unnest(ARRAY[email, right(phone, 9), right(mobile, 9)]) FROM customer"
	" WHERE dealer = $1 AND customer_id = $2::uuid"
	" UNION SELECT unnest(ARRAY[plate, vin]) FROM vehicle"
	" WHERE dealer = $1 AND vehicle_id = ANY($3::uuid[])";

static const char SQL_VEHICLES[] = FORGET
	"UPDATE vehicle v SET plate = NULL, vin = NULL FROM who WHERE v.dealer = who.dealer"
	" AND v.vehicle_id = ANY(who.cars) AND (v.plate IS NOT NULL OR v.vin IS NOT NULL)";
static const char SQL_REGISTER[] = FORGET
	"DELETE FROM register r WHERE NOT EXISTS (SELECT FROM vehicle v"
	" WHERE v.plate = r.plate) AND (SELECT cardinality(cars) FROM who) > 0";
static const char SQL_REASONS[] = FORGET
	"UPDATE form f SET discard_reason = NULL FROM who WHERE f.dealer = who.dealer"
	" AND f.customer_id = who.person AND f.discard_reason IS NOT NULL";

static const struct forget_rule rules[] = {
	{ "customer", NULL, "form/erase.c" },
	{ "form", SQL_REASONS, "form/erase.c" },
	{ "form_field", NULL, "form/erase.c" },
	{ "edit_log", NULL, "form/erase.c" },
	{ "form_version", NULL, "form/erase.c" },
	{ "line_answer", NULL, "form/erase.c" },
	{ "registration", NULL, "form/register.c" },
	{ "vehicle", SQL_VEHICLES, NULL },
	{ "register", SQL_REGISTER, NULL },
};
/* clang-format on */

const struct forget_service inspection_forgets = {
	"inspection", SQL_CLUES, rules, COUNT_OF(rules),
};
