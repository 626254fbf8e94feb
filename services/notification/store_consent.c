/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The ledger of consent, the suppression list, and the lock between sending and opting
 * out.
 */
#include <stdio.h>

#include "base/text.h"
#include "notification/store.h"

static const char SQL_LOCK[] = "SELECT pg_advisory_xact_lock($1)";

static const char SQL_ADD[] =
	"INSERT INTO consent_event (dealer, customer_id, purpose, channel,"
	" action, at, source, actor, wording, evidence, command_id, recorded_at, basis,"
	" wording_hash) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12,"
	" coalesce($13, ''), $14)"
	" ON CONFLICT (command_id) DO NOTHING";

static const char SQL_LOAD[] = "SELECT purpose, channel, action, at FROM consent_event"
			       " WHERE dealer = $1 AND customer_id = $2 ORDER BY id";

static const char SQL_SUPPRESS[] =
	"INSERT INTO suppressed_address AS s (dealer, address_print, purpose, at)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (dealer, address_print, purpose)"
	" DO UPDATE SET at = excluded.at WHERE s.at < excluded.at";

static const char SQL_RELEASE[] =
	"DELETE FROM suppressed_address"
	" WHERE dealer = $1 AND address_print = $2 AND ($3 = '' OR purpose = $3)"
	" AND at <= $4";

static const char SQL_DISOWN[] =
	"INSERT INTO disowned_vehicle (dealer, customer_id, vehicle_id, at,"
	" address_print) VALUES ($1, $2, $3, $4, $5)"
	" ON CONFLICT (dealer, customer_id, vehicle_id)"
	" DO UPDATE SET address_print = excluded.address_print";

static const char SQL_OWN[] =
	"DELETE FROM disowned_vehicle"
	" WHERE dealer = $1 AND customer_id = $2 AND vehicle_id = $3";

static const char SQL_HOLDER_CHANGED[] =
	"INSERT INTO holder_change AS h (passport_id, version, vehicle_id, plate,"
	" changed_at) VALUES ($1::text::uuid, $2, $3::text::uuid, coalesce($4, ''),"
	" $5::text::timestamptz)"
	" ON CONFLICT (passport_id) DO UPDATE SET version = excluded.version,"
	" vehicle_id = excluded.vehicle_id, plate = excluded.plate,"
	" changed_at = excluded.changed_at WHERE excluded.version > h.version";

static const char SQL_HOLDER_FORGET[] =
	"DELETE FROM holder_change WHERE passport_id = $1";

static const char SQL_GARAGE_NAME[] = "SELECT name FROM garage WHERE dealer = $1";

int64_t store_person_key(const char *dealer, const char *customer)
{
	char text[LINK_DEALER_TEXT + UUID_TEXT + 8];

	snprintf(text, sizeof(text), "person/%.40s/%.36s", dealer, customer);
	return (int64_t)text_hash(text);
}

int store_person_lock(struct tx *tx, const char *dealer, const struct uuid *customer,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	return tx_rows(tx, SQL_LOCK,
		       ARGS(arg_int(store_person_key(dealer, customer->text))), &rows,
		       err);
}

int store_ledger_add(struct tx *tx, const struct ledger_row *row, struct err *err)
{
	const struct consent_event *event = &row->event;

	return tx_run(tx, SQL_ADD,
		      ARGS(arg_text(row->dealer), arg_uuid(&row->customer),
			   arg_text(purpose_name(event->purpose)),
			   arg_text(channel_name(event->channel)),
			   arg_text(consent_action_name(event->action)),
			   arg_instant(event->at), arg_text(row->source),
			   arg_text(row->actor), arg_text(row->wording),
			   arg_text(row->evidence), arg_text(row->command_id),
			   arg_instant(tx_now(tx)), arg_text(row->basis),
			   arg_text(row->wording_print)),
		      NULL, err);
}

int store_ledger_load(struct tx *tx, const char *dealer, const struct uuid *customer,
		      struct consent_event **ret_events, size_t *ret_count,
		      struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LOAD, ARGS(arg_text(dealer), arg_uuid(customer)), &rows,
		    err) < 0)
		return -1;
	size_t count = rows_count(rows);
	struct consent_event *events = mem_alloc(sizeof(*events) * (count + 1));

	for (size_t i = 0; i < count; i++)
		events[i] = (struct consent_event){
			.purpose = purpose_from(row_text(rows, i, 0)),
			.channel = channel_from(row_text(rows, i, 1)),
			.action = consent_action_from(row_text(rows, i, 2)),
			.at = row_instant(rows, i, 3),
		};
	*ret_events = events;
	*ret_count = count;
	return 0;
}

static int say_of_address(struct tx *tx, const char *sql, const struct address_word *word,
			  struct err *err)
{
	return tx_run(tx, sql,
		      ARGS(arg_text(word->dealer), arg_text(word->print),
			   arg_text(purpose_name(word->purpose)), arg_instant(word->at)),
		      NULL, err);
}

int store_address_suppress(struct tx *tx, const struct address_word *no, struct err *err)
{
	return say_of_address(tx, SQL_SUPPRESS, no, err);
}

int store_address_release(struct tx *tx, const struct address_word *yes, struct err *err)
{
	return say_of_address(tx, SQL_RELEASE, yes, err);
}

int store_vehicle_disown(struct tx *tx, const struct link_token *link, struct err *err)
{
	return tx_run(tx, SQL_DISOWN,
		      ARGS(arg_text(link->dealer), arg_uuid(&link->customer),
			   arg_uuid(&link->vehicle), arg_instant(tx_now(tx)),
			   arg_text(link->address_print)),
		      NULL, err);
}

int store_vehicle_own(struct tx *tx, const struct link_token *link, struct err *err)
{
	return tx_run(tx, SQL_OWN,
		      ARGS(arg_text(link->dealer), arg_uuid(&link->customer),
			   arg_uuid(&link->vehicle)),
		      NULL, err);
}

int store_holder_changed(struct tx *tx, const struct passport_state *passport,
			 struct err *err)
{
	return tx_run(tx, SQL_HOLDER_CHANGED,
		      ARGS(arg_text(passport->passport_id), arg_int(passport->version),
			   arg_text(passport->vehicle_id), arg_text(passport->plate),
			   arg_text(passport->holder_changed_at)),
		      NULL, err);
}

int store_holder_forget(struct tx *tx, const struct uuid *passport, struct err *err)
{
	return tx_run(tx, SQL_HOLDER_FORGET, ARGS(arg_uuid(passport)), NULL, err);
}

int store_garage_name(struct tx *tx, const char *dealer, char **ret_name, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_GARAGE_NAME, ARGS(arg_text(dealer)), &rows, err) < 0)
		return -1;
	*ret_name = mem_text(rows_count(rows) > 0 ? row_text(rows, 0, 0) : "");
	return 0;
}
