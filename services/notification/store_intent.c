/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as rows, many at a time, and what is forgotten of them later. */
#include "base/strbuf.h"
#include "notification/store.h"

#define ADD_MAX 1000
#define COLUMNS 23

/* One text array a column; the database reads the texts as what the column is. */
static const char SQL_ADD[] =
	"INSERT INTO intent (intent_id, dealer, customer_id, vehicle_id,"
	" proposal_id, purpose, is_marketing, template, channel, language, not_before,"
	" not_after, plate, make, model, reasons, due_date, apk_expiry, last_visit,"
	" to_email, to_name, to_print, form, due_at, requested_at)"
	" SELECT r.*, r.not_before, $24 FROM unnest($1::uuid[], $2::text[], $3::uuid[],"
	" $4::uuid[], $5::uuid[], $6::text[], $7::boolean[], $8::text[], $9::text[],"
	" $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[],"
	" $15::text[], $16::text[], $17::date[], $18::date[], $19::date[], $20::text[],"
	" $21::text[], $22::text[], $23::text[])"
	" AS r (intent_id, dealer, customer_id, vehicle_id, proposal_id, purpose,"
	" is_marketing, template, channel, language, not_before, not_after, plate, make,"
	" model, reasons, due_date, apk_expiry, last_visit, to_email, to_name,"
	" to_print, form)"
	" ON CONFLICT (intent_id) DO NOTHING";

/* requested_at has the index, and is never later than settled_at. */
static const char SQL_BLANK[] =
	"UPDATE intent SET plate = NULL, make = NULL, model = NULL,"
	" due_date = NULL, apk_expiry = NULL, last_visit = NULL, to_email = NULL,"
	" to_name = NULL, to_print = NULL, form = NULL"
	" WHERE coalesce(plate, to_email, form) IS NOT NULL"
	" AND requested_at < $1 AND settled_at < $1";

/* What waited for its customer is judged again. */
static const char SQL_WAKE[] =
	"UPDATE intent SET due_at = $3 WHERE dealer = $1 AND customer_id = $2"
	" AND state = 'queued' AND reason = 'CUSTOMER_UNKNOWN' AND due_at > $3";

static const char SQL_FORGET[] =
	"DELETE FROM intent WHERE requested_at < $1 AND settled_at < $1"
	" AND state IN ('sent', 'failed', 'suppressed', 'uncertain')";

static char *join_reasons(const struct notification_requested_params *params)
{
	struct strbuf out = strbuf_new(200);

	for (size_t i = 0; params && i < params->reason_kinds_count; i++) {
		if (i > 0)
			strbuf_add_char(&out, ',');
		strbuf_add(&out, wire_reason_kind_word(params->reason_kinds[i]));
	}
	return strbuf_take(&out);
}

static void set_params(const char *columns[COLUMNS][ADD_MAX], size_t at,
		       const struct notification_requested_params *params)
{
	static const struct notification_requested_params none;

	if (!params)
		params = &none;
	columns[12][at] = params->plate;
	columns[13][at] = params->make;
	columns[14][at] = params->model;
	columns[16][at] = params->due_date;
	columns[17][at] = params->apk_expiry;
	columns[18][at] = params->last_visit_date;
}

static void set_form(const char *columns[COLUMNS][ADD_MAX], size_t at,
		     const struct intent_new *intent)
{
	static const struct notification_requested_recipient none;
	const struct notification_requested_recipient *to = intent->request->recipient;

	if (!to)
		to = &none;
	columns[19][at] = to->email;
	columns[20][at] = to->name;
	columns[21][at] = *intent->to_print ? intent->to_print : NULL;
	columns[22][at] = intent->form;
}

static void set_columns(const char *columns[COLUMNS][ADD_MAX], size_t at,
			const struct intent_new *intent)
{
	const struct notification_requested *request = intent->request;
	bool is_marketing = request->message_class == WIRE_MESSAGE_CLASS_MARKETING;

	columns[0][at] = request->intent_id;
	columns[1][at] = request->dealer;
	columns[2][at] = request->customer_id;
	columns[3][at] = request->vehicle_id;
	columns[4][at] = request->proposal_id;
	columns[5][at] = wire_purpose_word(request->purpose);
	columns[6][at] = is_marketing ? "true" : "false";
	columns[7][at] = request->template;
	columns[8][at] = wire_channel_word(request->channel);
	columns[9][at] = request->language ? wire_language_word(request->language) : NULL;
	columns[10][at] = request->not_before;
	columns[11][at] = request->not_after;
	set_params(columns, at, request->params);
	set_form(columns, at, intent);
}

static int add_chunk(struct tx *tx, const struct intent_new *intents, size_t count,
		     struct err *err)
{
	const char *(*columns)[ADD_MAX] = mem_alloc(sizeof(*columns) * COLUMNS);
	char **reasons = mem_alloc(sizeof(*reasons) * count);
	struct arg args[COLUMNS + 1];

	for (size_t i = 0; i < count; i++) {
		reasons[i] = join_reasons(intents[i].request->params);
		set_columns(columns, i, &intents[i]);
		columns[15][i] = reasons[i];
	}
	for (size_t i = 0; i < COLUMNS; i++)
		args[i] = arg_texts(columns[i], count);
	args[COLUMNS] = arg_instant(tx_now(tx));
	int failed = tx_run(tx, SQL_ADD, args, COLUMNS + 1, NULL, err);

	for (size_t i = 0; i < count; i++)
		mem_free(reasons[i]);
	mem_free(reasons);
	mem_free(columns);
	return failed;
}

int store_intents_add(struct tx *tx, const struct intent_new *intents, size_t count,
		      struct err *err)
{
	for (size_t done = 0; done < count; done += ADD_MAX) {
		size_t left = count - done;

		if (add_chunk(tx, intents + done, left < ADD_MAX ? left : ADD_MAX, err) <
		    0)
			return -1;
	}
	return 0;
}

int store_intents_tidy(struct tx *tx, struct instant blank_before,
		       struct instant forget_before, struct err *err)
{
	if (tx_run(tx, SQL_BLANK, ARGS(arg_instant(blank_before)), NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_FORGET, ARGS(arg_instant(forget_before)), NULL, err);
}

int store_intents_wake(struct tx *tx, const char *dealer, const struct uuid *customer,
		       struct err *err)
{
	return tx_run(tx, SQL_WAKE,
		      ARGS(arg_text(dealer), arg_uuid(customer), arg_instant(tx_now(tx))),
		      NULL, err);
}
