/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what the read model keeps of passports, parties, fleets and transfers, and who
 * sees a car: a passport's garages, owner and driver are written in the statement that
 * keeps the passport, so that nobody sees it a moment longer than it says.
 */
#include "gateway/project.h"
#include "gateway/project_sql.h"

/* clang-format off */
/* $1: the messages; the newest of each id, if it is newer than what is shown. */
#define NEWEST_ID(key)                                                                       \
	"WITH newest AS (SELECT DISTINCT ON (id) m, x, id, version FROM ("                   \
	"  SELECT m, x, (m ->> '" key "')::uuid AS id, (m ->> 'version')::bigint AS version" \
	"  FROM (SELECT r::jsonb AS m, x FROM unnest($1::text[], $2::text[]) AS t(r, x)) u"  \
	" ) w ORDER BY id, version DESC),"                                                   \
	" fresh AS (SELECT n.* FROM newest n LEFT JOIN gateway.shown s ON s.id = n.id"       \
	"  WHERE s.version IS NULL OR s.version < n.version),"                               \
	" shown AS (INSERT INTO gateway.shown AS s (id, version)"                            \
	"  SELECT id, version FROM fresh ON CONFLICT (id) DO UPDATE SET"                     \
	"  version = excluded.version WHERE excluded.version > s.version)"

/* The link to the page of whoever `tenant` is; gone when the message has none. */
#define LINKED_ID(kind, tenant)                                                              \
	", linked AS (INSERT INTO gateway.link AS l (dealer, id, version, kind, hash,"       \
	"  expires_at) SELECT " tenant ", id, version, '" kind "', m #>> '{link,hash}',"     \
	"  (m #>> '{link,expires_at}')::timestamptz FROM fresh"                              \
	"  WHERE m ? 'link' AND " tenant " IS NOT NULL ON CONFLICT (dealer, id) DO UPDATE"   \
	"  SET version = excluded.version, hash = excluded.hash,"                            \
	"  expires_at = excluded.expires_at),"                                               \
	" unlinked AS (DELETE FROM gateway.link l USING fresh n WHERE l.id = n.id"           \
	"  AND l.kind = '" kind "' AND (NOT n.m ? 'link'"                                    \
	"   OR l.dealer IS DISTINCT FROM " tenant "))"

#define PARTY(member) "'@' || (m ->> '" member "')"

/* A garage that looks after the car no longer: what it is billed of those months stays. */
#define PAST                                                                                 \
	", left_by AS (SELECT g ->> 'dealer' AS dealer, n.id,"                               \
	"   (g ->> 'since')::timestamptz AS since, (g ->> 'until')::timestamptz AS until,"   \
	"   coalesce(g ->> 'vehicle_id', n.m ->> 'vehicle_id')::uuid AS vehicle_id,"         \
	"   (g ->> 'customer_id')::uuid AS customer_id,"                                     \
	"   array_remove(ARRAY[n.m ->> 'owner_id', n.m ->> 'driver_id', o.owner_id::text,"   \
	"    o.driver_id::text] || coalesce(f.managers::text[], '{}'), NULL) AS holders"     \
	"   FROM fresh n CROSS JOIN LATERAL jsonb_array_elements(n.m -> 'garages') g"        \
	"   LEFT JOIN gateway.passport o ON o.passport_id = n.id"                            \
	"   LEFT JOIN gateway.fleet f ON f.fleet_id = o.fleet_id WHERE g ? 'until'),"        \
	" past AS (INSERT INTO gateway.passport_past (dealer, passport_id, since, until,"    \
	"   vehicle_id, customer_id, holders, login_months)"                                 \
	"  SELECT b.dealer, b.id, b.since, b.until, b.vehicle_id, b.customer_id, b.holders," \
	"   ARRAY(SELECT DISTINCT to_char(l.at AT TIME ZONE coalesce(d.timezone, 'UTC'),"    \
	"     'YYYY-MM') FROM gateway.audit l WHERE l.action = 'login' AND l.result = 'ok'"  \
	"     AND l.actor IN (SELECT '@' || h FROM unnest(b.holders) h)"                     \
	"     AND l.at >= b.since AND l.at < b.until)"                                       \
	"  FROM left_by b LEFT JOIN gateway.dealer d ON d.dealer = b.dealer"                 \
	"  ON CONFLICT DO NOTHING)"

