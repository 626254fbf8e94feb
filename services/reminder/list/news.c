/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Gathering what a batch touches, and settling it garage by garage in the order of ids.
 *
 * What settling says has the record as its cause that touched the car or customer first,
 * and the car or customer as its part.
 */
#include "reminder/list/news.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reminder/campaign/campaign.h"
#include "reminder/list/attribution.h"
#include "reminder/list/cycle.h"
#include "reminder/list/forecast.h"
#include "reminder/store_hold.h"

#define PART_TEXT 100
#define CARS_PAGE 5000

struct news news_new(const struct reminder *svc, struct tx *tx, struct outbox *say)
{
	return (struct news){ .svc = svc, .tx = tx, .say = say };
}

void news_done(struct news *news)
{
	touched_done(&news->named_cars);
	touched_done(&news->named_people);
	touched_done(&news->cars);
	touched_done(&news->people);
	touched_done(&news->guests);
	touched_done(&news->gone);
	for (size_t i = 0; i < news->desks_count; i++)
		mem_free(news->desks[i]);
	mem_free(news->desks);
	for (size_t i = 0; i < news->lent_count; i++)
		rows_free(news->lent[i]);
	mem_free(news->lent);
	*news = (struct news){ .svc = NULL };
}

static int touch(const struct news *news, struct touched_list *list, const char *dealer,
		 const struct uuid *id, struct err *err)
{
	struct touched item = { .dealer = dealer, .id = *id, .cause = news->cause };

	return uuid_is_set(id) ? touched_add(list, &item, err) : 0;
}

int news_name_car(struct news *news, const char *dealer, const struct uuid *vehicle,
		  const struct uuid *owner, struct err *err)
{
	struct touched item = { .dealer = dealer, .id = *vehicle, .owner = *owner };

	return touched_add(&news->named_cars, &item, err);
}

int news_name_person(struct news *news, const char *dealer, const struct uuid *customer,
		     struct err *err)
{
	return touch(news, &news->named_people, dealer, customer, err);
}

int news_car(struct news *news, const char *dealer, const struct uuid *vehicle,
	     struct err *err)
{
	return touch(news, &news->cars, dealer, vehicle, err);
}

static void lend(struct news *news, struct rows *rows)
{
	size_t room = (news->lent_count + 1) * sizeof(struct rows *);

	news->lent = mem_grow(news->lent, room);
	news->lent[news->lent_count++] = rows;
}

int news_name_rows(struct news *news, struct rows *rows, struct err *err)
{
	lend(news, rows);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid vehicle = row_uuid(rows, i, 1);
		struct uuid owner = row_uuid(rows, i, 2);

		if (news_name_car(news, row_text(rows, i, 0), &vehicle, &owner, err) < 0)
			return -1;
	}
	return 0;
}

int news_car_rows(struct news *news, struct rows *rows, struct err *err)
{
	lend(news, rows);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct uuid vehicle = row_uuid(rows, i, 1);

		if (news_car(news, row_text(rows, i, 0), &vehicle, err) < 0)
			return -1;
	}
	return 0;
}

int news_person(struct news *news, const char *dealer, const struct uuid *customer,
		struct err *err)
{
	return touch(news, &news->people, dealer, customer, err);
}

int news_guest(struct news *news, const char *dealer, const struct uuid *customer,
	       struct err *err)
{
	return touch(news, &news->guests, dealer, customer, err);
}

int news_visit_gone(struct news *news, const char *dealer, const struct uuid *visit,
		    struct err *err)
{
	return touch(news, &news->gone, dealer, visit, err);
}

int news_hold(struct news *news, struct err *err)
{
	if (news->named_cars.count == 0 && news->named_people.count == 0)
		return 0;
	touched_put_in_order(&news->named_cars);
	touched_put_in_order(&news->named_people);

	COLUMNS_AUTO cars =
		touched_columns(news->named_cars.items, news->named_cars.count);
	COLUMNS_AUTO people =
		touched_columns(news->named_people.items, news->named_people.count);
	struct named_rows named = {
		.car_dealers = cars.dealers,
		.cars = cars.ids,
		.owners = cars.owners,
		.cars_count = news->named_cars.count,
		.people_dealers = people.dealers,
		.people = people.ids,
		.people_count = news->named_people.count,
	};

	if (store_vehicles_note(news->tx, &named, err) < 0)
		return -1;
	return store_vehicles_hold(news->tx, &named, err);
}

static struct desk **find_desk(const struct news *news, const char *dealer)
{
	for (size_t i = 0; i < news->desks_count; i++)
		if (strcmp(news->desks[i]->dealer, dealer) == 0)
			return &news->desks[i];
	return NULL;
}

int news_desk(struct news *news, const char *dealer, struct desk **ret_desk,
	      struct err *err)
{
	struct desk_request request = { news->svc, news->tx, news->say, dealer };
	struct desk **found = find_desk(news, dealer);
	struct desk desk;

	if (found) {
		*ret_desk = *found;
		return 0;
	}
	if (desk_open(&request, &desk, err) < 0)
		return -1;
	if (news->desks_count == news->desks_room) {
		news->desks_room = news->desks_room ? news->desks_room * 2 : 8;
		news->desks =
			mem_grow(news->desks, news->desks_room * sizeof(*news->desks));
	}
	*ret_desk = news->desks[news->desks_count++] = mem_copy(&desk, sizeof(desk));
	return 0;
}

