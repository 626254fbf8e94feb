/* SPDX-License-Identifier: Apache-2.0 */
/* What of a passport is told: passport.state. */
#include "fleet/book/passport.h"
#include "fleet/store_transfer.h"
#include "gen/say_passport_state.h"

/* A state and what it points to. */
struct told {
	struct passport_state state;
	struct passport_state_garage garages[PASSPORT_GARAGES];
	struct passport_state_transfer transfer;
	struct passport_state_link link;
	struct wire_contact contact;
	char times[10][INSTANT_TEXT];
	char garage_times[PASSPORT_GARAGES][2][INSTANT_TEXT];
};

static void tell_garages(const struct passport *passport, struct told *told)
{
	for (size_t i = 0; i < passport->garages_count; i++) {
		const struct garage_link *link = &passport->garages[i];

		told->garages[i] = (struct passport_state_garage){
			.dealer = link->dealer,
			.customer_id = book_id(&link->customer),
			.vehicle_id = book_id(&link->vehicle),
			.since = book_time(link->since, told->garage_times[i][0]),
			.until = book_time(link->until, told->garage_times[i][1]),
		};
	}
	told->state.garages = told->garages;
	told->state.garages_count = passport->garages_count;
}

static void tell_car(const struct passport_row *row, struct told *told)
{
	told->state.passport_id = row->id.text;
	told->state.version = row->version;
	told->state.plate = row->plate;
	told->state.country = row->country;
	told->state.make = row->make;
	told->state.model = row->model;
	told->state.vehicle_id = row->vehicle.text;
	told->state.created_by = row->created_by;
	told->state.created_at = book_time(row->created_at, told->times[0]);
	told->state.invited_at = book_time(row->invited_at, told->times[1]);
	told->state.activated_at = book_time(row->activated_at, told->times[2]);
	told->state.archived_at = book_time(row->archived_at, told->times[3]);
	told->state.archived_reason =
		passport_state_archived_reason_of(row->archived_reason);
	told->link = (struct passport_state_link){
		.hash = row->link_hash,
		.expires_at = book_time(row->link_expires_at, told->times[4]),
	};
	if (row->link_hash)
		told->state.link = &told->link;
}

static void tell_holding(const struct holding *held, struct told *told)
{
	told->state.status = wire_passport_status_of(passport_status_name(held->status));
	told->state.owner_id = book_id(&held->owner);
	told->state.owner_since = book_time(held->owner_since, told->times[5]);
	told->state.driver_id = book_id(&held->driver);
	told->state.driver_since = book_time(held->driver_since, told->times[6]);
	told->state.fleet_id = book_id(&held->fleet);
	told->state.anchors_fleet = book_id(&held->anchors);
	told->state.holder_changed_at =
		book_time(held->holder_changed_at, told->times[7]);
	told->state.habit_consent = held->habit_consent;
	if (held->habit_consent)
		told->state.driving_habit = wire_driving_habit_of(held->driving_habit);
}

static int tell_transfer(const struct book *book, const struct holding *held,
			 struct told *told, struct rows **ret_rows, struct err *err)
{
	if (!uuid_is_set(&held->transfer))
		return 0;
	if (store_transfer_brief(book->tx, &held->transfer, ret_rows, err) < 0)
		return -1;
	told->transfer = (struct passport_state_transfer){
		.transfer_id = held->transfer.text,
		.kind = wire_transfer_kind_of(row_text(*ret_rows, 0, 0)),
		.expires_at = book_time(row_instant(*ret_rows, 0, 1), told->times[8]),
	};
	told->state.transfer = &told->transfer;
	return 0;
}

static int tell_contact(const struct book *book, const struct passport_row *row,
			struct told *told, struct rows **ret_rows, struct err *err)
{
	if (store_passport_contact(book->tx, &row->id, ret_rows, err) < 0)
		return -1;
	if (rows_count(*ret_rows) == 0)
		return 0;
	told->contact = (struct wire_contact){
		.email = row_text(*ret_rows, 0, 0),
		.name = row_text(*ret_rows, 0, 1),
		.phone = row_text(*ret_rows, 0, 2),
		.language = wire_language_of(row_text(*ret_rows, 0, 3)),
	};
	told->state.contact = &told->contact;
	told->state.contact_id = row_text(*ret_rows, 0, 5);
	told->state.has_reminders = true;
	told->state.reminders = row_bool(*ret_rows, 0, 4);
	return 0;
}

int passport_put(const struct book *book, struct passport *passport, struct err *err)
{
	struct passport_row *row = &passport->row;
	AUTO(rows) *transfer = NULL;
	AUTO(rows) *contact = NULL;
	struct told *told;
	int failed;

	row->version++;
	if (store_passport_save(book->tx, row, err) < 0)
		return -1;
	told = mem_alloc(sizeof(*told));
	tell_car(row, told);
	tell_holding(&row->held, told);
	tell_garages(passport, told);
	failed = tell_transfer(book, &row->held, told, &transfer, err) < 0 ||
		 tell_contact(book, row, told, &contact, err) < 0 ||
		 say_passport_state(book->say, &told->state, err) < 0;
	mem_free(told);
	return failed ? -1 : 0;
}
