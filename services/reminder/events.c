/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is heard of visits, cars, customers, consent and garages: keep the news, then
 * forecast what it touches. A version that is no news changes nothing at all.
 */
#include "reminder/events.h"

#include <string.h>

#include "reminder/list/attribution.h"
#include "reminder/list/cycle.h"
#include "reminder/list/forecast.h"
#include "reminder/read.h"

static unsigned work_of(const enum wire_visit_class *classes, size_t count)
{
	unsigned work = WORK_NONE;

	for (size_t i = 0; i < count; i++)
		work |= work_from_text(wire_visit_class_word(classes[i]));
	return work ? work : (unsigned)WORK_UNKNOWN;
}

static int read_visit(const struct invoice_recorded *msg, struct visit_row *ret_row,
		      struct err *err)
{
	const struct invoice_recorded_visit *visit = msg->visit;
	const char *customer = visit->customer_id ? visit->customer_id : msg->customer_id;

	*ret_row = (struct visit_row){
		.visit = uuid_from(visit->visit_id),
		.vehicle = uuid_from(msg->vehicle_id),
		.customer = uuid_from(customer),
		.version = visit->version,
		.odometer_km = visit->has_odometer_km ? visit->odometer_km : -1,
		.work = work_of(visit->classes, visit->classes_count),
		.customer_net_cents = visit->customer_net_cents,
		.voided = visit->voided,
	};
	return read_date(visit->visit_date, &ret_row->date, err);
}

static int absorb(struct desk *desk, const struct invoice_recorded *msg, struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);

	for (size_t i = 0; i < msg->visit->absorbed_visit_ids_count; i++) {
		struct uuid gone = uuid_from(msg->visit->absorbed_visit_ids[i]);

		if (store_visit_absorbed(desk->tx, desk->dealer, &gone, &vehicle, err) <
			    0 ||
		    attribute_gone(desk, &gone, err) < 0)
			return -1;
	}
	return 0;
}

/* A visit that turns out to be another car's or another customer's. */
static int leave(struct desk *desk, const struct visit_row *before,
		 const struct visit_row *now, struct err *err)
{
	if (strcmp(before->customer.text, now->customer.text) != 0 &&
	    attribute_gone(desk, &before->visit, err) < 0)
		return -1;
	if (strcmp(before->vehicle.text, now->vehicle.text) == 0)
		return 0;
	return forecast_vehicle(desk, before->vehicle.text, err);
}

