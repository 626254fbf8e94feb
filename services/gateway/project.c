/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which parts of each message the read model keeps, and under which names replies
 * show them. The messages were checked before; here they are taken apart as JSON by
 * Postgres, which costs one statement a batch whatever its size.
 */
#include "gateway/project.h"

#include <string.h>

#include "gateway/project_sql.h"

/* clang-format off */
static const char SQL_CUSTOMER[] = NEWEST("customer_id")
	"INSERT INTO gateway.customer AS old (dealer, customer_id, version, number, name,"
	" kind, city, email, phone, mobile, language, last_invoice_date, search, card,"
	" postcode_area) SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'customer_number',"
	" m ->> 'display_name', m ->> 'kind', m ->> 'city', m ->> 'email', m ->> 'phone',"
	" m ->> 'mobile', m ->> 'language', (m ->> 'last_invoice_date')::date,"
	" lower(concat_ws(' ', m ->> 'display_name', m ->> 'company', m ->> 'first_name',"
	"  m ->> 'customer_number', m ->> 'city')), "
	CARD("jsonb_strip_nulls(jsonb_build_object('id', id, 'name', m -> 'display_name',"
	     " 'kind', m -> 'kind', 'number', m -> 'customer_number',"
	     " 'language', m -> 'language', 'prospect', m -> 'prospect'))")
	", substring(m ->> 'postcode' from '^ *([0-9]{2})')"
	" FROM newest ON CONFLICT (dealer, customer_id) DO UPDATE SET"
	" version = excluded.version, number = excluded.number, name = excluded.name,"
	" kind = excluded.kind, city = excluded.city, email = excluded.email,"
	" phone = excluded.phone, mobile = excluded.mobile, language = excluded.language,"
	" last_invoice_date = excluded.last_invoice_date, search = excluded.search,"
	" card = excluded.card, postcode_area = excluded.postcode_area"
	" WHERE excluded.version > old.version";

/* The extra text is the plate with its dashes. */
static const char SQL_VEHICLE[] = NEWEST("vehicle_id")
	"INSERT INTO gateway.vehicle AS old (dealer, vehicle_id, version, plate, customer_id,"
	" is_stock_car, search, card, more)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'plate',"
	" (m ->> 'customer_id')::uuid, (m ->> 'is_stock_car')::boolean,"
	" lower(concat_ws(' ', m ->> 'plate', x, m ->> 'make', m ->> 'model')), "
	CARD("jsonb_strip_nulls(jsonb_build_object('id', id, 'plate', m -> 'plate',"
	     " 'plate_formatted', x, 'make', m -> 'make', 'model', m -> 'model',"
	     " 'fuel', m -> 'fuel', 'apk_expiry', m -> 'apk_expiry'))") ", "
	CARD("jsonb_strip_nulls(jsonb_build_object('country', m -> 'country',"
	     " 'vin', m -> 'vin', 'first_admission', m -> 'first_admission',"
	     " 'is_stock_car', m -> 'is_stock_car'))")
	" FROM newest ON CONFLICT (dealer, vehicle_id) DO UPDATE SET"
	" version = excluded.version, plate = excluded.plate,"
	" customer_id = excluded.customer_id, is_stock_car = excluded.is_stock_car,"
	" search = excluded.search, card = excluded.card, more = excluded.more"
	" WHERE excluded.version > old.version";

