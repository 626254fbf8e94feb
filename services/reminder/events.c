/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is heard of visits, cars, customers, consent and garages: keep it, and note whom
 * it touches. A later version touches nobody when all that a proposal rests on is as it
 * was.
 */
#include "reminder/events.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "reminder/domain/campaign.h"
#include "reminder/lead/lead.h"
#include "reminder/list/cycle.h"
#include "reminder/read.h"
#include "reminder/store_campaign.h"
#include "reminder/store_interval.h"

static unsigned work_of(const enum wire_visit_class *classes, size_t count)
{
	unsigned work = WORK_NONE;

	for (size_t i = 0; i < count; i++)
		work |= work_from_text(wire_visit_class_word(classes[i]));
	return work ? work : (unsigned)WORK_UNKNOWN;
}

static unsigned parts_of(const enum wire_time_part *parts, size_t count)
{
	unsigned set = 0;

	for (size_t i = 0; i < count; i++)
		set |= PART_BIT(time_part_from(wire_time_part_word(parts[i])));
	return set & ~PART_BIT(PART_NONE);
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
		.parts = parts_of(visit->time_parts, visit->time_parts_count),
		.customer_net_cents = visit->customer_net_cents,
		.voided = visit->voided,
	};
	if (visit->has_mobility && visit->mobility)
		ret_row->parts |= MOBILITY_GIVEN;
	return read_date(visit->visit_date, &ret_row->date, err);
}

/* It may have been another car's, when its document turns out to be about this one. */
static int absorb_one(struct news *news, const struct invoice_recorded *msg,
		      const struct uuid *gone, struct err *err)
{
	struct uuid vehicle = uuid_from(msg->vehicle_id);
	struct visit_row before;
	bool known;

	if (store_visit_find(news->tx, msg->dealer, gone, &before, &known, err) < 0 ||
	    store_visit_absorbed(news->tx, msg->dealer, gone, &vehicle, err) < 0 ||
	    news_visit_gone(news, msg->dealer, gone, err) < 0)
		return -1;
	if (known && news_guest(news, msg->dealer, &before.customer, err) < 0)
		return -1;
	if (!known || strcmp(before.vehicle.text, vehicle.text) == 0)
		return 0;
	return news_car(news, msg->dealer, &before.vehicle, err);
}

static int absorb(struct news *news, const struct invoice_recorded *msg, struct err *err)
{
	for (size_t i = 0; i < msg->visit->absorbed_visit_ids_count; i++) {
		struct uuid gone = uuid_from(msg->visit->absorbed_visit_ids[i]);

		if (absorb_one(news, msg, &gone, err) < 0)
			return -1;
	}
	return 0;
}

