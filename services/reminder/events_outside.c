/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is heard of cars from others than their garage: appointments, passports and the
 * register. A passport and a plate may be several garages' cars; each is touched.
 */
#include "reminder/events.h"

#include <string.h>

#include "base/mem.h"
#include "reminder/read.h"
#include "reminder/store_outside.h"

#define SECONDS_PER_DAY 86400

/* --- appointments ---------------------------------------------------------------------
 */
int reminder_names_of_appointment(struct news *news, const struct appointment_state *msg,
				  struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct uuid customer = uuid_from(msg->customer_id);

	if (!uuid_is_set(&vehicle))
		return 0;
	return news_name_car(news, msg->dealer, &vehicle, &customer, err);
}

int reminder_on_appointment_state(struct news *news, const struct appointment_state *msg,
				  struct err *err)
{
	struct appointment_row row = {
		.appointment = uuid_from(msg->appointment_id),
		.version = msg->version,
		.status = wire_appointment_status_word(msg->status),
		.vehicle = uuid_from(msg->vehicle_id),
		.customer = uuid_from(msg->customer_id),
	};
	struct uuid owner;
	bool changed;

	if (msg->invitation_id)
		row.invitation = uuid_from(msg->proposal_id ? msg->proposal_id
							    : msg->invitation_id);
	if (read_date(msg->date, &row.date, err) < 0 ||
	    read_instant(msg->booked_at, &row.booked_at, err) < 0 ||
	    store_outside_appointment(news->tx, msg->dealer, &row, &changed, &owner,
				      err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (news_car(news, msg->dealer, &row.vehicle, err) < 0 ||
	    news_guest(news, msg->dealer, &row.customer, err) < 0)
		return -1;
	return news_guest(news, msg->dealer, &owner, err);
}

/* A tombstone: nobody in it is known here by name; what it credited stays credited. */
int reminder_on_appointment_gone(void *svc, struct tx *tx, const struct heard *in,
				 struct outbox *say, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	struct uuid appointment = uuid_from(slash ? slash + 1 : NULL);
	char dealer[DEALER_TEXT];
	size_t len = slash ? (size_t)(slash - in->key) : 0;

	(void)svc;
	(void)say;
	if (!uuid_is_set(&appointment) || len == 0 || len >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "an appointment's key is dealer/id");
	memcpy(dealer, in->key, len);
	dealer[len] = '\0';
	return store_outside_appointment_gone(tx, dealer, &appointment, err);
}

/* --- passports ------------------------------------------------------------------------
 */
/* As that garage names it; one that is not said to know the car has none by the name of
 * the garage that made the passport either. */
static const char *vehicle_of(const struct passport_state *msg, size_t garage)
{
	const char *vehicle = msg->garages[garage].vehicle_id;

	return vehicle ? vehicle : msg->vehicle_id;
}

/* The cars of its garages, by the passport as it says it is now. */
static int find_cars(struct news *news, const struct passport_state *msg,
		     struct rows **ret_rows, struct err *err)
{
	size_t count = msg->garages_count;
	AUTO_BYTES *memory = mem_alloc((2 * count + 1) * sizeof(char *));
	const char **dealers = memory;
	const char **vehicles = dealers + count;

	for (size_t i = 0; i < count; i++) {
		dealers[i] = msg->garages[i].dealer;
		vehicles[i] = vehicle_of(msg, i);
	}
	return store_outside_cars_of(
		news->tx, &(struct passport_cars){ dealers, vehicles, count, msg->plate },
		ret_rows, err);
}

int reminder_names_of_passport(struct news *news, const struct passport_state *msg,
			       struct err *err)
{
	struct rows *rows = NULL;

	if (find_cars(news, msg, &rows, err) < 0 || news_name_rows(news, rows, err) < 0)
		return -1;
	/* What was its car until a plate was corrected has no passport any more. */
	if (store_outside_cars_of_passport(news->tx, msg->passport_id, &rows, err) < 0)
		return -1;
	return news_name_rows(news, rows, err);
}

static int read_passport(const struct passport_state *msg, struct passport_row *ret_row,
			 struct err *err)
{
	/* Who did not ask for reminders gets none: then the garage's customer does. */
	const struct wire_contact *contact = msg->reminders ? msg->contact : NULL;

	*ret_row = (struct passport_row){
		.passport_id = msg->passport_id,
		.version = msg->version,
		.plate = msg->plate,
		.in_fleet = msg->fleet_id != NULL,
		.gone_reason = passport_state_archived_reason_word(msg->archived_reason),
		.contact_email = contact ? contact->email : NULL,
		.contact_name = contact ? contact->name : NULL,
		.contact_language = contact && contact->language
					    ? wire_language_word(contact->language)
					    : NULL,
		.contact_party = contact ? msg->contact_id : NULL,
	};
	if (read_instant(msg->holder_changed_at, &ret_row->holder_changed_at, err) < 0)
		return -1;
	return read_instant(msg->archived_at, &ret_row->gone_at, err);
}

int reminder_on_passport_state(struct news *news, const struct passport_state *msg,
			       struct err *err)
{
	bool active = msg->status == WIRE_PASSPORT_STATUS_ACTIVE ||
		      msg->status == WIRE_PASSPORT_STATUS_TRANSFER_PENDING;
	AUTO(rows) *had = NULL;
	struct rows *rows = NULL;
	struct passport_row row;
	bool any = false;

	if (read_passport(msg, &row, err) < 0 ||
	    store_outside_cars_of_passport(news->tx, msg->passport_id, &had, err) < 0)
		return -1;
	for (size_t i = 0; i < msg->garages_count; i++) {
		bool changed;

		row.is_live = active && !msg->garages[i].until;
		row.vehicle_id = vehicle_of(msg, i);
		if (store_outside_passport(news->tx, msg->garages[i].dealer, &row,
					   &changed, err) < 0)
			return -1;
		any = any || changed;
	}
	if (!any)
		return 0;
	if (news_car_rows(news, TAKE(had), err) < 0 ||
	    find_cars(news, msg, &rows, err) < 0)
		return -1;
	return news_car_rows(news, rows, err);
}

/* A tombstone: whom to write to is forgotten, and its cars are looked at again. */
int reminder_on_passport_gone(void *svc, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	NEWS_AUTO news = news_new(svc, tx, say);
	struct rows *rows = NULL;

	if (!uuid_is_valid(in->key))
		return err_set(err, ERR_INVALID, "a passport's key is its id");
	news.cause = in;
	if (store_outside_cars_of_passport(tx, in->key, &rows, err) < 0 ||
	    news_car_rows(&news, rows, err) < 0 ||
	    store_outside_passport_gone(tx, in->key, err) < 0)
		return -1;
	return news_settle(&news, err);
}

/* --- the register ---------------------------------------------------------------------
 */
int reminder_names_of_register(struct news *news, const struct register_state *msg,
			       struct err *err)
{
	struct rows *rows = NULL;

	if (store_outside_cars_of_plate(news->tx, msg->plate, &rows, err) < 0)
		return -1;
	return news_name_rows(news, rows, err);
}

#define RECALL_CODES (20 * 42)

/* How many are open, the newest one's day, and their codes. */
static int read_recalls(const struct register_state *msg, struct strbuf *codes,
			struct register_row *row, struct err *err)
{
	row->recalls = (int64_t)msg->recalls_count;
	for (size_t i = 0; i < msg->recalls_count; i++) {
		struct civil_date since;

		strbuf_addf(codes, "%s ", msg->recalls[i].code);
		if (read_date(msg->recalls[i].since, &since, err) < 0)
			return -1;
		if (civil_is_set(since) && (!civil_is_set(row->recalled_on) ||
					    civil_compare(since, row->recalled_on) > 0))
			row->recalled_on = since;
	}
	row->recall_codes = codes->text;
	return strbuf_check(codes, err);
}

static int read_register(const struct register_state *msg, struct register_row *ret_row,
			 struct err *err)
{
	struct instant checked;

	*ret_row = (struct register_row){
		.plate = msg->plate,
		.version = msg->version,
		.exported = msg->exported,
		.fuel = fuel_from_text(wire_fuel_word(msg->fuel)),
	};
	if (read_instant(msg->checked_at, &checked, err) < 0 ||
	    read_date(msg->apk_expiry, &ret_row->apk_expiry, err) < 0 ||
	    read_date(msg->apk_moved_on, &ret_row->apk_moved_on, err) < 0 ||
	    read_date(msg->holder_since, &ret_row->holder_since, err) < 0)
		return -1;
	ret_row->checked_on = civil_from_days(
		(int32_t)(checked.micros / MICROS_PER_SECOND / SECONDS_PER_DAY));
	return read_date(msg->first_admission, &ret_row->first_admission, err);
}

int reminder_on_register_state(struct news *news, const struct register_state *msg,
			       struct err *err)
{
	STRBUF_AUTO codes = strbuf_new(RECALL_CODES);
	struct rows *rows = NULL;
	struct register_row row;
	bool changed;

	if (read_register(msg, &row, err) < 0 ||
	    read_recalls(msg, &codes, &row, err) < 0 ||
	    store_outside_register(news->tx, &row, &changed, err) < 0)
		return -1;
	if (!changed)
		return 0;
	if (store_outside_cars_of_plate(news->tx, msg->plate, &rows, err) < 0)
		return -1;
	return news_car_rows(news, rows, err);
}
