/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how each garage names a passport's car, and whose word on the car it follows:
 * that of the garage that made the passport, as long as it looks after the car.
 */
#include "fleet/book/passport.h"

#include <string.h>

static bool same_text(const char *one, const char *other)
{
	return strcmp(one ? one : "", other ? other : "") == 0;
}

static bool names_it_so(const struct passport *passport, const struct garage_link *link)
{
	return strcmp(link->vehicle.text, passport->row.vehicle.text) == 0;
}

int passport_find_car(const struct book *book, const struct passport *passport,
		      const struct garage_link *link, struct car_facts *ret_car,
		      struct err *err)
{
	const struct passport_row *row = &passport->row;
	struct car_facts wanted = { .id = link->vehicle,
				    .plate = row->plate,
				    .country = row->country };

	*ret_car = (struct car_facts){ .plate = NULL };
	if (!row->plate)
		return 0;
	return store_fleet_vehicle_by_plate(book->tx, link->dealer, &wanted, ret_car,
					    err);
}

/* The new plate, unless it is another passport's car: then one of the two is mistaken,
 * and the one that has it keeps it. */
static int take_plate(const struct book *book, const struct car_facts *car,
		      struct passport_row *row, bool *ret_changed, struct err *err)
{
	struct passport_row wanted = *row;
	bool free = false;

	if (!car->plate ||
	    (same_text(car->plate, row->plate) && same_text(car->country, row->country)))
		return 0;
	wanted.plate = car->plate;
	wanted.country = car->country;
	if (store_passport_plate_is_free(book->tx, &wanted, &free, err) < 0)
		return -1;
	if (free)
		*row = wanted;
	*ret_changed |= free;
	return 0;
}

static void take_word(const char *word, const char **text, bool *ret_changed)
{
	if (!word || same_text(word, *text))
		return;
	*text = word;
	*ret_changed = true;
}

/* What its maker says of the car now; texts lend from *ret_rows. */
static int follow_maker(const struct book *book, struct passport *passport,
			struct rows **ret_rows, bool *ret_changed, struct err *err)
{
	struct passport_row *row = &passport->row;
	struct car_facts car = { .plate = NULL };

	for (size_t i = 0; i < passport->garages_count; i++) {
		const struct garage_link *link = &passport->garages[i];

		if (!names_it_so(passport, link) || instant_is_set(link->until))
			continue;
		if (store_fleet_vehicle_find(book->tx, link->dealer, &row->vehicle, &car,
					     ret_rows, err) < 0)
			return -1;
		break;
	}
	if (take_plate(book, &car, row, ret_changed, err) < 0)
		return -1;
	take_word(car.make, &row->make, ret_changed);
	take_word(car.model, &row->model, ret_changed);
	return 0;
}

static int name_again(const struct book *book, struct passport *passport,
		      bool *ret_changed, struct err *err)
{
	for (size_t i = 0; i < passport->garages_count; i++) {
		struct garage_link *link = &passport->garages[i];
		struct car_facts car;

		if (names_it_so(passport, link))
			continue;
		if (passport_find_car(book, passport, link, &car, err) < 0)
			return -1;
		if (strcmp(car.id.text, link->vehicle.text) == 0)
			continue;
		link->vehicle = car.id;
		*ret_changed = true;
		if (store_passport_link(book->tx, &passport->row.id, link, err) < 0)
			return -1;
	}
	return 0;
}

static int hear_cars(const struct book *book, const struct uuid *id, struct err *err)
{
	PASSPORT_AUTO passport = { .rows = NULL };
	AUTO(rows) *rows = NULL;
	bool changed = false;

	if (passport_open(book, id, &passport, err) < 0 ||
	    follow_maker(book, &passport, &rows, &changed, err) < 0 ||
	    name_again(book, &passport, &changed, err) < 0)
		return -1;
	return changed ? passport_put(book, &passport, err) : 0;
}

int passports_hear_vehicles(const struct book *book,
			    const struct vehicle_state *const *list,
			    const struct heard *const *in, size_t count, struct err *err)
{
	AUTO(rows) *ids = NULL;

	if (store_passports_of_vehicles(book->tx, list, count, &ids, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(ids); i++) {
		struct uuid id = row_uuid(ids, i, 0);

		if (in)
			outbox_because(book->say, in[row_int(ids, i, 1) - 1]);
		if (hear_cars(book, &id, err) < 0)
			return -1;
	}
	return 0;
}
