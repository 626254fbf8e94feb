/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service keeps of people, and how each of it is taken out. It knows no names:
 * a plate, an address of whoever drives, and words that staff typed. What was proposed,
 * decided and earned stays under ids that lead to nobody.
 */
#include "flow/forget.h"
#include "reminder/store_garage.h"

/* clang-format off */
#define THEIRS(t) t ".dealer = who.dealer AND " t ".customer_id = who.person"

static const char SQL_CLUES[] =
	"SELECT plate FROM vehicle WHERE dealer = $1 AND vehicle_id = ANY($3::uuid[])"
	" AND $2::uuid IS NOT NULL";

static const char SQL_CUSTOMER[] = FORGET
	"UPDATE customer c SET has_email = false, no_email = true, erased = true,"
	" has_post = false, postcode_area = NULL FROM who WHERE " THEIRS("c")
	" AND (NOT erased OR postcode_area IS NOT NULL)";
static const char SQL_VEHICLES[] = FORGET
	"UPDATE vehicle v SET plate = NULL FROM who WHERE v.dealer = who.dealer"
	" AND v.vehicle_id = ANY(who.cars) AND v.plate IS NOT NULL";
static const char SQL_REGISTER[] = FORGET
	"DELETE FROM register r WHERE NOT EXISTS (SELECT FROM vehicle v"
	" WHERE v.plate = r.plate) AND (SELECT cardinality(cars) FROM who) > 0";
static const char SQL_PROPOSALS[] = FORGET
	"UPDATE proposal p SET reason = NULL FROM who WHERE " THEIRS("p")
	" AND p.reason IS NOT NULL";
static const char SQL_CHANGES[] = FORGET
	"UPDATE proposal_change k SET reason = NULL FROM who, proposal p"
	" WHERE " THEIRS("p") " AND k.dealer = p.dealer AND k.proposal_id = p.proposal_id"
	" AND k.reason IS NOT NULL";
static const char SQL_SUPPRESSIONS[] = FORGET
	"UPDATE suppression s SET reason = NULL FROM who WHERE s.dealer = who.dealer"
	" AND s.reason IS NOT NULL AND (s.subject = who.person OR s.customer_id = who.person"
	" OR s.subject = ANY(who.cars))";
/* A holder's address, at every garage; a customer's, with their cars. */
static const char SQL_CONTACTS[] = FORGET
	"UPDATE passport p SET contact_email = NULL, contact_party = NULL, contact_name = NULL,"
	" contact_language = NULL FROM who WHERE p.dealer = who.dealer"
	" AND p.vehicle_id = ANY(who.cars) AND p.contact_email IS NOT NULL";

static const char SQL_LEADS[] = FORGET
	"DELETE FROM lead l USING who WHERE " THEIRS("l");

static const struct forget_rule rules[] = {
	{ "lead", SQL_LEADS, NULL },
	{ "customer", SQL_CUSTOMER, NULL },
	{ "vehicle", SQL_VEHICLES, NULL },
	{ "register", SQL_REGISTER, NULL },
	{ "proposal", SQL_PROPOSALS, NULL },
	{ "proposal_change", SQL_CHANGES, NULL },
	{ "suppression", SQL_SUPPRESSIONS, NULL },
	{ "passport", SQL_CONTACTS, NULL },
};
/* clang-format on */

const struct forget_service reminder_forgets = {
	"reminder",
	SQL_CLUES,
	rules,
	COUNT_OF(rules),
};
