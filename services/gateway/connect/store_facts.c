/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what of a message is a fact, whom it is about, what of it may be told without
 * naming anybody, and until when it is news: a week, or of a visit two weeks after it.
 */
#include "gateway/connect/facts.h"

/* clang-format off */
/* Facts are rows f (dealer, fact, subject, word, at, fresh, data); `word` makes it one of
 * its kind. $1 messages, $2 now. */
#define FACTS(select)                                                                        \
	"WITH heard AS (SELECT r::jsonb AS m FROM unnest($1::text[]) AS t(r)),"              \
	" f AS (" select ")"                                                                 \
	" INSERT INTO gateway.delivery (delivery_id, dealer, connector_id, fact, subject, at,"\
	"  data, state, due_at, created_at)"                                                 \
	" SELECT DISTINCT ON (1) md5(concat_ws('|', c.connector_id, f.fact, f.word))::uuid,"  \
	"  f.dealer, c.connector_id, f.fact, f.subject, f.at, jsonb_strip_nulls(f.data),"    \
	"  'waiting', $2::timestamptz, $2::timestamptz FROM f JOIN gateway.connector c"      \
	"  ON c.dealer = f.dealer AND c.active AND c.url IS NOT NULL"                        \
	"  AND f.fact = ANY (c.facts) WHERE f.fresh >= c.created_at - interval '1 minute'"                         \
	"  AND f.fresh > $2::timestamptz - interval '7 days' ORDER BY 1, f.at"               \
	" ON CONFLICT (delivery_id) DO NOTHING"

#define PICK(names) "(SELECT jsonb_object_agg(k, m -> k) FROM unnest(ARRAY[" names "]) k"    \
	" WHERE m ? k)"

static const char SQL_OUTCOMES[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, CASE m ->> 'outcome' WHEN 'sent'"
	"  THEN 'invitation_sent' ELSE 'message_failed' END AS fact,"
	" m ->> 'customer_id' AS subject, concat(m ->> 'intent_id', m ->> 'sequence') AS word,"
	" (m ->> 'at')::timestamptz AS at, (m ->> 'at')::timestamptz AS fresh, "
	PICK("'customer_id', 'vehicle_id', 'proposal_id', 'channel', 'template', 'reason',"
	     " 'reason_group', 'campaign_id'") " AS data FROM heard"
	" WHERE (m ->> 'outcome' = 'sent' AND m ->> 'purpose' IN ('reminder', 'promotion'))"
	"  OR m ->> 'outcome' IN ('failed', 'bounced')");

static const char SQL_INVOICES[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, 'visit_recorded' AS fact, m ->> 'vehicle_id' AS"
	" subject, m #>> '{visit,visit_id}' AS word, $2::timestamptz AS at,"
	" (m #>> '{visit,visit_date}')::date + interval '14 days' AS fresh,"
	" jsonb_build_object('customer_id', m -> 'customer_id', 'vehicle_id', m -> 'vehicle_id',"
	"  'visit_id', m #> '{visit,visit_id}', 'visit_date', m #> '{visit,visit_date}',"
	"  'classes', m #> '{visit,classes}') AS data FROM heard WHERE m ? 'visit'"
	" AND m ? 'vehicle_id' AND NOT coalesce((m #>> '{visit,voided}')::boolean, false)");

static const char SQL_CONVERSIONS[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, 'visit_credited' AS fact, m ->> 'vehicle_id' AS"
	" subject, m ->> 'conversion_id' AS word, $2::timestamptz AS at,"
	" (m ->> 'visit_date')::date + interval '14 days' AS fresh, "
	PICK("'customer_id', 'vehicle_id', 'proposal_id', 'visit_date', 'channel', 'kind',"
	     " 'value_cents', 'campaign_id'") " AS data FROM heard"
	" WHERE NOT (m ->> 'voided')::boolean");

