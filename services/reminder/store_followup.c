/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forms' advice: a row a form, and its lines in their order, replaced together.
 */
#include "reminder/store_followup.h"

#include <stdio.h>

#include "base/mem.h"
#include "base/text.h"

static const char SQL_SAVE[] =
	"WITH old AS (SELECT digest FROM followup"
	" WHERE dealer = $1 AND inspection_id = $2),"
	" made AS (SELECT FROM proposal WHERE dealer = $1 AND proposal_id = $6)"
	" INSERT INTO followup AS f (dealer, inspection_id, version, vehicle_id,"
	" customer_id, proposal_id, number, first_saved_at, prices_open, is_open, digest,"
	" again_id, again_on)"
	" VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)"
	" ON CONFLICT (dealer, inspection_id) DO UPDATE SET version = excluded.version,"
	" vehicle_id = CASE WHEN EXISTS (SELECT FROM made) THEN f.vehicle_id"
	"  ELSE excluded.vehicle_id END,"
	" customer_id = CASE WHEN EXISTS (SELECT FROM made) THEN f.customer_id"
	"  ELSE excluded.customer_id END,"
	" number = excluded.number, first_saved_at = excluded.first_saved_at,"
	" prices_open = excluded.prices_open, is_open = excluded.is_open,"
	" digest = excluded.digest, again_id = excluded.again_id,"
	" again_on = excluded.again_on WHERE excluded.version > f.version"
	" RETURNING NOT EXISTS (SELECT FROM old WHERE old.digest = f.digest)";

static const char SQL_CLEAR_LINES[] =
	"DELETE FROM followup_line WHERE dealer = $1 AND inspection_id = $2";

static const char SQL_ADD_LINES[] =
	"COPY followup_line (dealer, inspection_id, position, text, quantity,"
	" vat_percent, price_kind, cents, urgency, answer, executed, wear_position,"
	" wear_unit, wear_value, wear_on, wear_previous, wear_previous_on, wear_limit)"
	" FROM STDIN";

static const char SQL_LOAD[] =
	"SELECT inspection_id, vehicle_id, customer_id, number, first_saved_at,"
	" prices_open FROM followup WHERE dealer = $1"
	" AND (proposal_id = $2 OR again_id = $2)";

static const char SQL_LINES[] =
	"SELECT text, quantity, vat_percent, price_kind, cents, urgency, answer,"
	" executed, wear_position, wear_unit, wear_value, wear_on, wear_previous,"
	" wear_previous_on, wear_limit FROM followup_line"
	" WHERE dealer = $1 AND inspection_id = $2 ORDER BY position LIMIT $3";

static const char SQL_OPEN[] =
	"SELECT id, vehicle_id, again FROM ("
	" SELECT f.proposal_id AS id, f.vehicle_id, false AS again FROM followup f"
	" WHERE f.dealer = $1 AND f.is_open AND f.first_saved_at >= $2"
	" AND NOT EXISTS (SELECT FROM proposal p WHERE p.dealer = f.dealer"
	"  AND p.proposal_id = f.proposal_id)"
	" UNION ALL SELECT f.again_id, f.vehicle_id, true FROM followup f"
	" JOIN proposal p ON p.dealer = f.dealer AND p.proposal_id = f.proposal_id"
	" WHERE f.dealer = $1 AND f.is_open AND f.again_on BETWEEN $5 AND $6"
	" AND p.decision = 'no' AND p.status <> 'open'"
	" AND NOT EXISTS (SELECT FROM followup later WHERE later.dealer = f.dealer"
	"  AND later.vehicle_id = f.vehicle_id"
	"  AND later.first_saved_at > f.first_saved_at)"
	" AND NOT EXISTS (SELECT FROM proposal a WHERE a.dealer = f.dealer"
	"  AND a.proposal_id = f.again_id)) wanted"
	" WHERE $3::uuid IS NULL OR id > $3 ORDER BY id LIMIT $4";

#define MADE                                                                             \
	"EXISTS (SELECT FROM proposal p WHERE p.dealer = f.dealer"                       \
	" AND p.proposal_id IN (f.proposal_id, f.again_id))"

static const char SQL_GONE[] =
	"WITH lines AS (DELETE FROM followup_line"
	"  WHERE dealer = $1 AND inspection_id = $2),"
	" ends AS (DELETE FROM mobility WHERE dealer = $1 AND inspection_id = $2"
	"  RETURNING dealer, vehicle_id, NULL::uuid),"
	" bare AS (UPDATE followup f SET is_open = false, again_on = NULL, digest = ''"
	"  WHERE dealer = $1 AND inspection_id = $2 AND " MADE
	"  RETURNING dealer, vehicle_id, customer_id),"
	" dropped AS (DELETE FROM followup f"
	"  WHERE dealer = $1 AND inspection_id = $2 AND NOT " MADE
	"  RETURNING dealer, vehicle_id, customer_id)"
	" SELECT * FROM bare UNION ALL SELECT * FROM dropped"
	" UNION ALL SELECT * FROM ends";

