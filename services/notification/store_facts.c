/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All facts about the contacts of a round, and those whose round died.
 */
#include "notification/store_round.h"

/* The addresses that it goes to: the request's, else the customer's own. A request that
 * names somebody else reaches nobody by the customer's telephone or letter box. */
#define OWN(column) "CASE WHEN i.to_email IS NULL THEN " column " END"
#define PRINT       "coalesce(i.to_print, c.address_print)"
#define PHONE_PRINT                                                                      \
	"coalesce(i.to_phone_print, " OWN("coalesce(c.phone_print, c.mobile_print)") ")"
#define MOBILE_PRINT "coalesce(i.to_phone_print, " OWN("c.mobile_print") ")"
/* Whose contacts count. */
#define PERSON "coalesce(i.to_party, i.customer_id)"

/* The columns of all statements, in the order of enum column. */
	#define COLUMNS                                                                  \
	"i.intent_id, i.dealer, i.customer_id, i.vehicle_id, i.proposal_id, i.purpose,"  \
	" i.is_marketing, i.template, i.channel,"                                        \
	" coalesce(nullif(wish.language, ''), i.language, c.language,"                   \
	" g.language),"                                                                  \
	" i.not_before, i.not_after, i.plate, i.make, i.model, i.reasons, i.due_date,"   \
	" i.apk_expiry, i.last_visit, i.attempts, i.outcomes,"                           \
	" g.active, g.name, g.timezone, g.sender_name, g.sender_email, g.reply_to,"      \
	" g.phone, g.street, g.postcode, g.city, g.website, g.public_url, g.brand_colour," \
	" c.erased, c.is_company, c.title, c.initials, c.first_name, c.particle,"        \
	" c.last_name, coalesce(i.to_email, c.email), " PRINT                            \
	", c.refuses, CASE WHEN i.to_party IS NULL THEN c.last_paid END,"                \
	" h.hard, h.soft_count, h.soft_since, h.paused_until, i.to_email, i.to_name,"    \
	" i.form, i.state, i.to_party, " PERSON ", i.channels, i.tried, i.programme,"    \
	" i.campaign_id, i.variant, i.reason_group, i.step, i.cents, i.deferrals, i.arm," \
	" g.cap_week, g.cap_month, g.cap_year,"                                          \
	" coalesce(i.holdout_per_mille, g.holdout_per_mille), g.channel_order,"          \
	" g.closed_from, g.closed_until, g.sms_sender, g.sms_cents, g.letter_cents,"     \
	" g.card_cents, g.phone_script,"                                                 \
	" coalesce(i.to_phone, " OWN(                                                    \
	"coalesce(c.phone, c.mobile)") "),"                                              \
	" coalesce(i.to_phone, " OWN(                                                    \
	"c.mobile") "), " PHONE_PRINT                                                    \
	", " MOBILE_PRINT                                                                \
	", " OWN(                                                                        \
	"c.street") ", c.house_number, c.addition, c.postcode, c.city, c.country,"       \
	" coalesce(nullif(wish.preferred, ''), c.preferred), hm.hard, hm.soft_count,"    \
	" hm.soft_since, hm.paused_until,"                                               \
	" i.passport_id, g.soft_opt_in_months, coalesce(wish.less_often, false),"        \
	" (SELECT string_agg(y.channel || ':' || y.contacts || ':' || y.visits, ',')"    \
	" FROM channel_score y WHERE y.dealer = i.dealer), g.carriers,"                       \
	" g.takes_appointments, (SELECT string_agg(o.proposal_id || ' ' || o.vehicle_id" \
	" || ' ' || coalesce(o.reason_group, '-') || ' ' || coalesce(o.step, 0), ','"    \
	" ORDER BY o.n) FROM intent_car o WHERE o.intent_id = i.intent_id),"              \
	" coalesce(i.lost, false)"

