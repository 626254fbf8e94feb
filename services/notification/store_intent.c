/* SPDX-License-Identifier: Apache-2.0 */
/* Requests as rows, many at a time, and what is forgotten of them later. */
#include <stdio.h>

#include "notification/domain/choose.h"
#include "notification/store.h"
#include "notification/store_household.h"

#define ADD_MAX 1000
#define COLUMNS 36

/* One text array a column; the database reads the texts as what the column is. */
static const char SQL_ADD[] =
	"INSERT INTO intent (intent_id, dealer, customer_id, vehicle_id,"
	" proposal_id, purpose, is_marketing, template, channel, language, not_before,"
	" not_after, plate, make, model, reasons, due_date, apk_expiry, last_visit,"
	" to_email, to_name, to_print, form, to_party, to_phone, to_phone_print,"
	" channels,"
	" programme, campaign_id, variant, reason_group, step, cents, rank,"
	" holdout_per_mille, passport_id, due_at, requested_at)"
	" SELECT r.*, r.not_before, $37 FROM unnest($1::uuid[], $2::text[], $3::uuid[],"
	" $4::uuid[], $5::uuid[], $6::text[], $7::boolean[], $8::text[], $9::text[],"
	" $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[],"
	" $15::text[], $16::text[], $17::date[], $18::date[], $19::date[], $20::text[],"
	" $21::text[], $22::text[], $23::text[], $24::uuid[], $25::text[], $26::text[],"
	" $27::text[], $28::text[], $29::uuid[], $30::text[], $31::text[],"
	" $32::smallint[], $33::bigint[], $34::smallint[], $35::integer[], $36::uuid[])"
	" AS r (intent_id, dealer, customer_id, vehicle_id, proposal_id, purpose,"
	" is_marketing, template, channel, language, not_before, not_after, plate, make,"
	" model, reasons, due_date, apk_expiry, last_visit, to_email, to_name,"
	" to_print, form, to_party, to_phone, to_phone_print, channels, programme,"
	" campaign_id, variant, reason_group, step, cents, rank, holdout_per_mille,"
	" passport_id)"
	" ON CONFLICT (intent_id) DO NOTHING";

/* requested_at has the index, and is never later than settled_at. */
static const char SQL_BLANK[] =
	"UPDATE intent SET plate = NULL, make = NULL, model = NULL,"
	" due_date = NULL, apk_expiry = NULL, last_visit = NULL, to_email = NULL,"
	" to_name = NULL, to_print = NULL, to_phone = NULL, to_phone_print = NULL,"
	" form = NULL WHERE coalesce(plate, to_email, to_phone, form) IS NOT NULL"
	" AND requested_at < $1 AND settled_at < $1";

/* What waited for its customer is judged again. */
static const char SQL_WAKE[] =
	"UPDATE intent SET due_at = $3 WHERE dealer = $1 AND customer_id = $2"
	" AND state = 'queued' AND reason = 'CUSTOMER_UNKNOWN' AND due_at > $3";

static const char SQL_WITHDRAW[] =
	"INSERT INTO withdrawn_request (intent_id, dealer, customer_id, reason, at)"
	" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (intent_id) DO NOTHING";

/* Only what its own garage withdraws. */
static const char SQL_JUDGE_NOW[] =
	"UPDATE intent SET due_at = $3 WHERE intent_id = $1 AND dealer = $2"
	" AND state = 'queued' AND due_at > $3";

static const char SQL_FORGET_WITHDRAWN[] = "DELETE FROM withdrawn_request WHERE at < $1";

static const char SQL_FORGET_ATTEMPTS[] = "DELETE FROM contact_attempt WHERE at < $1";

static const char SQL_FORGET[] =
	"WITH gone AS (DELETE FROM intent WHERE requested_at < $1 AND settled_at < $1"
	" AND state IN ('sent', 'failed', 'suppressed', 'uncertain') RETURNING intent_id)"
	" DELETE FROM intent_car c USING gone WHERE c.intent_id = gone.intent_id";

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
	columns[23][at] = to->party_id;
	columns[24][at] = to->phone;
	columns[25][at] = *intent->to_phone_print ? intent->to_phone_print : NULL;
}

/* Numbers as the texts that travel. */
struct intent_texts {
	char step[8], cents[24], rank[8], holdout[8];
	char channels[CHANNEL_LIST_TEXT];
};

