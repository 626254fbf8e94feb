/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What this service keeps of people, and how each of it is taken out. Of a letter stay
 * that it went, when, and what came of it; of the ledger what was said and when; of an
 * address its print, so that it is never written to again.
 */
#include "flow/forget.h"
#include "notification/store.h"

/* clang-format off */
#define THEIRS(t) "((" t ".dealer = who.dealer AND " t ".customer_id = who.person)" \
	" OR " t ".customer_id = who.person)"

static const char SQL_CLUES[] =
	"SELECT unnest(ARRAY[email, right(phone, 9), right(mobile, 9)])"
	" FROM customer WHERE dealer = $1 AND customer_id = $2::uuid"
	" UNION SELECT unnest(ARRAY[to_email, right(to_phone, 9)]) FROM intent"
	" WHERE (customer_id = $2::uuid OR to_party = $2::uuid)"
	" AND $3::uuid[] IS NOT NULL";

/* Addresses stay suppressed by their print, whichever name comes with them later. */
static const char SQL_PRINTS[] = FORGET
	"INSERT INTO suppressed_address (dealer, address_print, purpose, at)"
	" SELECT c.dealer, p, '', who.at FROM who, customer c,"
	" unnest(ARRAY[c.address_print, c.phone_print, c.mobile_print]) p"
	" WHERE c.dealer = who.dealer AND c.customer_id = who.person"
	" AND p IS NOT NULL ON CONFLICT DO NOTHING";
static const char SQL_CUSTOMER[] = FORGET
	"UPDATE customer c SET title = NULL, initials = NULL, first_name = NULL,"
	" particle = NULL, last_name = NULL, company = NULL, street = NULL,"
	" house_number = NULL, addition = NULL, postcode = NULL, city = NULL,"
	" country = NULL, phone = NULL, mobile = NULL, email = NULL, address_print = NULL,"
	" phone_print = NULL, mobile_print = NULL, preferred = NULL,"
	" last_paid = NULL, erased = true FROM who WHERE c.dealer = who.dealer"
	" AND c.customer_id = who.person AND NOT c.erased";
static const char SQL_INTENTS[] = FORGET
	"UPDATE intent i SET plate = NULL, make = NULL, model = NULL, due_date = NULL,"
	" apk_expiry = NULL, last_visit = NULL, to_email = NULL, to_name = NULL,"
	" to_print = NULL, to_phone = NULL, to_phone_print = NULL, form = NULL FROM who"
	" WHERE (" THEIRS("i") " OR i.to_party = who.person) AND (i.plate IS NOT NULL"
	" OR i.to_email IS NOT NULL OR i.to_phone IS NOT NULL OR i.form IS NOT NULL)";
static const char SQL_LEDGER[] = FORGET
	"UPDATE consent_event e SET evidence = NULL FROM who WHERE " THEIRS("e")
	" AND e.evidence IS NOT NULL";
static const char SQL_CALLS[] = FORGET
	"UPDATE call_made k SET remark = NULL FROM who WHERE " THEIRS("k")
	" AND k.remark IS NOT NULL";
/* What was printed together with others' letters goes once it is out of the house; before,
 * the sheet alone is taken out of its PDF (print/batch.c). */
static const char SQL_PIECES[] = FORGET
	"UPDATE print_piece p SET pdf = NULL FROM who, print_line l, print_batch b"
	" WHERE l.dealer = who.dealer AND l.customer_id = who.person"
	" AND p.batch_id = l.batch_id AND p.number = l.piece AND b.batch_id = l.batch_id"
	" AND b.status IN ('handed_over', 'printed', 'posted') AND p.pdf IS NOT NULL";
static const char SQL_PREFERENCE[] = FORGET
	"DELETE FROM preference p USING who WHERE p.person_id = who.person";
static const char SQL_PLATES[] = FORGET
	"UPDATE holder_change h SET plate = '' FROM who"
	" WHERE h.vehicle_id = ANY(who.cars) AND h.plate <> ''";

static const char SQL_BROWSERS[] = FORGET
	"DELETE FROM push_subscription b USING who WHERE b.party_id = who.person";

static const struct forget_rule rules[] = {
	{ "suppressed_address", SQL_PRINTS, NULL },
	{ "customer", SQL_CUSTOMER, NULL },
	{ "intent", SQL_INTENTS, NULL },
	{ "consent_event", SQL_LEDGER, NULL },
	{ "call_made", SQL_CALLS, NULL },
	{ "print_piece", SQL_PIECES, NULL },
	{ "preference", SQL_PREFERENCE, NULL },
	{ "holder_change", SQL_PLATES, NULL },
	{ "push_subscription", SQL_BROWSERS, NULL },
};
/* clang-format on */

const struct forget_service notification_forgets = {
	"notification", SQL_CLUES, rules, COUNT_OF(rules),
};