int reminder_on_invoice_recorded(struct reminder *svc, struct tx *tx,
				 const struct invoice_recorded *msg, struct outbox *say,
				 struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct visit_row row;
	struct visit_row before;
	struct desk desk;
	bool news, known;

	if (!msg->visit || !msg->vehicle_id)
		return 0;
	if (read_visit(msg, &row, err) < 0 ||
	    store_visit_find(tx, msg->dealer, &row.visit, &before, &known, err) < 0 ||
	    store_visit_save(tx, msg->dealer, &row, &news, err) < 0)
		return -1;
	if (!news)
		return 0;
	if (store_vehicle_note(tx, msg->dealer, &row.vehicle, &row.customer, err) < 0 ||
	    desk_open(&request, &desk, err) < 0 || absorb(&desk, msg, err) < 0 ||
	    (known && leave(&desk, &before, &row, err) < 0) ||
	    forecast_vehicle(&desk, row.vehicle.text, err) < 0 ||
	    attribute_customer(&desk, &row.customer, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

static int read_vehicle(const struct vehicle_state *msg, struct vehicle_row *ret_row,
			struct err *err)
{
	*ret_row = (struct vehicle_row){
		.vehicle = uuid_from(msg->vehicle_id),
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.plate = msg->plate,
		.make = msg->make,
		.model = msg->model,
		.fuel = fuel_from_text(wire_fuel_word(msg->fuel)),
		.category =
			apk_category_from_text(wire_vehicle_category_word(msg->category)),
		.is_stock_car = msg->is_stock_car,
	};
	if (read_date(msg->first_admission, &ret_row->first_admission, err) < 0)
		return -1;
	return read_date(msg->apk_expiry, &ret_row->apk_expiry, err);
}

int reminder_on_vehicle_state(struct reminder *svc, struct tx *tx,
			      const struct vehicle_state *msg, struct outbox *say,
			      struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct vehicle_row row;
	struct desk desk;
	bool news;

	if (read_vehicle(msg, &row, err) < 0 ||
	    store_vehicle_save(tx, msg->dealer, &row, &news, err) < 0)
		return -1;
	if (!news)
		return 0;
	if (desk_open(&request, &desk, err) < 0 ||
	    forecast_vehicle(&desk, row.vehicle.text, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

static int customer_changed(const struct desk_request *request,
			    const struct uuid *customer, struct err *err)
{
	struct desk desk;

	if (desk_open(request, &desk, err) < 0 ||
	    forecast_customer(&desk, customer, err) < 0)
		return -1;
	return desk_close(&desk, err);
}

int reminder_on_customer_state(struct reminder *svc, struct tx *tx,
			       const struct customer_state *msg, struct outbox *say,
			       struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct person_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.has_email = msg->email && msg->email[0],
		.erased = msg->erased,
	};
	bool news;

	for (size_t i = 0; i < msg->do_not_contact_count; i++)
		row.no_email =
			row.no_email || msg->do_not_contact[i] == WIRE_CHANNEL_EMAIL;
	if (store_person_save(tx, msg->dealer, &row, &news, err) < 0)
		return -1;
	return news ? customer_changed(&request, &row.customer, err) : 0;
}

int reminder_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	char dealer[DEALER_TEXT];
	struct desk_request request = { svc, tx, say, dealer };
	struct uuid customer = uuid_from(slash ? slash + 1 : NULL);
	size_t len = slash ? (size_t)(slash - in->key) : 0;

	if (!uuid_is_set(&customer) || len == 0 || len >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "a customer's key is dealer/id");
	memcpy(dealer, in->key, len);
	dealer[len] = '\0';
	if (store_person_erase(tx, dealer, &customer, err) < 0)
		return -1;
	return customer_changed(&request, &customer, err);
}

/* Reminders by e-mail: the purpose itself, or everything, taken back or objected to. */
static bool is_withdrawn(const struct consent_state *msg)
{
	for (size_t i = 0; i < msg->entries_count; i++) {
		const struct consent_state_entry *entry = &msg->entries[i];

		if (entry->purpose == WIRE_PURPOSE_REMINDER &&
		    entry->channel == WIRE_CHANNEL_EMAIL &&
		    (entry->state == CONSENT_STATE_ENTRY_STATE_WITHDRAWN ||
		     entry->state == CONSENT_STATE_ENTRY_STATE_OBJECTED))
			return true;
	}
	return false;
}

int reminder_on_consent_state(struct reminder *svc, struct tx *tx,
			      const struct consent_state *msg, struct outbox *say,
			      struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct consent_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.withdrawn = is_withdrawn(msg),
		.bounces = msg->email_health == CONSENT_STATE_EMAIL_HEALTH_HARD,
	};
	bool news;

	if (store_consent_save(tx, msg->dealer, &row, &news, err) < 0)
		return -1;
	return news ? customer_changed(&request, &row.customer, err) : 0;
}

int reminder_on_dealer_state(struct reminder *svc, struct tx *tx,
			     const struct dealer_state *msg, struct outbox *say,
			     struct err *err)
{
	struct desk_request request = { svc, tx, say, msg->dealer };
	struct garage_row row = {
		.version = msg->version,
		.active = msg->active,
		.timezone = msg->timezone,
		.default_periodic =
			dealer_state_default_periodic_word(msg->default_periodic),
		.interval_months = msg->has_interval_months ? msg->interval_months : 0,
		.interval_km = msg->has_interval_km ? msg->interval_km : 0,
		.attribution_days = msg->has_attribution_days ? msg->attribution_days : 0,
		.untouched_policy =
			dealer_state_untouched_policy_word(msg->untouched_policy),
	};
	struct desk desk;
	bool news, any, opened;

	if (store_garage_save(tx, msg->dealer, &row, &news, err) < 0)
		return -1;
	if (!news)
		return 0;
	if (desk_open(&request, &desk, err) < 0 ||
	    store_week_any(tx, msg->dealer, &any, err) < 0)
		return -1;
	/* A garage that appears in the middle of a week gets that week's list at once. */
	if (!any && (cycle_open_list(&desk, LIST_FIRST, &opened, err) < 0 ||
		     (opened && cycle_fill_now(&desk, err) < 0)))
		return -1;
	if (cycle_set_replan(&desk, NULL, err) < 0)
		return -1;
	return desk_close(&desk, err);
}