static const char SQL_PROPOSAL[] = NEWEST("proposal_id")
	"INSERT INTO gateway.proposal AS old (dealer, proposal_id, version, list_week,"
	" customer_id, vehicle_id, due, reason_group, reason_kinds, decision,"
	" decision_source, decided_by, apk_expiry, value_cents, channel, status, intent_id,"
	" sent, card, why, status_reason, decided_at, sent_at)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'list_week',"
	" (m ->> 'customer_id')::uuid, (m ->> 'vehicle_id')::uuid,"
	" coalesce((m ->> 'due_p50')::date, (m ->> 'apk_expiry')::date, '9999-12-31'),"
	" m ->> 'reason_group', ARRAY(SELECT r ->> 'kind' FROM"
	"  jsonb_array_elements(m -> 'reasons') r), m ->> 'decision',"
	" m ->> 'decision_source', m ->> 'decided_by', (m ->> 'apk_expiry')::date,"
	" coalesce((m ->> 'expected_value_cents')::bigint, 0), m ->> 'channel',"
	" m ->> 'status', (m ->> 'intent_id')::uuid, m ? 'sent_at', "
	CARD("(m - ARRAY['dealer', 'why', 'proposal_id', 'customer_id', 'vehicle_id',"
	     " 'decided_by']) || jsonb_build_object('id', id)")
	", m -> 'why', m ->> 'status_reason', (m ->> 'decided_at')::timestamptz,"
	" (m ->> 'sent_at')::timestamptz FROM newest ON CONFLICT (dealer, proposal_id) DO UPDATE SET"
	" version = excluded.version, list_week = excluded.list_week,"
	" customer_id = excluded.customer_id, vehicle_id = excluded.vehicle_id,"
	" due = excluded.due, reason_group = excluded.reason_group,"
	" reason_kinds = excluded.reason_kinds, decision = excluded.decision,"
	" decision_source = excluded.decision_source, decided_by = excluded.decided_by,"
	" apk_expiry = excluded.apk_expiry, value_cents = excluded.value_cents,"
	" channel = excluded.channel, status = excluded.status,"
	" intent_id = excluded.intent_id, sent = excluded.sent, card = excluded.card,"
	" why = excluded.why, status_reason = excluded.status_reason,"
	" decided_at = excluded.decided_at, sent_at = excluded.sent_at WHERE excluded.version > old.version";

static const char SQL_WEEK[] = NEWEST("list_week")
	"INSERT INTO gateway.week AS old (dealer, list_week, version, send_week, opens_at,"
	" deadline_at, status, total, closed_at)"
	" SELECT dealer, id, (m ->> 'version')::bigint, m ->> 'send_week',"
	" (m ->> 'opens_at')::timestamptz, (m ->> 'deadline_at')::timestamptz,"
	" m ->> 'status', (m #>> '{counts,total}')::bigint,"
	" (m ->> 'closed_at')::timestamptz"
	" FROM newest ON CONFLICT (dealer, list_week) DO UPDATE SET"
	" version = excluded.version, send_week = excluded.send_week,"
	" opens_at = excluded.opens_at, deadline_at = excluded.deadline_at,"
	" status = excluded.status, total = excluded.total, closed_at = excluded.closed_at"
	" WHERE excluded.version > old.version";

/* The closing fact may be heard before the list's new state. */
static const char SQL_WEEK_CLOSED[] = NEWEST("list_week")
	"UPDATE gateway.week w SET status = 'closed',"
	" closed_at = (n.m ->> 'closed_at')::timestamptz FROM newest n"
	" WHERE w.dealer = n.dealer AND w.list_week = n.id AND w.status <> 'closed'";

static const char SQL_INTAKE[] = NEWEST("record_id")
	"INSERT INTO gateway.intake AS old (dealer, record_id, version, receipt_id, vendor,"
	" received_at, status, reasons, card, preview)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, (m ->> 'receipt_id')::uuid,"
	" m ->> 'vendor', (m ->> 'received_at')::timestamptz, m ->> 'status',"
	" coalesce(m -> 'reasons', '[]'), "
	CARD("'{\"reasons\": []}'::jsonb || (m - ARRAY['dealer', 'record_id', 'preview'])"
	     " || jsonb_build_object('id', id)")
	", m ->> 'preview'"
	" FROM newest ON CONFLICT (dealer, record_id) DO UPDATE SET"
	" version = excluded.version, receipt_id = excluded.receipt_id,"
	" vendor = excluded.vendor, received_at = excluded.received_at,"
	" status = excluded.status, reasons = excluded.reasons, card = excluded.card,"
	" preview = excluded.preview WHERE excluded.version > old.version";

static const char SQL_CONVERSION[] = NEWEST("conversion_id")
	"INSERT INTO gateway.conversion AS old (dealer, conversion_id, version, proposal_id,"
	" customer_id, vehicle_id, visit_date, touched_at, list_week, reason_group, channel,"
	" kind, value_cents, flagged, voided, campaign_id, variant)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, (m ->> 'proposal_id')::uuid,"
	" (m ->> 'customer_id')::uuid, (m ->> 'vehicle_id')::uuid,"
	" (m ->> 'visit_date')::date, (m ->> 'touched_at')::timestamptz, m ->> 'list_week',"
	" m ->> 'reason_group', m ->> 'channel', m ->> 'kind',"
	" (m ->> 'value_cents')::bigint, coalesce((m ->> 'flagged')::boolean, false),"
	" (m ->> 'voided')::boolean, (m ->> 'campaign_id')::uuid, m ->> 'variant'"
	" FROM newest ON CONFLICT (dealer, conversion_id) DO UPDATE SET"
	" version = excluded.version, proposal_id = excluded.proposal_id,"
	" customer_id = excluded.customer_id, vehicle_id = excluded.vehicle_id,"
	" visit_date = excluded.visit_date, touched_at = excluded.touched_at,"
	" list_week = excluded.list_week, reason_group = excluded.reason_group,"
	" channel = excluded.channel, kind = excluded.kind,"
	" value_cents = excluded.value_cents, flagged = excluded.flagged,"
	" voided = excluded.voided, campaign_id = excluded.campaign_id,"
	" variant = excluded.variant WHERE excluded.version > old.version";

