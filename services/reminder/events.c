/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is heard of visits, cars, customers, consent and garages: keep it, and note whom
 * it touches. A later version touches nobody when all that a proposal rests on is as it
 * was.
 */
#include "reminder/events.h"

#include <string.h>

#include "reminder/list/cycle.h"
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

static int absorb(struct news *news, const struct invoice_recorded *msg, struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);

	for (size_t i = 0; i < msg->visit->absorbed_visit_ids_count; i++) {
		struct uuid gone = uuid_from(msg->visit->absorbed_visit_ids[i]);

		if (store_visit_absorbed(news->tx, msg->dealer, &gone, &vehicle, err) <
			    0 ||
		    news_visit_gone(news, msg->dealer, &gone, err) < 0)
			return -1;
	}
	return 0;
}

/* A visit that turns out to be another car's or another customer's. */
static int leave(struct news *news, const char *dealer, const struct visit_row *before,
		 const struct visit_row *now, struct err *err)
{
	if (strcmp(before->customer.text, now->customer.text) != 0 &&
	    news_visit_gone(news, dealer, &before->visit, err) < 0)
		return -1;
	if (strcmp(before->vehicle.text, now->vehicle.text) == 0)
		return 0;
	return news_car(news, dealer, &before->vehicle, err);
}

/* A new version may tell nothing new of the visit: an invoice's remark, its lines. */
static bool says_the_same(const struct visit_row *a, const struct visit_row *b)
{
	return strcmp(a->vehicle.text, b->vehicle.text) == 0 &&
	       strcmp(a->customer.text, b->customer.text) == 0 &&
	       civil_compare(a->date, b->date) == 0 && a->odometer_km == b->odometer_km &&
	       a->work == b->work && a->customer_net_cents == b->customer_net_cents &&
	       a->voided == b->voided && a->version > 0;
}

int reminder_on_invoice_recorded(struct news *news, const struct invoice_recorded *msg,
				 struct err *err)
{
	struct visit_row row;
	struct visit_row before;
	bool later, known;

	if (!msg->visit || !msg->vehicle_id)
		return 0;
	if (read_visit(msg, &row, err) < 0 ||
	    store_visit_find(news->tx, msg->dealer, &row.visit, &before, &known, err) <
		    0 ||
	    store_visit_save(news->tx, msg->dealer, &row, &later, err) < 0)
		return -1;
	if (!later)
		return 0;
	if (absorb(news, msg, err) < 0)
		return -1;
	if (known && says_the_same(&before, &row))
		return 0;
	if ((known && leave(news, msg->dealer, &before, &row, err) < 0) ||
	    news_car(news, msg->dealer, &row.vehicle, err) < 0)
		return -1;
	return news_guest(news, msg->dealer, &row.customer, err);
}

int reminder_names_of_invoice(struct news *news, const struct invoice_recorded *msg,
			      struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct uuid customer;

	if (!msg->visit || !msg->vehicle_id)
		return 0;
	customer = uuid_from(msg->visit->customer_id ? msg->visit->customer_id
						     : msg->customer_id);
	return news_name_car(news, msg->dealer, &vehicle, &customer, err);
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

int reminder_on_vehicle_state(struct news *news, const struct vehicle_state *msg,
			      struct err *err)
{
	struct vehicle_row row;
	bool changed;

	if (read_vehicle(msg, &row, err) < 0 ||
	    store_vehicle_save(news->tx, msg->dealer, &row, &changed, err) < 0)
		return -1;
	return changed ? news_car(news, msg->dealer, &row.vehicle, err) : 0;
}

int reminder_names_of_vehicle(struct news *news, const struct vehicle_state *msg,
			      struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct uuid customer = uuid_from(msg->customer_id);

	return news_name_car(news, msg->dealer, &vehicle, &customer, err);
}

int reminder_on_customer_state(struct news *news, const struct customer_state *msg,
			       struct err *err)
{
	struct person_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.has_email = msg->email && msg->email[0],
		.erased = msg->erased,
	};
	bool changed;

	for (size_t i = 0; i < msg->do_not_contact_count; i++)
		row.no_email =
			row.no_email || msg->do_not_contact[i] == WIRE_CHANNEL_EMAIL;
	if (store_person_save(news->tx, msg->dealer, &row, &changed, err) < 0)
		return -1;
	return changed ? news_person(news, msg->dealer, &row.customer, err) : 0;
}

