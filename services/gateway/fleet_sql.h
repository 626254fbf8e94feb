/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Pieces of SQL that the list of a fleet's cars and one car share. `c` is a car as a
 * garage is asked about it: v its vehicle, own the first day of which all is the fleet's,
 * since the moment it came, ended the day the garage's link ended, until the moment.
 * Thread: any.
 */
#ifndef BEURT_GATEWAY_FLEET_SQL_H
#define BEURT_GATEWAY_FLEET_SQL_H

#include "gateway/row_sql.h"

/* clang-format off */
#define AS_JSON(column) "('{' || " column " || '}')::jsonb"
/* An object's members, without those that are null. */
#define BARE(object) "left(substr(jsonb_strip_nulls(" object ")::text, 2), -1)"

/* An invoice has a day only: on the day the car came it is of before (domain/own_days.h),
 * but of a car that came with its passport. `since` and `first` as SQL. */
#define OWN_DAY(since, first)                                                                \
	"(" DEALER_DATE(since) " + CASE WHEN " first " THEN 0 ELSE 1 END)"
/* A form is theirs by its moment and by the day on it. */
#define FORM_IS_OWN                                                                          \
	"i.inspection_date >= c.own - CASE WHEN c.first THEN 0 ELSE 1 END"                   \
	" AND (c.first OR i.opened_on >= c.since)"

/* Row-level security shows a manager its own fleets alone. */
#define OF_THE_FLEET " JOIN gateway.fleet_manager m ON m.fleet_id = p.fleet_id"

/* What the garage saw while it looked after the car. */
#define VISITS_HAD                                                                           \
	"SELECT visit_date, visit_id, " AS_JSON("card") " AS j FROM gateway.visit"           \
	" WHERE vehicle_id = c.v AND NOT voided"                                             \
	" AND (c.ended IS NULL OR visit_date < c.ended)"

/* What is open is what the last form says, at who looks after the car. */
#define NEWEST_FORM                                                                          \
	"SELECT i.inspection_id, i.saved_number, " AS_JSON("i.head") " AS j"                 \
	" FROM gateway.inspection i WHERE i.vehicle_id = c.v AND c.until IS NULL"            \
	" AND i.saved_number > 0 AND i.status <> 'discarded'"                                \
	" ORDER BY i.inspection_date DESC NULLS LAST, i.opened_on DESC LIMIT 1"

/* The answer that stands to the advice e of the form f. */
#define STANDING_ANSWER                                                                      \
	"(SELECT s FROM jsonb_array_elements(coalesce(f.j -> 'answers', '[]')) s"            \
	" WHERE s ->> 'advice_id' = e ->> 'advice_id' AND NOT s ? 'voided' LIMIT 1)"
#define ADVICE_IS_OPEN                                                                       \
	"NOT coalesce((e ->> 'executed')::boolean, false)"                                   \
	" AND coalesce(" STANDING_ANSWER " ->> 'answer', '') NOT IN ('approve', 'decline')"

/* Without who comes and what they wrote. */
#define FLEET_APPOINTMENT_JSON                                                               \
	"jsonb_strip_nulls(jsonb_build_object('appointment_id', b.appointment_id,"           \
	" 'date', b.date, 'time', " AS_JSON("b.card") " -> 'time', 'kinds',"                 \
	" coalesce(" AS_JSON("b.card") " -> 'kinds', '[]'), 'status', b.status, 'garage',"   \
	" (SELECT d.name FROM gateway.dealer d LIMIT 1)))"
/* clang-format on */

#endif