/* A visit that turns out to be another car's or another customer's. */
static int leave(struct news *news, const char *dealer, const struct visit_row *before,
		 const struct visit_row *now, struct err *err)
{
	if (strcmp(before->customer.text, now->customer.text) != 0 &&
	    (news_visit_gone(news, dealer, &before->visit, err) < 0 ||
	     news_guest(news, dealer, &before->customer, err) < 0))
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
	       a->work == b->work && a->parts == b->parts &&
	       a->customer_net_cents == b->customer_net_cents && a->voided == b->voided &&
	       a->version > 0;
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
	if (read_date(msg->first_admission, &ret_row->first_admission, err) < 0 ||
	    read_date(msg->delivered_on, &ret_row->delivered_on, err) < 0)
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

#define AREA_SIGNS 4

/* What selections may ask of a person: neither a name nor where they live exactly. */
static void read_person(const struct customer_state *msg, char area[AREA_SIGNS + 1],
			struct person_row *row)
{
	row->is_company = msg->kind == WIRE_CUSTOMER_KIND_COMPANY;
	row->reads_english = msg->language == WIRE_LANGUAGE_EN;
	row->has_post =
		msg->street && msg->street[0] && msg->postcode && msg->postcode[0];
	snprintf(area, AREA_SIGNS + 1, "%.*s", AREA_SIGNS,
		 msg->postcode ? msg->postcode : "");
	row->postcode_area = area[0] ? area : NULL;
}

int reminder_on_customer_state(struct news *news, const struct customer_state *msg,
			       struct err *err)
{
	char area[AREA_SIGNS + 1];
	struct person_row row = {
		.customer = uuid_from(msg->customer_id),
		.version = msg->version,
		.has_email = msg->email && msg->email[0],
		.erased = msg->erased,
		.is_prospect = msg->prospect,
	};
	bool changed;

	for (size_t i = 0; i < msg->do_not_contact_count; i++)
		row.refused_mask |= news_channel_bit(msg->do_not_contact[i]);
	row.no_email = (row.refused_mask & news_channel_bit(WIRE_CHANNEL_EMAIL)) != 0;
	read_person(msg, area, &row);
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
	return opened ? cycle_fill_soon(desk, err) : 0;
}

/* Of its settings only the intervals move dates; cars heard of before the garage were
 * planned without. */
static bool moves_dates(const struct desk *before, const struct garage_row *now)
{
	return !before->known || before->garage.interval_months != now->interval_months ||
	       before->garage.interval_km != now->interval_km ||
	       before->garage.mobility_months != now->mobility_months ||
	       before->garage.one_message != now->one_message;
}

/* Those of some cars; ret_changed: they are not what they were. */
static int keep_intervals(struct news *news, const struct dealer_state *msg,
			  bool *ret_changed, struct err *err)
{
	size_t count = msg->service_intervals_count;
	AUTO_BYTES *memory = mem_alloc((count + 1) * sizeof(struct interval_rule));
	struct interval_rule *rules = memory;

	for (size_t i = 0; i < count; i++) {
		const struct wire_service_interval *given = &msg->service_intervals[i];

		rules[i] = (struct interval_rule){
			.make = given->make ? given->make : "",
			.model = given->model ? given->model : "",
			.fuel = fuel_from_text(wire_fuel_word(given->fuel)),
			.months = given->has_months ? (int)given->months : 0,
			.km = given->has_km ? given->km : 0,
		};
	}
	return store_intervals_save(news->tx, msg->dealer, rules, count, ret_changed,
				    err);
}

static int keep_campaign_settings(struct news *news, const struct dealer_state *msg,
				  struct err *err)
{
	struct campaign_garage row = {
		.version = msg->version,
		.approval_above =
			msg->has_approval_above ? msg->approval_above : CAMPAIGN_APPROVAL,
		.cap_week = msg->has_cap_week ? msg->cap_week : 1,
		.cap_month = msg->has_cap_month ? msg->cap_month : 2,
		.cap_year = msg->has_cap_year ? msg->cap_year : 8,
		.sms_cents = msg->sms_cents,
		.letter_cents = msg->letter_cents,
		.card_cents = msg->card_cents,
	};

	return store_campaign_garage_save(news->tx, msg->dealer, &row, err);
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
		.mobility_months = msg->has_mobility_months ? msg->mobility_months : 0,
		.one_message = !msg->has_one_message || msg->one_message,
		.attribution_days = msg->has_attribution_days ? msg->attribution_days : 0,
		.untouched_policy =
			dealer_state_untouched_policy_word(msg->untouched_policy),
		.network = msg->network && msg->network[0] ? msg->network : NULL,
	};
	struct desk *desk;
	bool later, replan, others = false;

	if (keep_campaign_settings(news, msg, err) < 0 ||
	    lead_hear_garage(news->tx, msg, err) < 0 ||
	    news_desk(news, msg->dealer, &desk, err) < 0 ||
	    store_garage_save(news->tx, msg->dealer, &row, &later, err) < 0)
		return -1;
	if (!later)
		return 0;
	if (keep_intervals(news, msg, &others, err) < 0)
		return -1;
	replan = moves_dates(desk, &row) || others;
	if (news_forget_desk(news, msg->dealer, err) < 0 ||
	    news_desk(news, msg->dealer, &desk, err) < 0 || first_list(desk, err) < 0)
		return -1;
	/* One that is active again has lines to catch up with. */
	desk->lines_due = true;
	return replan ? cycle_set_replan(desk, row.version, err) : 0;
}