int reminder_names_of_customer(struct news *news, const struct customer_state *msg,
			       struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);

	return news_name_person(news, msg->dealer, &customer, err);
}

int reminder_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct err *err)
{
	const char *slash = strrchr(in->key, '/');
	char dealer[DEALER_TEXT];
	struct uuid customer = uuid_from(slash ? slash + 1 : NULL);
	size_t len = slash ? (size_t)(slash - in->key) : 0;
	NEWS_AUTO news = news_new(svc, tx, say);

	if (!uuid_is_set(&customer) || len == 0 || len >= DEALER_TEXT)
		return err_set(err, ERR_INVALID, "a customer's key is dealer/id");
	memcpy(dealer, in->key, len);
	dealer[len] = '\0';
	news.cause = in;
	if (store_person_erase(tx, dealer, &customer, err) < 0 ||
	    news_person(&news, dealer, &customer, err) < 0)
		return -1;
	return news_settle(&news, err);
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

int reminder_on_consent_state(struct news *news, const struct consent_state *msg,
			      struct err *err)
{
	struct consent_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.withdrawn = is_withdrawn(msg),
		.bounces = msg->email_health == CONSENT_STATE_EMAIL_HEALTH_HARD,
	};
	bool changed;

	if (store_consent_save(news->tx, msg->dealer, &row, &changed, err) < 0)
		return -1;
	return changed ? news_person(news, msg->dealer, &row.customer, err) : 0;
}

int reminder_names_of_consent(struct news *news, const struct consent_state *msg,
			      struct err *err)
{
	struct uuid customer = uuid_from(msg->customer_id);

	return news_name_person(news, msg->dealer, &customer, err);
}

/* A garage that appears in the middle of a week gets that week's list at once. */
static int first_list(struct desk *desk, struct err *err)
{
	bool any, opened;

	if (store_week_any(desk->tx, desk->dealer, &any, err) < 0)
		return -1;
	if (any)
		return 0;
	if (cycle_open_list(desk, LIST_FIRST, &opened, err) < 0)
		return -1;
	return opened ? cycle_fill_now(desk, err) : 0;
}

/* Of its settings only the intervals move dates; cars heard of before the garage were
 * planned without. */
static bool moves_dates(const struct desk *before, const struct garage_row *now)
{
	return !before->known || before->garage.interval_months != now->interval_months ||
	       before->garage.interval_km != now->interval_km;
}

int reminder_on_dealer_state(struct news *news, const struct dealer_state *msg,
			     struct err *err)
{
	struct garage_row row = {
		.version = msg->version,
		.active = msg->active,
		.timezone = msg->timezone,
		.default_periodic =
			dealer_state_default_periodic_word(msg->default_periodic),
		.default_followup =
			dealer_state_default_followup_word(msg->default_followup),
		.interval_months = msg->has_interval_months ? msg->interval_months : 0,
		.interval_km = msg->has_interval_km ? msg->interval_km : 0,
		.attribution_days = msg->has_attribution_days ? msg->attribution_days : 0,
		.untouched_policy =
			dealer_state_untouched_policy_word(msg->untouched_policy),
	};
	struct desk *desk;
	bool later, replan;

	if (news_desk(news, msg->dealer, &desk, err) < 0 ||
	    store_garage_save(news->tx, msg->dealer, &row, &later, err) < 0)
		return -1;
	if (!later)
		return 0;
	replan = moves_dates(desk, &row);
	if (news_forget_desk(news, msg->dealer, err) < 0 ||
	    news_desk(news, msg->dealer, &desk, err) < 0 || first_list(desk, err) < 0)
		return -1;
	/* One that is active again has lines to catch up with. */
	desk->lines_due = true;
	return replan ? cycle_set_replan(desk, row.version, err) : 0;
}