/* The extra text is the plate with its dashes. Who sees the car: garages that look after
 * it, and while it lasts its owner, and a driver who is somebody else. */
static const char SQL_PASSPORT[] =
	NEWEST_ID("passport_id")
	LINKED_ID("passport",
		  "('@' || coalesce(m ->> 'driver_id', m ->> 'owner_id'))")
	", may AS (SELECT g ->> 'dealer' AS tenant, id, 'garage' AS role,"
	"   max((g ->> 'since')::timestamptz) AS since, (m ->> 'fleet_id')::uuid AS fleet_id,"
	"   max(g ->> 'customer_id')::uuid AS customer_id,"
	"   max(coalesce(g ->> 'vehicle_id', m ->> 'vehicle_id'))::uuid AS vehicle_id"
	"   FROM fresh, jsonb_array_elements(m -> 'garages') g WHERE NOT g ? 'until'"
	"   GROUP BY 1, 2, 5"
	"  UNION ALL SELECT " PARTY("owner_id") ", id, 'owner',"
	"   (m ->> 'owner_since')::timestamptz, NULL, NULL, NULL FROM fresh"
	"   WHERE m ? 'owner_id' AND m ->> 'status' <> 'archived'"
	"  UNION ALL SELECT " PARTY("driver_id") ", id, 'driver',"
	"   coalesce(m ->> 'driver_since', m ->> 'owner_since')::timestamptz,"
	"   (m ->> 'fleet_id')::uuid, NULL, NULL FROM fresh"
	"   WHERE m ? 'driver_id' AND m ->> 'status' <> 'archived'"
	"   AND m ->> 'driver_id' IS DISTINCT FROM m ->> 'owner_id'),"
	" may_not AS (DELETE FROM gateway.passport_access a USING fresh n"
	"  WHERE a.passport_id = n.id AND NOT EXISTS (SELECT 1 FROM may WHERE may.id = n.id"
	"   AND may.tenant = a.tenant AND may.role = a.role)),"
	" allowed AS (INSERT INTO gateway.passport_access (tenant, passport_id, role, since,"
	"  fleet_id, customer_id, vehicle_id)"
	"  SELECT tenant, id, role, since, fleet_id, customer_id, vehicle_id"
	"  FROM may ON CONFLICT (tenant, passport_id, role) DO UPDATE SET"
	"  since = excluded.since, fleet_id = excluded.fleet_id,"
	"  customer_id = excluded.customer_id, vehicle_id = excluded.vehicle_id)" PAST
	" INSERT INTO gateway.passport AS old (passport_id, version, status, plate,"
	" vehicle_id, owner_id, owner_since, driver_id, driver_since, fleet_id, garages,"
	" contact, transfer_id, created_at, search, card)"
	" SELECT id, version, m ->> 'status', m ->> 'plate', (m ->> 'vehicle_id')::uuid,"
	" (m ->> 'owner_id')::uuid, (m ->> 'owner_since')::timestamptz,"
	" (m ->> 'driver_id')::uuid, (m ->> 'driver_since')::timestamptz,"
	" (m ->> 'fleet_id')::uuid, m -> 'garages', m -> 'contact',"
	" (m #>> '{transfer,transfer_id}')::uuid,"
	" coalesce(m ->> 'created_at', m ->> 'owner_since')::timestamptz,"
	" lower(concat_ws(' ', m ->> 'plate', x, m ->> 'make', m ->> 'model')), "
	CARD("(m - ARRAY['owner_id', 'owner_since', 'driver_id', 'driver_since', 'fleet_id',"
	     " 'garages', 'contact', 'link', 'country', 'created_by'])"
	     " || jsonb_strip_nulls(jsonb_build_object('plate_formatted', x, 'created_at',"
	     "  coalesce(m ->> 'created_at', m ->> 'owner_since')))")
	" FROM fresh ON CONFLICT (passport_id) DO UPDATE SET version = excluded.version,"
	" status = excluded.status, plate = excluded.plate, vehicle_id = excluded.vehicle_id,"
	" owner_id = excluded.owner_id, owner_since = excluded.owner_since,"
	" driver_id = excluded.driver_id, driver_since = excluded.driver_since,"
	" fleet_id = excluded.fleet_id, garages = excluded.garages,"
	" contact = excluded.contact, transfer_id = excluded.transfer_id,"
	" created_at = excluded.created_at, search = excluded.search, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_PASSPORT_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE id = $1::uuid),"
	" may_not AS (DELETE FROM gateway.passport_access WHERE passport_id = $1::uuid)"
	" DELETE FROM gateway.passport WHERE passport_id = $1::uuid";