/* Say the lists that changed at it. */
static int close_desk(struct news *news, struct desk *desk, struct err *err)
{
	if (news->cause)
		outbox_because_part(news->say, news->cause, desk->dealer);
	if (desk->lines_due && desk->known && cycle_add_soon(desk, err) < 0)
		return -1;
	return desk_close(desk, err);
}

int news_forget_desk(struct news *news, const char *dealer, struct err *err)
{
	struct desk **found = find_desk(news, dealer);

	if (!found)
		return 0;
	if (desk_close(*found, err) < 0)
		return -1;
	mem_free(*found);
	*found = news->desks[--news->desks_count];
	return 0;
}

static void because(const struct news *news, const struct touched *item, const char *what)
{
	char part[PART_TEXT];

	snprintf(part, sizeof(part), "%s/%s", what, item->id.text);
	outbox_because_part(news->say, item->cause, part);
}

static int settle_gone(struct news *news, struct err *err)
{
	touched_put_in_order(&news->gone);
	for (size_t i = 0; i < news->gone.count; i++) {
		const struct touched *item = &news->gone.items[i];
		struct desk *desk;

		if (news_desk(news, item->dealer, &desk, err) < 0)
			return -1;
		because(news, item, "gone");
		if (attribute_gone(desk, &item->id, err) < 0)
			return -1;
	}
	return 0;
}

static int touch_rows(struct news *news, const struct rows *rows,
		      const struct touched *people, size_t count, struct err *err)
{
	for (size_t i = 0; i < rows_count(rows); i++) {
		const struct touched *owner =
			touched_find(people, count, row_text(rows, i, 1));
		struct touched car = {
			.dealer = people->dealer,
			.id = row_uuid(rows, i, 0),
			.cause = owner ? owner->cause : NULL,
		};

		if (touched_add(&news->cars, &car, err) < 0)
			return -1;
	}
	return 0;
}

/* The cars of these customers of one garage join the touched ones. */
static int touch_cars_of(struct news *news, const struct touched *people, size_t count,
			 struct err *err)
{
	COLUMNS_AUTO columns = touched_columns(people, count);
	struct owners_page page = { columns.ids, count, uuid_from(NULL), CARS_PAGE };
	size_t found;

	do {
		AUTO(rows) *rows = NULL;

		if (store_vehicles_of(news->tx, people->dealer, &page, &rows, err) < 0 ||
		    touch_rows(news, rows, people, count, err) < 0)
			return -1;
		found = rows_count(rows);
		if (found > 0)
			page.after = row_uuid(rows, found - 1, 0);
	} while (found == CARS_PAGE);
	return 0;
}

static int settle_people(struct news *news, struct err *err)
{
	const struct touched_list *people = &news->people;
	size_t count;

	touched_put_in_order(&news->people);
	for (size_t i = 0; i < people->count; i += count) {
		count = touched_group(people, i);
		if (touch_cars_of(news, &people->items[i], count, err) < 0)
			return -1;
	}
	return 0;
}

static int settle_cars(struct news *news, struct err *err)
{
	struct touched_list *cars = &news->cars;
	size_t count;

	touched_put_in_order(cars);
	for (size_t i = 0; i < cars->count; i += count) {
		struct desk *desk;

		count = touched_group(cars, i);
		if (news_desk(news, cars->items[i].dealer, &desk, err) < 0 ||
		    forecast_cars(desk, &cars->items[i], count, err) < 0)
			return -1;
	}
	return 0;
}

/* Of these people of one garage, those a campaign wrote to or is about to. */
static int settle_members(struct news *news, const struct touched *people, size_t count,
			  struct err *err)
{
	COLUMNS_AUTO columns = touched_columns(people, count);
	AUTO(rows) *members = NULL;
	struct desk *desk;

	if (store_members_among(news->tx, people->dealer, columns.ids, count, &members,
				err) < 0 ||
	    news_desk(news, people->dealer, &desk, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(members); i++) {
		struct uuid customer = row_uuid(members, i, 0);
		const struct touched *item = touched_find(people, count, customer.text);

		if (item)
			because(news, item, "campaign");
		if (campaign_hear_person(desk, &customer, err) < 0)
			return -1;
	}
	return 0;
}

static int settle_campaigns(struct news *news, struct err *err)
{
	size_t count;

	for (size_t i = 0; i < news->guests.count; i += count) {
		count = touched_group(&news->guests, i);
		if (settle_members(news, &news->guests.items[i], count, err) < 0)
			return -1;
	}
	return 0;
}

static int settle_guests(struct news *news, struct err *err)
{
	touched_put_in_order(&news->guests);
	if (settle_campaigns(news, err) < 0)
		return -1;
	for (size_t i = 0; i < news->guests.count; i++) {
		const struct touched *item = &news->guests.items[i];
		struct desk *desk;

		if (news_desk(news, item->dealer, &desk, err) < 0)
			return -1;
		because(news, item, "guest");
		if (attribute_customer(desk, &item->id, err) < 0)
			return -1;
	}
	return 0;
}

static int compare_desks(const void *a, const void *b)
{
	const struct desk *const *x = a, *const *y = b;

	return strcmp((*x)->dealer, (*y)->dealer);
}

int news_settle(struct news *news, struct err *err)
{
	if (settle_gone(news, err) < 0 || settle_people(news, err) < 0 ||
	    settle_cars(news, err) < 0 || settle_guests(news, err) < 0)
		return -1;
	if (news->desks_count > 1)
		qsort(news->desks, news->desks_count, sizeof(*news->desks),
		      compare_desks);
	for (size_t i = 0; i < news->desks_count; i++)
		if (close_desk(news, news->desks[i], err) < 0)
			return -1;
	return 0;
}
