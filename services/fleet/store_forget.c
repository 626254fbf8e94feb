/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service keeps of people, and how each of it is taken out. Passports, people
 * and appointments are emptied by book/ and appointment/, which say them anew.
 */
#include "flow/forget.h"
#include "fleet/store_facts.h"

/* clang-format off */
static const char SQL_CLUES[] =
	"SELECT plate FROM vehicle WHERE dealer = $1 AND vehicle_id = ANY($3::uuid[])"
	" UNION SELECT unnest(ARRAY[email, email_key, pending_email, right(phone, 9)])"
	" FROM party WHERE party_id = $2::uuid";

static const char SQL_VEHICLES[] = FORGET
	"UPDATE vehicle v SET plate = NULL FROM who WHERE v.dealer = who.dealer"
	" AND v.vehicle_id = ANY(who.cars) AND v.plate IS NOT NULL";

/* What is counted stays; whose it is cannot be found by a plate any more. */
static const char SQL_COSTS[] = FORGET
	"UPDATE cost_car c SET identity = NULL FROM who, unnest(who.cars) AS v (id)"
	" WHERE c.car = cost_print(who.dealer || '|' || v.id) AND c.identity IS NOT NULL";

static const struct forget_rule rules[] = {
	{ "vehicle", SQL_VEHICLES, NULL },
	{ "cost_car", SQL_COSTS, NULL },
	{ "party", NULL, "book/erase.c" },
	{ "passport", NULL, "book/erase.c" },
	{ "fleet", NULL, "a company's name" },
	{ "transfer", NULL, "book/erase.c" },
	{ "appointment", NULL, "appointment/later.c" },
	{ "register_plate", NULL, "events_forget.c" },
};
/* clang-format on */

const struct forget_service fleet_forgets = {
	"fleet", SQL_CLUES, rules, COUNT_OF(rules),
};
