/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what the read model keeps of appointments, of garages' days and of campaigns.
 */
#include "gateway/project.h"
#include "gateway/project_sql.h"

/* clang-format off */
/* The extra text is the plate with its dashes. */
static const char SQL_APPOINTMENT[] = NEWEST_OF("appointment_id") LINKED("appointment")
	"INSERT INTO gateway.appointment AS old (dealer, appointment_id, version, status,"
	" date, starts_at, vehicle_id, customer_id, passport_id, party_id, inspection_id,"
	" card) SELECT dealer, id::uuid, (m ->> 'version')::bigint, m ->> 'status',"
	" (m ->> 'date')::date, (m ->> 'starts_at')::timestamptz,"
	" (m ->> 'vehicle_id')::uuid, (m ->> 'customer_id')::uuid,"
	" (m ->> 'passport_id')::uuid, (m ->> 'party_id')::uuid,"
	" (m ->> 'inspection_id')::uuid, "
	CARD("(m - ARRAY['dealer', 'link'])"
	     " || jsonb_strip_nulls(jsonb_build_object('plate_formatted', x))")
	" FROM newest ON CONFLICT (dealer, appointment_id) DO UPDATE SET"
	" version = excluded.version, status = excluded.status, date = excluded.date,"
	" starts_at = excluded.starts_at, vehicle_id = excluded.vehicle_id,"
	" customer_id = excluded.customer_id, passport_id = excluded.passport_id,"
	" party_id = excluded.party_id, inspection_id = excluded.inspection_id,"
	" card = excluded.card WHERE excluded.version > old.version";

static const char SQL_APPOINTMENT_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE dealer = $1 AND id = $2::uuid)"
	" DELETE FROM gateway.appointment WHERE dealer = $1 AND appointment_id = $2::uuid";

static const char SQL_CALENDAR[] = NEWEST("date")
	"INSERT INTO gateway.calendar AS old (dealer, date, version, slots)"
	" SELECT dealer, id::date, (m ->> 'version')::bigint, m -> 'slots'"
	" FROM newest ON CONFLICT (dealer, date) DO UPDATE SET version = excluded.version,"
	" slots = excluded.slots WHERE excluded.version > old.version";

/* A card is without whom and what: lists show neither. */
static const char SQL_CAMPAIGN[] = NEWEST("campaign_id")
	"INSERT INTO gateway.campaign AS old (dealer, campaign_id, version, status,"
	" changed_at, card, state) SELECT dealer, id::uuid, (m ->> 'version')::bigint,"
	" m ->> 'status', (m ->> 'changed_at')::timestamptz, "
	CARD("(m - ARRAY['dealer', 'plan', 'holds', 'results'])"
	     " || jsonb_build_object('id', id, 'plan', (m -> 'plan')"
	     " - ARRAY['selection', 'variants'])") ", "
	CARD("(m - ARRAY['dealer']) || jsonb_build_object('id', id)")
	" FROM newest ON CONFLICT (dealer, campaign_id) DO UPDATE SET"
	" version = excluded.version, status = excluded.status,"
	" changed_at = excluded.changed_at, card = excluded.card, state = excluded.state"
	" WHERE excluded.version > old.version";

static const char SQL_CAMPAIGN_GONE[] =
	"DELETE FROM gateway.campaign WHERE dealer = $1 AND campaign_id = $2::uuid";

static const char SQL_CALENDAR_GONE[] =
	"DELETE FROM gateway.calendar WHERE dealer = $1 AND date = $2::date";
/* clang-format on */

#define AT(what) [(what)-PROJECT_APPOINTMENT]
const struct projection_sql project_appointments[] = {
	AT(PROJECT_APPOINTMENT) = { SQL_APPOINTMENT, SQL_APPOINTMENT_GONE },
	AT(PROJECT_CALENDAR) = { SQL_CALENDAR, SQL_CALENDAR_GONE },
	AT(PROJECT_CAMPAIGN) = { SQL_CAMPAIGN, SQL_CAMPAIGN_GONE },
};