/* The extra text is the address as it is compared. A party whose sessions are over, that is closed, or that has another address than its
 * links were sent to, is signed out here; row-level security finds no session then. */
static const char SQL_PARTY[] = NEWEST_ID("party_id")
	LINKED_ID("party", PARTY("party_id"))
	", over AS (SELECT n.id FROM fresh n LEFT JOIN gateway.party p ON p.party_id = n.id"
	"  WHERE n.m ->> 'status' = 'closed' OR (p.party_id IS NOT NULL"
	"   AND (n.m ->> 'sessions_since')::timestamptz"
	"    > coalesce(p.sessions_since, '-infinity'))),"
	" signed_out AS (DELETE FROM gateway.session s USING over WHERE s.user_id = over.id),"
	" moved AS (DELETE FROM gateway.login_link l USING fresh n, gateway.party p"
	"  WHERE l.party_id = n.id AND p.party_id = n.id AND (n.m ->> 'status' = 'closed'"
	"   OR p.address <> n.x)),"
	" forgot AS (DELETE FROM gateway.party_login l USING fresh n"
	"  WHERE l.party_id = n.id AND n.m ->> 'status' = 'closed')"
	" INSERT INTO gateway.party AS old (party_id, version, kind, status, address, email,"
	" name, language, fleet_id, home_dealer, verified, sessions_since, pending_email,"
	" card, more)"
	" SELECT id, version, m ->> 'kind', m ->> 'status',"
	" x, m ->> 'email', m ->> 'name', m ->> 'language',"
	" (m ->> 'fleet_id')::uuid, m ->> 'home_dealer', m ? 'verified_at',"
	" (m ->> 'sessions_since')::timestamptz, m ->> 'pending_email', "
	CARD("jsonb_build_object('party_id', id, 'name', m -> 'name', 'status',"
	     " m -> 'status')") ", "
	CARD("jsonb_strip_nulls(jsonb_build_object('email', m -> 'email', 'phone',"
	     " m -> 'phone', 'company', m -> 'company', 'street', m -> 'street',"
	     " 'postcode', m -> 'postcode', 'city', m -> 'city', 'country', m -> 'country',"
	     " 'language', m -> 'language'))")
	" FROM fresh ON CONFLICT (party_id) DO UPDATE SET version = excluded.version,"
	" kind = excluded.kind, status = excluded.status, address = excluded.address,"
	" email = excluded.email, name = excluded.name, language = excluded.language,"
	" fleet_id = excluded.fleet_id, home_dealer = excluded.home_dealer,"
	" verified = excluded.verified, sessions_since = excluded.sessions_since,"
	" pending_email = excluded.pending_email, card = excluded.card,"
	" more = excluded.more WHERE excluded.version > old.version";

static const char SQL_PARTY_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE id = $1::uuid),"
	" signed_out AS (DELETE FROM gateway.session WHERE user_id = $1::uuid),"
	" moved AS (DELETE FROM gateway.login_link WHERE party_id = $1::uuid),"
	" forgot AS (DELETE FROM gateway.party_login WHERE party_id = $1::uuid)"
	" DELETE FROM gateway.party WHERE party_id = $1::uuid";

