/* SPDX-License-Identifier: Apache-2.0 */
/* The other cars of a message: kept beside its row, taken out one by one. */
#include "notification/store_household.h"

#include <stdio.h>

#include "base/strbuf.h"
#include "notification/mail/letter_household.h"

#define REASONS_TEXT ((size_t)200)
#define NUMBER_TEXT  8

static const char SQL_ADD[] =
	"INSERT INTO intent_car (intent_id, n, link_id, proposal_id, vehicle_id, reasons,"
	" reason_group, step) SELECT $1, $2, $3, $4, $5, $6, $7, nullif($8::bigint, 0)"
	" WHERE NOT EXISTS (SELECT FROM intent WHERE intent_id = $1)"
	" ON CONFLICT DO NOTHING";

/* What holds a car is what the gate asks of the first one (store_facts.c). */
static const char SQL_CARS[] =
	"WITH car AS (SELECT i.intent_id, 0 AS n, i.proposal_id, i.vehicle_id,"
	" i.reason_group, upper(replace(i.plate, '-', '')) AS plate FROM intent i"
	" WHERE i.intent_id = ANY($1::uuid[]) AND i.state IN ('queued', 'handed')"
	" AND EXISTS (SELECT FROM intent_car o WHERE o.intent_id = i.intent_id)"
	" UNION ALL SELECT o.intent_id, o.n, o.proposal_id, o.vehicle_id, o.reason_group,"
	" (SELECT upper(replace(e ->> 'plate', '-', '')) FROM jsonb_array_elements("
	"  x.form::jsonb -> 'others') e WHERE e ->> 'proposal_id' = o.proposal_id::text)"
	" FROM intent_car o JOIN intent x ON x.intent_id = o.intent_id"
	" WHERE o.intent_id = ANY($1::uuid[]) AND x.state IN ('queued', 'handed'))"
	" SELECT car.intent_id, car.n, car.proposal_id, car.vehicle_id, car.reason_group,"
	" coalesce((SELECT w.reason FROM withdrawn_car w WHERE w.dealer = i.dealer"
	"  AND w.intent_id = car.intent_id AND w.proposal_id = car.proposal_id),"
	" CASE WHEN EXISTS (SELECT FROM disowned_vehicle d WHERE d.dealer = i.dealer"
	"  AND d.vehicle_id = car.vehicle_id AND (d.customer_id = i.customer_id"
	"  OR d.address_print = coalesce(i.to_print, c.address_print)))"
	"  THEN 'NOT_OWNER' END,"
	" CASE WHEN EXISTS (SELECT FROM holder_change m"
	"  WHERE (m.vehicle_id = car.vehicle_id OR m.plate <> '' AND m.plate = car.plate)"
	"  AND i.not_before < m.changed_at + interval '1 hour')"
	"  THEN 'HOLDER_CHANGED' END),"
	" (SELECT count(*) FROM intent x WHERE x.dealer = i.dealer"
	"  AND coalesce(x.to_party, x.customer_id) = coalesce(i.to_party, i.customer_id)"
	"  AND x.contacted_at > $2::timestamptz - interval '120 days'"
	"  AND x.intent_id <> i.intent_id AND (x.vehicle_id = car.vehicle_id"
	"  AND x.reason_group = car.reason_group OR EXISTS (SELECT FROM intent_car o"
	"  WHERE o.intent_id = x.intent_id AND o.vehicle_id = car.vehicle_id"
	"  AND o.reason_group = car.reason_group)))"
	" FROM car JOIN intent i ON i.intent_id = car.intent_id"
	" LEFT JOIN customer c ON c.dealer = i.dealer AND c.customer_id = i.customer_id"
	" ORDER BY car.intent_id, car.n";

/* The form without one of the others. */
#define FORM_WITHOUT(proposal)                                                           \
	"jsonb_set(i.form::jsonb, '{others}', (SELECT coalesce(jsonb_agg(e), '[]')"      \
	" FROM jsonb_array_elements(i.form::jsonb -> 'others') e"                        \
	" WHERE e ->> 'proposal_id' <> " proposal "::text))::text"

static const char SQL_DROP[] =
	"WITH gone AS (DELETE FROM intent_car WHERE intent_id = $1 AND n = $2"
	" RETURNING proposal_id) UPDATE intent i SET form = " FORM_WITHOUT(
		"gone.proposal_id") " FROM gone WHERE i.intent_id = $1";