/* One saved version is one fact; each wish to be called is one of its own. */
static const char SQL_INSPECTIONS[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, 'advice_saved' AS fact, m ->> 'inspection_id' AS"
	" subject, concat(m ->> 'inspection_id', m ->> 'saved_number') AS word,"
	" (m ->> 'saved_at')::timestamptz AS at, (m ->> 'saved_at')::timestamptz AS fresh,"
	" jsonb_build_object('customer_id', m -> 'customer_id', 'vehicle_id', m -> 'vehicle_id',"
	"  'inspection_id', m -> 'inspection_id', 'number', m -> 'saved_number',"
	"  'advices', jsonb_array_length(m -> 'advices'), 'total_cents', m -> 'total_cents')"
	" AS data FROM heard WHERE m ? 'saved_number' AND m ->> 'status' <> 'discarded'"
	"  AND jsonb_array_length(m -> 'advices') > 0"
	" UNION ALL SELECT m ->> 'dealer', 'call_wanted', m ->> 'inspection_id',"
	" concat(m ->> 'inspection_id', a ->> 'advice_id', a ->> 'at'),"
	" (a ->> 'at')::timestamptz, (a ->> 'at')::timestamptz, jsonb_build_object("
	"  'customer_id', m -> 'customer_id', 'vehicle_id', m -> 'vehicle_id',"
	"  'inspection_id', m -> 'inspection_id', 'advice_id', a -> 'advice_id', 'text',"
	"  (SELECT l -> 'text' FROM jsonb_array_elements(m -> 'advices') l"
	"   WHERE l ->> 'advice_id' = a ->> 'advice_id' LIMIT 1))"
	" FROM heard, jsonb_array_elements(m -> 'answers') a"
	" WHERE a ->> 'answer' = 'call' AND NOT a ? 'voided'");

static const char SQL_APPOINTMENTS[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, CASE WHEN m ->> 'status' = 'cancelled' THEN"
	"  'appointment_cancelled' WHEN m ? 'moved_at' THEN 'appointment_moved'"
	"  ELSE 'appointment_made' END AS fact, m ->> 'appointment_id' AS subject,"
	" concat(m ->> 'appointment_id', m ->> 'sequence') AS word, w.at, w.at AS fresh, "
	PICK("'customer_id', 'vehicle_id', 'appointment_id', 'proposal_id', 'date', 'time',"
	     " 'minutes', 'kinds', 'stay'") " AS data FROM heard,"
	" LATERAL (SELECT coalesce(m ->> 'cancelled_at', m ->> 'moved_at',"
	"  m ->> 'booked_at')::timestamptz AS at) w"
	" WHERE m ->> 'status' IN ('booked', 'cancelled')");

static const char SQL_CALLS[] = FACTS(
	"SELECT m ->> 'dealer' AS dealer, 'call_asked' AS fact, m ->> 'task_id' AS subject,"
	" m ->> 'task_id' AS word, (m ->> 'not_before')::timestamptz AS at,"
	" $2::timestamptz AS fresh, "
	PICK("'customer_id', 'vehicle_id', 'task_id', 'proposal_id', 'campaign_id',"
	     " 'not_before', 'not_after', 'reason_kinds'") " AS data FROM heard"
	" WHERE m ->> 'status' = 'open' AND m ->> 'attempts' = '0'");

/* A turn is a delivery of its own: what went back to the gate surely did not leave. */
static const char SQL_MESSAGES[] =
	"WITH heard AS (SELECT r::jsonb AS m FROM unnest($1::text[]) AS t(r))"
	" INSERT INTO gateway.delivery (delivery_id, dealer, connector_id, fact, subject, at,"
	"  data, state, due_at, created_at)"
	" SELECT DISTINCT ON (1) md5(concat_ws('|', c.connector_id, 'message',"
	"  m ->> 'intent_id', m ->> 'turn'))::uuid, c.dealer, c.connector_id, 'message',"
	"  m ->> 'intent_id', $2::timestamptz, "
	PICK("'intent_id', 'turn', 'channel', 'customer_id', 'vehicle_id'") ","
	"  'waiting', $2::timestamptz, $2::timestamptz FROM heard JOIN gateway.connector c"
	"  ON c.connector_id = (m ->> 'connector_id')::uuid AND c.dealer = m ->> 'dealer'"
	" ON CONFLICT (delivery_id) DO NOTHING";
/* clang-format on */

static const char *const SQL[] = {
	[FACTS_OF_OUTCOMES] = SQL_OUTCOMES,
	[FACTS_OF_INVOICES] = SQL_INVOICES,
	[FACTS_OF_CONVERSIONS] = SQL_CONVERSIONS,
	[FACTS_OF_INSPECTIONS] = SQL_INSPECTIONS,
	[FACTS_OF_APPOINTMENTS] = SQL_APPOINTMENTS,
	[FACTS_OF_CALLS] = SQL_CALLS,
	[FACTS_OF_MESSAGES] = SQL_MESSAGES,
};

int facts_queue(struct tx *tx, enum fact_source source, const struct heard *const *in,
		size_t count, struct err *err)
{
	char **texts = mem_alloc(count * sizeof(*texts));
	for (size_t i = 0; i < count; i++)
		texts[i] = mem_text_n(in[i]->raw.at, in[i]->raw.len);
	int result = tx_run(tx, SQL[source],
			    ARGS(arg_texts((const char *const *)texts, count),
				 arg_instant(tx_now(tx))),
			    NULL, err);
	for (size_t i = 0; i < count; i++)
		mem_free(texts[i]);
	mem_free(texts);
	return result;
}