static const char SQL_FLEET[] = NEWEST_ID("fleet_id")
	", may AS (SELECT '@' || p AS tenant, id FROM fresh,"
	"   jsonb_array_elements_text(m -> 'managers') p WHERE m ->> 'status' <> 'closed'),"
	" may_not AS (DELETE FROM gateway.fleet_manager a USING fresh n"
	"  WHERE a.fleet_id = n.id AND NOT EXISTS (SELECT 1 FROM may WHERE may.id = n.id"
	"   AND may.tenant = a.tenant)),"
	" allowed AS (INSERT INTO gateway.fleet_manager (tenant, fleet_id)"
	"  SELECT tenant, id FROM may ON CONFLICT DO NOTHING)"
	" INSERT INTO gateway.fleet AS old (fleet_id, version, name, status, managers,"
	" approval_limit_cents, search, card)"
	" SELECT id, version, m ->> 'name', m ->> 'status',"
	" ARRAY(SELECT p::uuid FROM jsonb_array_elements_text(m -> 'managers')"
	"  WITH ORDINALITY AS e(p, n) ORDER BY n), (m ->> 'approval_limit_cents')::bigint,"
	" lower(m ->> 'name'), " CARD("m - ARRAY['managers', 'dealer', 'created_by']")
	" FROM fresh ON CONFLICT (fleet_id) DO UPDATE SET version = excluded.version,"
	" name = excluded.name, status = excluded.status, managers = excluded.managers,"
	" approval_limit_cents = excluded.approval_limit_cents, search = excluded.search,"
	" card = excluded.card WHERE excluded.version > old.version";

static const char SQL_FLEET_GONE[] =
	"WITH may_not AS (DELETE FROM gateway.fleet_manager WHERE fleet_id = $1::uuid)"
	" DELETE FROM gateway.fleet WHERE fleet_id = $1::uuid";

/* The extra text is the plate with its dashes. */
static const char SQL_TRANSFER[] = NEWEST_ID("transfer_id")
	LINKED_ID("transfer", PARTY("recipient_id"))
	" INSERT INTO gateway.transfer AS old (transfer_id, version, passport_id, status,"
	" recipient_id, started_by, started_at, card)"
	" SELECT id, version, (m ->> 'passport_id')::uuid, m ->> 'status',"
	" (m ->> 'recipient_id')::uuid, (m ->> 'started_by')::uuid,"
	" (m ->> 'started_at')::timestamptz, "
	CARD("(m - ARRAY['link', 'recipient_id', 'started_by', 'fleet_id'])"
	     " || jsonb_strip_nulls(jsonb_build_object('plate_formatted', x,"
	     "  'reminded', coalesce(m -> 'reminded', '0')))")
	" FROM fresh ON CONFLICT (transfer_id) DO UPDATE SET version = excluded.version,"
	" passport_id = excluded.passport_id, status = excluded.status,"
	" recipient_id = excluded.recipient_id, started_by = excluded.started_by,"
	" started_at = excluded.started_at, card = excluded.card"
	" WHERE excluded.version > old.version";

static const char SQL_TRANSFER_GONE[] =
	"WITH unlinked AS (DELETE FROM gateway.link WHERE id = $1::uuid)"
	" DELETE FROM gateway.transfer WHERE transfer_id = $1::uuid";
/* clang-format on */

#define AT(what) [(what)-PROJECT_PASSPORT]
const struct projection_sql project_passports[] = {
	AT(PROJECT_PASSPORT) = { SQL_PASSPORT, SQL_PASSPORT_GONE },
	AT(PROJECT_PARTY) = { SQL_PARTY, SQL_PARTY_GONE },
	AT(PROJECT_FLEET) = { SQL_FLEET, SQL_FLEET_GONE },
	AT(PROJECT_TRANSFER) = { SQL_TRANSFER, SQL_TRANSFER_GONE },
};

int project_id_gone(struct tx *tx, enum projection what, const char *key, struct err *err)
{
	if (!uuid_is_valid(key))
		return err_set(err, ERR_INVALID, "a tombstone's key is not an id");
	return tx_run(tx, project_passports[what - PROJECT_PASSPORT].gone,
		      ARGS(arg_text(key)), NULL, err);
}