/* Another one takes the first place, with what the form says of it. */
static const char SQL_PROMOTE[] =
	"WITH next AS (DELETE FROM intent_car WHERE intent_id = $1 AND n = $2"
	" RETURNING *), said AS (SELECT e AS words FROM next, intent x,"
	" jsonb_array_elements(x.form::jsonb -> 'others') e WHERE x.intent_id = $1"
	"  AND e ->> 'proposal_id' = next.proposal_id::text)"
	" UPDATE intent i SET vehicle_id = next.vehicle_id,"
	" proposal_id = next.proposal_id, reasons = next.reasons,"
	" reason_group = next.reason_group, step = next.step,"
	" plate = said.words ->> 'plate',"
	" make = said.words ->> 'make', model = said.words ->> 'model',"
	" due_date = (said.words ->> 'due_date')::date,"
	" apk_expiry = (said.words ->> 'apk_expiry')::date,"
	" last_visit = (said.words ->> 'last_visit_date')::date,"
	" passport_id = NULL, form = " FORM_WITHOUT(
		"next.proposal_id") " FROM next LEFT JOIN said ON true"
				     " WHERE i.intent_id = $1";

static const char SQL_OUTCOME[] =
	"UPDATE intent SET outcomes = outcomes + 1 WHERE intent_id = $1"
	" RETURNING outcomes, dealer, customer_id, purpose, channel, template, programme";

static const char SQL_WITHDRAW[] =
	"INSERT INTO withdrawn_car (intent_id, proposal_id, dealer, customer_id, reason,"
	" at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";

static const char SQL_FORGET_WITHDRAWN[] = "DELETE FROM withdrawn_car WHERE at < $1";

static int add_one(struct tx *tx, const char *intent, size_t place,
		   const struct wire_household_car *car, struct err *err)
{
	struct uuid link = letter_household_link(intent, car->vehicle_id);
	STRBUF_AUTO reasons = strbuf_new(REASONS_TEXT);

	for (size_t i = 0; i < car->reason_kinds_count; i++)
		strbuf_addf(&reasons, "%s%s", i > 0 ? "," : "",
			    wire_reason_kind_word(car->reason_kinds[i]));
	return tx_run(tx, SQL_ADD,
		      ARGS(arg_text(intent), arg_int((int64_t)place), arg_uuid(&link),
			   arg_text(car->proposal_id), arg_text(car->vehicle_id),
			   arg_text(reasons.text),
			   arg_text(car->reason_group
					    ? wire_reason_group_word(car->reason_group)
					    : NULL),
			   arg_int(car->step)),
		      NULL, err);
}

int store_household_add(struct tx *tx, const struct notification_requested *request,
			struct err *err)
{
	const struct notification_requested_params *params = request->params;

	for (size_t i = 0; params && i < params->others_count; i++)
		if (add_one(tx, request->intent_id, i + 1, &params->others[i], err) < 0)
			return -1;
	return 0;
}

int store_household_cars(struct tx *tx, const char *const *intents, size_t count,
			 struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_CARS,
		       ARGS(arg_texts(intents, count), arg_instant(tx_now(tx))), ret_rows,
		       err);
}

int store_household_drop(struct tx *tx, const struct household_drop *drop,
			 struct err *err)
{
	bool first = drop->place == 0;

	return tx_run(tx, first ? SQL_PROMOTE : SQL_DROP,
		      ARGS(arg_text(drop->intent),
			   arg_int(first ? drop->next : drop->place)),
		      NULL, err);
}

int store_household_outcome(struct tx *tx, const char *intent, struct rows **ret_rows,
			    struct err *err)
{
	return tx_rows(tx, SQL_OUTCOME, ARGS(arg_text(intent)), ret_rows, err);
}

int store_household_withdraw(struct tx *tx, const struct notification_withdraw *withdraw,
			     struct err *err)
{
	return tx_run(tx, SQL_WITHDRAW,
		      ARGS(arg_text(withdraw->intent_id), arg_text(withdraw->proposal_id),
			   arg_text(withdraw->dealer), arg_text(withdraw->customer_id),
			   arg_text(withdraw->reason), arg_instant(tx_now(tx))),
		      NULL, err);
}

int store_household_tidy(struct tx *tx, struct instant before, struct err *err)
{
	return tx_run(tx, SQL_FORGET_WITHDRAWN, ARGS(arg_instant(before)), NULL, err);
}