static void write_channels(const struct notification_requested *request,
			   struct intent_texts *texts)
{
	struct channel_list list = { .count = 0 };

	for (size_t i = 0; i < request->channels_count; i++)
		channel_list_add(&list,
				 channel_from(wire_channel_word(request->channels[i])));
	channel_list_write(&list, texts->channels);
}

static void set_gate(const char *columns[COLUMNS][ADD_MAX], size_t at,
		     const struct intent_new *intent, struct intent_texts *texts)
{
	const struct notification_requested *request = intent->request;

	write_channels(request, texts);
	snprintf(texts->step, sizeof(texts->step), "%d", (int)request->step);
	snprintf(texts->cents, sizeof(texts->cents), "%lld", (long long)request->cents);
	snprintf(texts->rank, sizeof(texts->rank), "%d", (int)intent->rank);
	snprintf(texts->holdout, sizeof(texts->holdout), "%d",
		 (int)request->holdout_per_mille);
	columns[26][at] = texts->channels;
	columns[27][at] = request->programme;
	columns[28][at] = request->campaign_id;
	columns[29][at] = request->variant;
	columns[30][at] = request->reason_group
				  ? wire_reason_group_word(request->reason_group)
				  : NULL;
	columns[31][at] = request->has_step ? texts->step : NULL;
	columns[32][at] = request->has_cents ? texts->cents : NULL;
	columns[33][at] = texts->rank;
	columns[34][at] = request->has_holdout_per_mille ? texts->holdout : NULL;
	columns[35][at] = request->passport_id;
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
	columns[15][at] = intent->reasons ? intent->reasons : "";
	set_params(columns, at, request->params);
	set_form(columns, at, intent);
}

static int add_chunk(struct tx *tx, const struct intent_new *intents, size_t count,
		     struct err *err)
{
	const char *(*columns)[ADD_MAX] = mem_alloc(sizeof(*columns) * COLUMNS);
	struct intent_texts *texts = mem_alloc(sizeof(*texts) * count);
	struct arg args[COLUMNS + 1];

	for (size_t i = 0; i < count; i++) {
		set_columns(columns, i, &intents[i]);
		set_gate(columns, i, &intents[i], &texts[i]);
	}
	for (size_t i = 0; i < COLUMNS; i++)
		args[i] = arg_texts(columns[i], count);
	args[COLUMNS] = arg_instant(tx_now(tx));
	int failed = tx_run(tx, SQL_ADD, args, COLUMNS + 1, NULL, err);

	mem_free(texts);
	mem_free(columns);
	return failed;
}

int store_intents_add(struct tx *tx, const struct intent_new *intents, size_t count,
		      struct err *err)
{
	for (size_t i = 0; i < count; i++)
		if (store_household_add(tx, intents[i].request, err) < 0)
			return -1;
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
	struct arg forget = arg_instant(forget_before);

	if (tx_run(tx, SQL_FORGET, ARGS(forget), NULL, err) < 0 ||
	    tx_run(tx, SQL_FORGET_WITHDRAWN, ARGS(forget), NULL, err) < 0 ||
	    store_household_tidy(tx, forget_before, err) < 0)
		return -1;
	return tx_run(tx, SQL_FORGET_ATTEMPTS, ARGS(forget), NULL, err);
}

int store_intent_withdraw(struct tx *tx, const struct notification_withdraw *withdraw,
			  struct err *err)
{
	struct arg intent = arg_text(withdraw->intent_id);
	struct arg dealer = arg_text(withdraw->dealer);
	struct arg now = arg_instant(tx_now(tx));

	int failed = withdraw->proposal_id
			     ? store_household_withdraw(tx, withdraw, err)
			     : tx_run(tx, SQL_WITHDRAW,
				      ARGS(intent, dealer,
					   arg_text(withdraw->customer_id),
					   arg_text(withdraw->reason), now),
				      NULL, err);

	if (failed < 0)
		return -1;
	return tx_run(tx, SQL_JUDGE_NOW, ARGS(intent, dealer, now), NULL, err);
}

int store_intents_wake(struct tx *tx, const char *dealer, const struct uuid *customer,
		       struct err *err)
{
	return tx_run(tx, SQL_WAKE,
		      ARGS(arg_text(dealer), arg_uuid(customer), arg_instant(tx_now(tx))),
		      NULL, err);
}