#define JOINS                                                                            \
	" LEFT JOIN garage g ON g.dealer = i.dealer"                                     \
	" LEFT JOIN customer c"                                                          \
	" ON c.dealer = i.dealer AND c.customer_id = i.customer_id"                      \
	" LEFT JOIN preference wish"                                                     \
	" ON wish.dealer = i.dealer AND wish.person_id = " PERSON                        \
	" LEFT JOIN address_health h"                                                    \
	" ON h.dealer = i.dealer AND h.address_print = " PRINT                           \
	" LEFT JOIN address_health hm"                                                   \
	" ON hm.dealer = i.dealer AND hm.address_print = " MOBILE_PRINT

#define SUPPRESSED_AT(print)                                                             \
	" (SELECT max(s.at) FROM suppressed_address s"                                   \
	" WHERE s.dealer = i.dealer AND s.address_print = " print                        \
	" AND s.purpose IN ('', i.purpose)),"

/* What the gate asks beside those columns. Who asked for an invitation may have heard of
 * a new holder a little later; one for the new holder comes with a later list. */
#define GATE_COLUMNS                                                                     \
	SUPPRESSED_AT(PRINT)                                                             \
	SUPPRESSED_AT(MOBILE_PRINT)                                                      \
	SUPPRESSED_AT(PHONE_PRINT)                                                       \
	" EXISTS (SELECT 1 FROM disowned_vehicle d WHERE d.dealer = i.dealer"            \
	" AND d.vehicle_id = i.vehicle_id"                                               \
	" AND (d.customer_id = i.customer_id OR d.address_print = " PRINT ")),"          \
	" EXISTS (SELECT 1 FROM holder_change m"                                         \
	" WHERE (m.vehicle_id = i.vehicle_id"                                            \
	" OR (m.plate <> '' AND m.plate = upper(replace(i.plate, '-', ''))))"            \
	" AND i.not_before < m.changed_at + interval '1 hour'),"                         \
	" coalesce((SELECT w.reason FROM withdrawn_request w"                            \
	" WHERE w.intent_id = i.intent_id AND w.dealer = i.dealer),"                     \
	" (SELECT w.reason FROM withdrawn_car w WHERE w.intent_id = i.intent_id"         \
	" AND w.proposal_id = i.proposal_id AND w.dealer = i.dealer)),"                  \
	" EXISTS (SELECT 1 FROM push_subscription b WHERE b.party_id = i.to_party),"     \
	" k.days_7, k.days_30, k.days_365, k.ladder, k.sms, k.paper, t.calls, t.reached"

/* Reserved and sent of this person, what is still in a channel's hands as if it left
 * today; calls are written down one by one. */
#define CONTACTS(now)                                                                    \
	" CROSS JOIN LATERAL (SELECT"                                                    \
	" count(*) FILTER (WHERE x.state = 'handed' OR x.contacted_at > " now            \
	"::timestamptz - interval '7 days') AS days_7,"                                  \
	" count(*) FILTER (WHERE x.state = 'handed' OR x.contacted_at > " now            \
	"::timestamptz - interval '30 days') AS days_30, count(*) AS days_365,"          \
	" count(*) FILTER (WHERE x.contacted_at > " now "::timestamptz"                  \
	" - interval '120 days' AND (x.reason_group = i.reason_group"                    \
	" AND x.vehicle_id = i.vehicle_id OR EXISTS (SELECT FROM intent_car o"           \
	" WHERE o.intent_id = x.intent_id AND o.vehicle_id = i.vehicle_id"               \
	" AND o.reason_group = i.reason_group))) AS ladder,"                             \
	" count(*) FILTER (WHERE x.channel = 'sms' AND x.contacted_at > " now            \
	"::timestamptz - interval '30 days') AS sms,"                                    \
	" count(*) FILTER (WHERE x.channel IN ('letter', 'card')) AS paper"              \
	" FROM intent x"                                                                 \
	" WHERE x.dealer = i.dealer AND coalesce(x.to_party, x.customer_id) = " PERSON   \
	" AND x.contacted_at > " now "::timestamptz - interval '365 days'"               \
	" AND x.intent_id <> i.intent_id) AS k"                                          \
	" CROSS JOIN LATERAL (SELECT count(*) AS calls,"                                 \
	" coalesce(bool_or(a.reached), false) AS reached FROM contact_attempt a"         \
	" WHERE a.dealer = i.dealer AND a.person = " PERSON                              \
	" AND a.reason_group = coalesce(i.reason_group, '') AND a.channel = 'phone'"     \
	" AND a.at > " now "::timestamptz - interval '14 days') AS t"

