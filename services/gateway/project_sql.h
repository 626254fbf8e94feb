/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that projections share, and what one projection is made of. Thread: any.
 */
#ifndef BEURT_GATEWAY_PROJECT_SQL_H
#define BEURT_GATEWAY_PROJECT_SQL_H

/* clang-format off */
/* Whatever changes a dealer's rows raises its revision. */
#define REVISED                                                                              \
	"revised AS (INSERT INTO gateway.revision AS r (dealer, slot, revision)"             \
	" SELECT DISTINCT dealer, pg_backend_pid() % 16, 1 FROM newest ORDER BY dealer"      \
	" ON CONFLICT (dealer, slot) DO UPDATE SET revision = r.revision + 1)"

/* $1: the messages. The newest of each key in the batch, in the key's order, so that two
 * projectors never wait for each other in a circle. */
#define NEWEST_OF(key)                                                                       \
	"WITH newest AS (SELECT DISTINCT ON (dealer, id) m, x,"                              \
	" m ->> 'dealer' AS dealer, (m ->> '" key "') AS id"                                 \
	" FROM (SELECT r::jsonb AS m, x FROM unnest($1::text[], $2::text[]) AS t(r, x)) u"   \
	" ORDER BY dealer, id, (m ->> 'version')::bigint DESC), " REVISED
#define NEWEST(key) NEWEST_OF(key) " "

/* The link of whatever has one; the newest version of it decides that it is gone, too. */
#define LINKED(kind)                                                                         \
	", linked AS (INSERT INTO gateway.link AS l (dealer, id, version, kind, hash,"       \
	"  expires_at) SELECT dealer, id::uuid, (m ->> 'version')::bigint, '" kind "',"      \
	"  m #>> '{link,hash}', (m #>> '{link,expires_at}')::timestamptz"                    \
	"  FROM newest WHERE m ? 'link' ON CONFLICT (dealer, id) DO UPDATE SET"              \
	"  version = excluded.version, hash = excluded.hash,"                                \
	"  expires_at = excluded.expires_at WHERE excluded.version > l.version),"            \
	" unlinked AS (DELETE FROM gateway.link l USING newest n WHERE l.dealer = n.dealer"  \
	"  AND l.id = n.id::uuid AND NOT n.m ? 'link'"                                       \
	"  AND l.version < (n.m ->> 'version')::bigint) "

/* A JSON object without its braces. */
#define CARD(object) "left(substr((" object ")::text, 2), -1)"
/* clang-format on */

struct projection_sql {
	const char *keep; /* $1 messages, $2 an extra text of each */
	const char *gone; /* $1 dealer, $2 id; NULL: has no tombstones */
};

/* From PROJECT_INSPECTION on. */
extern const struct projection_sql project_inspections[];
/* From PROJECT_PASSPORT on. */
extern const struct projection_sql project_passports[];

/* From PROJECT_APPOINTMENT on. */
extern const struct projection_sql project_appointments[];
/* From PROJECT_PRINT_BATCH on. */
extern const struct projection_sql project_prints[];
/* From PROJECT_LEAD on. */
extern const struct projection_sql project_leads[];

#endif