static const char SQL_CONTACT[] =
	"WITH newest AS (SELECT m, m ->> 'dealer' AS dealer FROM (SELECT r::jsonb AS m"
	" FROM unnest($1::text[], $2::text[]) AS t(r, x)) u), " REVISED
	" INSERT INTO gateway.contact (dealer, intent_id, sequence, customer_id, proposal_id,"
	" channel, outcome, reason, at, vehicle_id, passport_id, template, campaign_id,"
	" variant, reason_group, step, cost_cents, is_reached)"
	" SELECT dealer, (m ->> 'intent_id')::uuid, (m ->> 'sequence')::int,"
	" (m ->> 'customer_id')::uuid, (m ->> 'proposal_id')::uuid, m ->> 'channel',"
	" m ->> 'outcome', m ->> 'reason', (m ->> 'at')::timestamptz,"
	" (m ->> 'vehicle_id')::uuid, (m ->> 'passport_id')::uuid, m ->> 'template',"
	" (m ->> 'campaign_id')::uuid, m ->> 'variant', m ->> 'reason_group',"
	" (m ->> 'step')::int, coalesce((m ->> 'cost_cents')::bigint, 0),"
	" (m ->> 'reached')::boolean FROM newest ORDER BY 1, 2, 3 ON CONFLICT DO NOTHING";

static const char SQL_CONSENT[] = NEWEST("customer_id")
	"INSERT INTO gateway.consent AS old (dealer, customer_id, version, entries,"
	" email_health, objected)"
	" SELECT dealer, id::uuid, (m ->> 'version')::bigint, m -> 'entries',"
	" m ->> 'email_health', EXISTS (SELECT 1 FROM jsonb_array_elements(m -> 'entries') e"
	"  WHERE e ->> 'state' = 'objected')"
	" FROM newest ON CONFLICT (dealer, customer_id) DO UPDATE SET"
	" version = excluded.version, entries = excluded.entries,"
	" email_health = excluded.email_health, objected = excluded.objected"
	" WHERE excluded.version > old.version";

/* Invoices carry their visit as it is with them; a visit that was merged away goes. */
static const char SQL_VISIT[] =
	"WITH newest AS (SELECT DISTINCT ON (dealer, id) v, dealer, id, vehicle_id FROM"
	" (SELECT m -> 'visit' AS v, m ->> 'dealer' AS dealer,"
	"  m #>> '{visit,visit_id}' AS id, m ->> 'vehicle_id' AS vehicle_id"
	"  FROM (SELECT r::jsonb AS m FROM unnest($1::text[], $2::text[]) AS t(r, x)) u"
	"  WHERE m ? 'visit' AND m ? 'vehicle_id') s"
	" ORDER BY dealer, id, (v ->> 'version')::bigint DESC), " REVISED ","
	" absorbed AS (DELETE FROM gateway.visit g USING newest n,"
	"  jsonb_array_elements_text(coalesce(n.v -> 'absorbed_visit_ids', '[]')) a"
	"  WHERE g.dealer = n.dealer AND g.visit_id = a::uuid)"
	" INSERT INTO gateway.visit AS old (dealer, visit_id, version, vehicle_id, visit_date,"
	" voided, card) SELECT dealer, id::uuid, (v ->> 'version')::bigint,"
	" vehicle_id::uuid, (v ->> 'visit_date')::date,"
	" coalesce((v ->> 'voided')::boolean, false), "
	CARD("v - ARRAY['absorbed_visit_ids', 'invoice_ids', 'customer_id', 'version']")
	" FROM newest ON CONFLICT (dealer, visit_id) DO UPDATE SET"
	" version = excluded.version, vehicle_id = excluded.vehicle_id,"
	" visit_date = excluded.visit_date, voided = excluded.voided, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_CUSTOMER_GONE[] =
	"DELETE FROM gateway.customer WHERE dealer = $1 AND customer_id = $2::uuid";
