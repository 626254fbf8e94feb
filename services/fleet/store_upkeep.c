/* SPDX-License-Identifier: Apache-2.0 */
/* What cars need, one row for each garage's car. */
#include "fleet/store_upkeep.h"

#include <string.h>

#include "base/mem.h"

/* clang-format off */
static const char SQL_DUE[] =
	"INSERT INTO upkeep AS u (dealer, vehicle_id, list_week, list_version, due)"
	" SELECT DISTINCT ON (n.dealer, n.vehicle) n.dealer, n.vehicle::uuid, n.week,"
	" n.version, n.due::date FROM unnest($1::text[], $2::text[], $3::text[],"
	" $4::bigint[], $5::text[]) AS n (dealer, vehicle, week, version, due)"
	" ORDER BY n.dealer, n.vehicle, n.week DESC, n.version DESC"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET list_week = excluded.list_week,"
	" list_version = excluded.list_version, due = excluded.due"
	" WHERE u.list_week IS NULL"
	" OR (excluded.list_week, excluded.list_version) > (u.list_week, u.list_version)";

/* One statement cannot touch a row twice: what is voided goes first. */
static const char SQL_VOIDED[] =
	"UPDATE upkeep u SET served_on = NULL FROM unnest($1::text[], $2::text[],"
	" $3::text[]) AS n (dealer, vehicle, day) WHERE u.dealer = n.dealer"
	" AND u.vehicle_id = n.vehicle::uuid AND u.served_on = n.day::date";
static const char SQL_SERVED[] =
	"INSERT INTO upkeep AS u (dealer, vehicle_id, served_on)"
	" SELECT n.dealer, n.vehicle::uuid, max(n.day::date)"
	" FROM unnest($1::text[], $2::text[], $3::text[]) AS n (dealer, vehicle, day)"
	" GROUP BY n.dealer, n.vehicle"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET"
	" served_on = greatest(u.served_on, excluded.served_on)";

static const char SQL_ADVICES[] =
	"INSERT INTO upkeep AS u (dealer, vehicle_id, form_id, form_version,"
	" form_opened_on, advices, advices_cents)"
	" VALUES ($1, $2::uuid, $3::uuid, $4, $5::timestamptz, $6, $7)"
	" ON CONFLICT (dealer, vehicle_id) DO UPDATE SET form_id = excluded.form_id,"
	" form_version = excluded.form_version, form_opened_on = excluded.form_opened_on,"
	" advices = excluded.advices, advices_cents = excluded.advices_cents"
	" WHERE u.form_id IS NULL OR excluded.form_opened_on > u.form_opened_on"
	" OR (excluded.form_id = u.form_id AND excluded.form_version > u.form_version)";

static const char SQL_FORM_GONE[] =
	"UPDATE upkeep SET form_id = NULL, form_version = NULL, form_opened_on = NULL,"
	" advices = 0, advices_cents = 0 WHERE dealer = $1 AND form_id = $2";
/* clang-format on */

#define TEXTS     4
#define COLUMN(n) arg_texts(texts + (n)*most, count)

static bool is_service(const struct proposal_state *msg)
{
	for (size_t i = 0; msg->due_p50 && i < msg->reasons_count; i++)
		if (msg->reasons[i].kind == WIRE_REASON_KIND_PERIODIC)
			return true;
	return false;
}

int store_upkeep_due(struct tx *tx, const struct proposal_state *const *list, size_t most,
		     struct err *err)
{
	const char **texts = mem_alloc((TEXTS * most + 1) * sizeof(*texts));
	int64_t *versions = mem_alloc((most + 1) * sizeof(*versions));
	size_t count = 0;
	int failed = 0;

	for (size_t i = 0; i < most; i++) {
		if (!is_service(list[i]))
			continue;
		texts[0 * most + count] = list[i]->dealer;
		texts[1 * most + count] = list[i]->vehicle_id;
		texts[2 * most + count] = list[i]->list_week;
		texts[3 * most + count] = list[i]->due_p50;
		versions[count++] = list[i]->version;
	}
	if (count > 0)
		failed = tx_run(tx, SQL_DUE,
				ARGS(COLUMN(0), COLUMN(1), COLUMN(2),
				     arg_ints(versions, count), COLUMN(3)),
				NULL, err);
	mem_free(texts);
	mem_free(versions);
	return failed;
}

/* Of a visit with a service that is, or is not, voided. */
static bool has_service(const struct invoice_recorded *msg, bool voided)
{
	const struct invoice_recorded_visit *visit = msg->visit;

	if (!visit || !msg->vehicle_id || visit->voided != voided)
		return false;
	for (size_t i = 0; i < visit->classes_count; i++)
		if (strncmp(wire_visit_class_word(visit->classes[i]), "periodic", 8) == 0)
			return true;
	return false;
}

static int keep_served(struct tx *tx, const struct invoice_recorded *const *list,
		       size_t most, bool voided, struct err *err)
{
	const char **texts = mem_alloc((TEXTS * most + 1) * sizeof(*texts));
	size_t count = 0;
	int failed = 0;

	for (size_t i = 0; i < most; i++) {
		if (!has_service(list[i], voided))
			continue;
		texts[0 * most + count] = list[i]->dealer;
		texts[1 * most + count] = list[i]->vehicle_id;
		texts[2 * most + count++] = list[i]->visit->visit_date;
	}
	if (count > 0)
		failed = tx_run(tx, voided ? SQL_VOIDED : SQL_SERVED,
				ARGS(COLUMN(0), COLUMN(1), COLUMN(2)), NULL, err);
	mem_free(texts);
	return failed;
}

int store_upkeep_served(struct tx *tx, const struct invoice_recorded *const *list,
			size_t count, struct err *err)
{
	if (keep_served(tx, list, count, /* voided= */ true, err) < 0)
		return -1;
	return keep_served(tx, list, count, /* voided= */ false, err);
}

int store_upkeep_advices(struct tx *tx, const struct upkeep_advices *advices,
			 struct err *err)
{
	return tx_run(tx, SQL_ADVICES,
		      ARGS(arg_text(advices->dealer), arg_text(advices->vehicle),
			   arg_text(advices->form), arg_int(advices->version),
			   arg_text(advices->opened_on), arg_int(advices->count),
			   arg_int(advices->cents)),
		      NULL, err);
}

int store_upkeep_form_gone(struct tx *tx, const char *dealer, const struct uuid *form,
			   struct err *err)
{
	return tx_run(tx, SQL_FORM_GONE, ARGS(arg_text(dealer), arg_uuid(form)), NULL,
		      err);
}
