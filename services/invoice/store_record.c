/* SPDX-License-Identifier: Apache-2.0 */
/* Records as they came, their outcomes, and the garages they may come from. */
#include <string.h>

#include "invoice/store.h"

#define RECORD_COLUMNS                                                                   \
	"record_id, version, dealer, claimed_dealer, vendor, record_key, receipt_id,"    \
	" upload_dealer, format, received_at, status, payload, document_number"
static const char SQL_RECORD[] =
	"SELECT " RECORD_COLUMNS " FROM record WHERE record_id = $1::uuid FOR UPDATE";
static const char SQL_ANY_WAITING[] =
	"SELECT EXISTS (SELECT 1 FROM (SELECT waits_for FROM record"
	" WHERE waits_for IS NOT NULL ORDER BY waits_for LIMIT 1) w)";
static const char SQL_RECEIPT[] =
	"SELECT EXISTS (SELECT 1 FROM record WHERE receipt_id = $1::uuid)";
static const char SQL_WAITING[] =
	"SELECT " RECORD_COLUMNS " FROM record WHERE waits_for = ANY($1::text[])"
	" AND status = 3 ORDER BY received_at, record_id LIMIT 1000";
static const char SQL_PARKED_OF_DEALER[] =
	"SELECT " RECORD_COLUMNS " FROM record WHERE claimed_dealer = $1 AND status = 3"
	" ORDER BY received_at, record_id LIMIT $2";
static const char SQL_DROP[] = "DELETE FROM record WHERE record_id = ANY($1::uuid[])";
static const char SQL_COPY[] =
	"COPY record (record_id, version, dealer, claimed_dealer, vendor, record_key,"
	" receipt_id, upload_dealer, format, document_number, document_kind, issue_date,"
	" received_at, status, status_at, decided_by, note, reasons, invoice_id,"
	" invoice_version, duplicate_of, waits_for, payload, customer_id) FROM STDIN";
static const char SQL_DEALER[] =
	"INSERT INTO dealer AS d (dealer, version, active, timezone, vendors)"
	" VALUES ($1, $2, $3, $4, $5::text[]) ON CONFLICT (dealer) DO UPDATE SET"
	" version = excluded.version, active = excluded.active,"
	" timezone = excluded.timezone, vendors = excluded.vendors"
	" WHERE excluded.version > d.version";

enum { REASONS_MAX = 256 << 10 };

int store_any_waiting(struct tx *tx, bool *ret_any, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_ANY_WAITING, NO_ARGS, &rows, err) < 0)
		return -1;
	*ret_any = row_bool(rows, 0, 0);
	return 0;
}

int store_receipt_known(struct tx *tx, const char *receipt_id, bool *ret_known,
			struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_RECEIPT, ARGS(arg_text(receipt_id)), &rows, err) < 0)
		return -1;
	*ret_known = row_bool(rows, 0, 0);
	return 0;
}

int store_waiting_for(struct tx *tx, const char *const *keys, size_t count,
		      struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_WAITING, ARGS(arg_texts(keys, count)), ret_rows, err);
}

int store_parked_of_dealer(struct tx *tx, const char *dealer, int64_t most,
			   struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_PARKED_OF_DEALER, ARGS(arg_text(dealer), arg_int(most)),
		       ret_rows, err);
}

int store_record(struct tx *tx, const char *record_id, struct rows **ret_rows,
		 struct err *err)
{
	return tx_rows(tx, SQL_RECORD, ARGS(arg_text(record_id)), ret_rows, err);
}

void store_arrival(const struct rows *rows, size_t row, struct arrival *ret)
{
	ret->record_id = row_uuid(rows, row, 0);
	ret->version = row_int(rows, row, 1);
	ret->stored_dealer = row_text(rows, row, 2);
	ret->claimed_dealer = row_text(rows, row, 3);
	ret->vendor = row_text(rows, row, 4);
	ret->key = row_text(rows, row, 5);
	ret->receipt_id = row_uuid(rows, row, 6);
	ret->upload_dealer = row_text(rows, row, 7);
	ret->format = (enum record_format)row_int(rows, row, 8);
	ret->received_at = row_instant(rows, row, 9);
	ret->status = (enum record_status)row_int(rows, row, 10);
	arrival_keep(ret, slice_of(row_text(rows, row, 11)));
}

static void write_reasons(const struct findings *findings, struct strbuf *out)
{
	for (size_t i = 0; i < findings->count; i++) {
		const struct finding *finding = &findings->at[i];

		strbuf_addf(out, "%s\t%s\t%s\t%s\n", finding->rule,
			    severity_name(finding->severity), finding->place,
			    finding->text);
	}
}

static int copy_record(const struct taking *batch, struct copy *copy,
		       const struct arrival *a, struct err *err)
{
	STRBUF_AUTO reasons = strbuf_new(REASONS_MAX);
	const struct invoice *invoice = &a->invoice;
	bool accepted = a->status == STATUS_ACCEPTED || a->status == STATUS_DUPLICATE;

	write_reasons(&a->findings, &reasons);
	return copy_row(
		copy,
		ARGS(arg_uuid(&a->record_id), arg_int(a->version), arg_text(a->dealer),
		     arg_text(a->claimed_dealer), arg_text(a->vendor), arg_text(a->key),
		     arg_uuid(&a->receipt_id), arg_text(a->upload_dealer),
		     arg_int(a->format), arg_text(invoice->number),
		     arg_int(invoice->kind), arg_date(invoice->issue_date),
		     arg_instant(a->received_at), arg_int(a->status),
		     arg_instant(tx_now(batch->tx)), arg_text(a->decided_by),
		     arg_text(a->note), arg_text(reasons.text ? reasons.text : ""),
		     accepted ? arg_uuid(&a->invoice_id) : arg_null(),
		     a->invoice_version ? arg_int(a->invoice_version) : arg_null(),
		     arg_uuid(&a->duplicate_of),
		     arg_text(a->waits_for[0] ? a->waits_for : NULL),
		     arg_text(a->payload_text), arg_uuid(&a->customer_id)),
		err);
}

/* Records that were stored before are tried again: their row is written anew. */
static int drop_old(struct taking *batch, struct err *err)
{
	const char **ids = mem_alloc((batch->count + 1) * sizeof(*ids));
	size_t count = 0;
	int failed = 0;

	for (size_t i = 0; i < batch->count; i++) {
		if (batch->arrivals[i]->version > 1)
			ids[count++] = batch->arrivals[i]->record_id.text;
	}
	if (count > 0)
		failed = tx_run(batch->tx, SQL_DROP, ARGS(arg_texts(ids, count)), NULL,
				err);
	mem_free(ids);
	return failed;
}

int store_save_records(struct taking *batch, struct err *err)
{
	struct copy *copy = NULL;

	if (drop_old(batch, err) < 0 || copy_begin(batch->tx, SQL_COPY, &copy, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->count; i++) {
		if (copy_record(batch, copy, batch->arrivals[i], err) < 0) {
			copy_cancel(copy);
			return -1;
		}
	}
	return copy_end(copy, err);
}

int store_dealer(struct tx *tx, const struct dealer_state *state, struct err *err)
{
	return tx_run(tx, SQL_DEALER,
		      ARGS(arg_text(state->dealer), arg_int(state->version),
			   arg_bool(state->active), arg_text(state->timezone),
			   arg_texts(state->vendors, state->vendors_count)),
		      NULL, err);
}