static const char SQL_FACTS[] =
	"SELECT " COLUMNS "," GATE_COLUMNS
	" FROM unnest($1::uuid[]) WITH ORDINALITY AS p (intent_id, n)"
	" JOIN intent i ON i.intent_id = p.intent_id" JOINS CONTACTS(
		"$2") " ORDER BY p.n";

/* Another car of a message, as if the message were its own. */
static const char SQL_OF_CAR[] =
	"SELECT " COLUMNS "," GATE_COLUMNS
	" FROM intent_car car JOIN intent x ON x.intent_id = car.intent_id"
	" LEFT JOIN LATERAL (SELECT e FROM jsonb_array_elements("
	"  x.form::jsonb -> 'others') e"
	"  WHERE e ->> 'proposal_id' = car.proposal_id::text) said ON true"
	" CROSS JOIN LATERAL jsonb_populate_record(x, jsonb_build_object("
	" 'vehicle_id', car.vehicle_id, 'proposal_id', car.proposal_id,"
	" 'reasons', car.reasons, 'reason_group', car.reason_group, 'step', car.step,"
	" 'plate', said.e ->> 'plate', 'make', said.e ->> 'make',"
	" 'model', said.e ->> 'model', 'due_date', said.e ->> 'due_date',"
	" 'apk_expiry', said.e ->> 'apk_expiry',"
	" 'last_visit', said.e ->> 'last_visit_date', 'passport_id', NULL)) AS i" JOINS
		CONTACTS("$2") " WHERE car.link_id = $1";

/* A contact that was not asked for: the row it would have. */
static const char SQL_SUPPOSED[] =
	"SELECT " COLUMNS "," GATE_COLUMNS
	" FROM jsonb_populate_record(NULL::intent, $1::jsonb) AS i" JOINS CONTACTS("$2");

static const char SQL_CLAIMS[] =
	"SELECT DISTINCT claim FROM intent WHERE state = 'sending'";

static const char SQL_ENDED[] =
	"WITH ended AS (UPDATE intent SET state = $2, claim = NULL,"
	" reason = 'SENDER_DIED', outcomes = outcomes + ($2 = 'uncertain')::integer,"
	" lost = $2 = 'queued',"
	" settled_at = CASE WHEN $2 = 'uncertain' THEN $3::timestamptz END"
	" WHERE claim = $1 AND state = 'sending' RETURNING *)"
	" SELECT " COLUMNS ", false, false, false, false, false, NULL, false,"
	" 0, 0, 0, 0, 0, 0, 0, false FROM ended i" JOINS;

int store_round_facts(struct tx *tx, const char *const *intents, size_t count,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_FACTS,
		       ARGS(arg_texts(intents, count), arg_instant(tx_now(tx))), ret_rows,
		       err);
}

int store_round_of_car(struct tx *tx, const struct uuid *link, struct rows **ret_rows,
		       struct err *err)
{
	return tx_rows(tx, SQL_OF_CAR, ARGS(arg_uuid(link), arg_instant(tx_now(tx))),
		       ret_rows, err);
}

int store_round_suppose(struct tx *tx, const char *intent_json, struct rows **ret_rows,
			struct err *err)
{
	return tx_rows(tx, SQL_SUPPOSED,
		       ARGS(arg_text(intent_json), arg_instant(tx_now(tx))), ret_rows,
		       err);
}

int store_claims(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CLAIMS, NO_ARGS, ret_rows, err);
}

int store_claim_ended(struct tx *tx, int64_t claim, const char *state,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_ENDED,
		       ARGS(arg_int(claim), arg_text(state), arg_instant(tx_now(tx))),
		       ret_rows, err);
}