static int copy_line(struct copy *copy, const char *dealer,
		     const struct followup *followup, size_t i, struct err *err)
{
	const struct advice_line *line = &followup->lines[i];
	const struct wear *wear = &line->wear;
	bool worn = wear_is_set(wear);

	return copy_row(
		copy,
		ARGS(arg_text(dealer), arg_uuid(&followup->inspection),
		     arg_int((int64_t)i), arg_text(line->text), arg_text(line->quantity),
		     arg_text(line->vat_percent),
		     arg_text(advice_price_name(line->price)), arg_int(line->cents),
		     arg_text(advice_urgency_name(line->urgency)),
		     arg_text(advice_answer_name(line->answer)), arg_bool(line->executed),
		     arg_text(worn ? wear->position : NULL),
		     arg_text(worn ? wear->unit : NULL),
		     worn ? arg_int(wear->value) : arg_null(), arg_date(wear->on),
		     worn ? arg_int(wear->previous) : arg_null(),
		     arg_date(wear->previous_on),
		     worn ? arg_int(wear->limit) : arg_null()),
		err);
}

static int replace_lines(struct tx *tx, const char *dealer,
			 const struct followup *followup, struct err *err)
{
	struct copy *copy;

	if (tx_run(tx, SQL_CLEAR_LINES,
		   ARGS(arg_text(dealer), arg_uuid(&followup->inspection)), NULL,
		   err) < 0)
		return -1;
	if (followup->count == 0)
		return 0;
	if (copy_begin(tx, SQL_ADD_LINES, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < followup->count; i++)
		if (copy_line(copy, dealer, followup, i, err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	return copy_end(copy, err);
}

int store_followup_save(struct tx *tx, const char *dealer,
			const struct followup *followup, const struct followup_row *row,
			bool *ret_changed, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_SAVE,
		    ARGS(arg_text(dealer), arg_uuid(&followup->inspection),
			 arg_int(row->version), arg_uuid(&followup->vehicle),
			 arg_uuid(&followup->customer), arg_uuid(&row->proposal),
			 arg_int(followup->number), arg_instant(row->first_saved_at),
			 arg_bool(followup->prices_open), arg_bool(row->is_open),
			 arg_text(row->digest), arg_uuid(&row->again),
			 arg_date(row->again_on)),
		    &rows, err) < 0)
		return -1;
	*ret_changed = rows_count(rows) > 0 && row_bool(rows, 0, 0);
	return *ret_changed ? replace_lines(tx, dealer, followup, err) : 0;
}

static struct wear read_wear(const struct rows *rows, size_t i)
{
	struct wear wear = { .value = row_int(rows, i, 10),
			     .on = row_date(rows, i, 11),
			     .previous = row_int(rows, i, 12),
			     .previous_on = row_date(rows, i, 13),
			     .limit = row_int(rows, i, 14) };

	text_copy(wear.position, sizeof(wear.position), row_text(rows, i, 8));
	text_copy(wear.unit, sizeof(wear.unit), row_text(rows, i, 9));
	return wear;
}

static void read_line(const struct rows *rows, size_t i, struct advice_line *line)
{
	*line = (struct advice_line){
		.price = advice_price_from(row_text(rows, i, 3)),
		.cents = row_int(rows, i, 4),
		.urgency = advice_urgency_from(row_text(rows, i, 5)),
		.answer = advice_answer_from(row_text(rows, i, 6)),
		.executed = row_bool(rows, i, 7),
	};
	if (!row_is_null(rows, i, 9))
		line->wear = read_wear(rows, i);
	text_copy(line->text, sizeof(line->text), row_text(rows, i, 0));
	text_copy(line->quantity, sizeof(line->quantity), row_text(rows, i, 1));
	text_copy(line->vat_percent, sizeof(line->vat_percent), row_text(rows, i, 2));
}

int store_followup_load(struct tx *tx, const char *dealer, const struct followup_key *key,
			struct followup *ret_followup, struct err *err)
{
	AUTO(rows) *rows = NULL;
	AUTO(rows) *lines = NULL;
	struct followup *f = ret_followup;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(&key->proposal)), &rows,
		    err) < 0)
		return -1;
	if (rows_count(rows) == 0)
		return err_set(err, ERR_ABSENT, "no form has proposal %s",
			       key->proposal.text);
	f->inspection = row_uuid(rows, 0, 0);
	f->vehicle = row_uuid(rows, 0, 1);
	f->customer = row_uuid(rows, 0, 2);
	f->number = row_int(rows, 0, 3);
	f->saved_on = zone_local(key->zone, row_instant(rows, 0, 4)).date;
	f->prices_open = row_bool(rows, 0, 5);
	if (tx_rows(tx, SQL_LINES,
		    ARGS(arg_text(dealer), arg_uuid(&f->inspection),
			 arg_int(FOLLOWUP_LINES)),
		    &lines, err) < 0)
		return -1;
	for (f->count = 0; f->count < rows_count(lines); f->count++)
		read_line(lines, f->count, &f->lines[f->count]);
	return 0;
}

int store_followups_open(struct tx *tx, const char *dealer,
			 const struct followup_page *page, struct rows **ret_rows,
			 struct err *err)
{
	return tx_rows(tx, SQL_OPEN,
		       ARGS(arg_text(dealer), arg_instant(page->since),
			    arg_uuid(&page->after), arg_int(page->limit),
			    arg_date(page->again_from), arg_date(page->again_until)),
		       ret_rows, err);
}

int store_followup_gone(struct tx *tx, const char *dealer, const struct uuid *inspection,
			struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_GONE, ARGS(arg_text(dealer), arg_uuid(inspection)),
		       ret_rows, err);
}