static const char SQL_VEHICLE_GONE[] =
	"DELETE FROM gateway.vehicle WHERE dealer = $1 AND vehicle_id = $2::uuid";
static const char SQL_PROPOSAL_GONE[] =
	"DELETE FROM gateway.proposal WHERE dealer = $1 AND proposal_id = $2::uuid";
static const char SQL_CONSENT_GONE[] =
	"DELETE FROM gateway.consent WHERE dealer = $1 AND customer_id = $2::uuid";
static const char SQL_INTAKE_GONE[] =
	"DELETE FROM gateway.intake WHERE dealer = $1 AND record_id = $2::uuid";

static const char SQL_REVISE[] =
	"WITH newest AS (SELECT $1::text AS dealer), " REVISED " SELECT";

static const struct projection_sql LISTS[] = {
	[PROJECT_CUSTOMER] = { SQL_CUSTOMER, SQL_CUSTOMER_GONE },
	[PROJECT_VEHICLE] = { SQL_VEHICLE, SQL_VEHICLE_GONE },
	[PROJECT_PROPOSAL] = { SQL_PROPOSAL, SQL_PROPOSAL_GONE },
	[PROJECT_WEEK] = { SQL_WEEK, NULL },
	[PROJECT_WEEK_CLOSED] = { SQL_WEEK_CLOSED, NULL },
	[PROJECT_INTAKE] = { SQL_INTAKE, SQL_INTAKE_GONE },
	[PROJECT_CONVERSION] = { SQL_CONVERSION, NULL },
	[PROJECT_CONTACT] = { SQL_CONTACT, NULL },
	[PROJECT_CONSENT] = { SQL_CONSENT, SQL_CONSENT_GONE },
	[PROJECT_VISIT] = { SQL_VISIT, NULL },
};
/* clang-format on */

static const struct projection_sql *sql_of(enum projection what)
{
	if (what >= PROJECT_LEAD)
		return &project_leads[what - PROJECT_LEAD];
	if (what >= PROJECT_PRINT_BATCH)
		return &project_prints[what - PROJECT_PRINT_BATCH];
	if (what >= PROJECT_APPOINTMENT)
		return &project_appointments[what - PROJECT_APPOINTMENT];
	if (what >= PROJECT_PASSPORT)
		return &project_passports[what - PROJECT_PASSPORT];
	return what >= PROJECT_INSPECTION
		       ? &project_inspections[what - PROJECT_INSPECTION]
		       : &LISTS[what];
}

int project_messages(struct tx *tx, enum projection what, const struct heard *const *in,
		     size_t count, const char *const *extra, struct err *err)
{
	char **texts = mem_alloc(count * sizeof(*texts));
	const char *const *none = mem_alloc(count * sizeof(*none));
	for (size_t i = 0; i < count; i++)
		texts[i] = mem_text_n(in[i]->raw.at, in[i]->raw.len);
	int result = tx_run(tx, sql_of(what)->keep,
			    ARGS(arg_texts((const char *const *)texts, count),
				 arg_texts(extra ? extra : none, count)),
			    NULL, err);
	for (size_t i = 0; i < count; i++)
		mem_free(texts[i]);
	mem_free(texts);
	mem_free((void *)(uintptr_t)none);
	return result;
}

static bool is_id(enum projection what, const char *id)
{
	struct civil_date day;
	return what == PROJECT_CALENDAR ? civil_parse(id, &day, NULL) == 0
					: uuid_is_valid(id);
}

int project_gone(struct tx *tx, enum projection what, const char *key, struct err *err)
{
	const char *slash = strrchr(key, '/');
	if (!slash || !is_id(what, slash + 1))
		return err_set(err, ERR_INVALID, "a tombstone's key is not dealer/id");
	char *dealer = mem_text_n(key, (size_t)(slash - key));
	int result = tx_run(tx, sql_of(what)->gone,
			    ARGS(arg_text(dealer), arg_text(slash + 1)), NULL, err);
	if (result == 0)
		result = tx_run(tx, SQL_REVISE, ARGS(arg_text(dealer)), NULL, err);
	mem_free(dealer);
	return result;
}
