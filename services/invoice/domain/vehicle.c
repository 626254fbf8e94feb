/* SPDX-License-Identifier: Apache-2.0 */
/* A date of first admission is never guessed from a model year (domain.md 3d-5). */
#include "invoice/domain/vehicle.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/slice.h"
#include "base/text.h"

void vehicle_done(struct vehicle *vehicle)
{
	mem_free(vehicle->vin_name);
	mem_free(vehicle->plate_name);
	vehicle->vin_name = vehicle->plate_name = NULL;
	for (int i = 0; i < VEHICLE_TEXTS; i++) {
		mem_free(vehicle->texts[i]);
		vehicle->texts[i] = NULL;
	}
}

static void drop(char **text)
{
	mem_free(*text);
	*text = NULL;
}

void vehicle_forget(struct vehicle *vehicle)
{
	drop(&vehicle->vin_name);
	drop(&vehicle->plate_name);
	drop(&vehicle->texts[VEHICLE_PLATE]);
	drop(&vehicle->texts[VEHICLE_VIN]);
	vehicle->plate_valid = false;
	vehicle->customer_id = (struct uuid){ "" };
}

enum fuel vehicle_fuel(const char *words)
{
	static const struct {
		const char *word;
		enum fuel fuel;
	} table[] = {
		{ "lpg", FUEL_LPG },           { "cng", FUEL_CNG },
		{ "aardgas", FUEL_CNG },       { "waterstof", FUEL_HYDROGEN },
		{ "hydrogen", FUEL_HYDROGEN }, { "diesel", FUEL_DIESEL },
		{ "benzine", FUEL_PETROL },    { "petrol", FUEL_PETROL },
		{ "gasoline", FUEL_PETROL },   { "hybrid", FUEL_PETROL },
		{ "ele", FUEL_ELECTRIC },      { "electric", FUEL_ELECTRIC },
	};

	if (!words || !words[0])
		return FUEL_NONE;
	for (size_t i = 0; i < COUNT_OF(table); i++) {
		if (text_contains_nocase(words, table[i].word))
			return table[i].fuel;
	}
	return strlen(words) == 1 && strchr("bB", words[0])   ? FUEL_PETROL
	       : strlen(words) == 1 && strchr("dD", words[0]) ? FUEL_DIESEL
							      : FUEL_OTHER;
}

int64_t vehicle_odometer_km(const struct invoice_vehicle *vehicle)
{
	if (vehicle->odometer < 0)
		return NO_ODOMETER;
	if (!vehicle->in_miles)
		return vehicle->odometer;
	/* 1.609344 km to the mile, in whole metres, rounded. */
	int64_t km = (vehicle->odometer * 1609344 + 500000) / 1000000;

	return km > 1000000000 ? 1000000000 : km;
}

static bool learn_text(char **kept, const char *text)
{
	struct slice trimmed = slice_trim(slice_of(text));

	if (trimmed.len == 0 || (*kept && slice_is(trimmed, *kept)))
		return false;
	mem_free(*kept);
	*kept = mem_text_n(trimmed.at, trimmed.len);
	return true;
}

static bool learn_date(struct civil_date *kept, struct civil_date date)
{
	if (!civil_is_set(date) || civil_compare(*kept, date) == 0)
		return false;
	*kept = date;
	return true;
}

static bool learn_names(struct vehicle *vehicle, const struct vehicle_names *names)
{
	bool changed = learn_text(&vehicle->vin_name, names->vin);

	changed |= learn_text(&vehicle->plate_name, names->plate);
	if (names->vin[0])
		changed |= learn_text(&vehicle->texts[VEHICLE_VIN], names->vin + 4);
	if (names->plain_plate[0]) {
		changed |= learn_text(&vehicle->texts[VEHICLE_PLATE], names->plain_plate);
		changed |= learn_text(&vehicle->texts[VEHICLE_COUNTRY], names->country);
		changed |= vehicle->plate_valid != names->plate_valid;
		vehicle->plate_valid = names->plate_valid;
	}
	return changed;
}

static bool learn_description(struct vehicle *vehicle, const struct invoice *invoice)
{
	const struct invoice_vehicle *from = &invoice->vehicle;
	enum fuel fuel = vehicle_fuel(from->fuel);
	bool changed = learn_text(&vehicle->texts[VEHICLE_MAKE], from->make);

	changed |= learn_text(&vehicle->texts[VEHICLE_MODEL], from->model);
	changed |= learn_text(&vehicle->texts[VEHICLE_VARIANT], from->variant);
	changed |= learn_date(&vehicle->first_admission, from->first_admission);
	if (learn_date(&vehicle->apk_expiry, from->apk_expiry)) {
		vehicle->apk_expiry_seen = invoice->issue_date;
		changed = true;
	}
	if (from->model_year >= 1900 && from->model_year <= 2200 &&
	    vehicle->model_year != from->model_year) {
		vehicle->model_year = from->model_year;
		changed = true;
	}
	if (fuel && fuel != vehicle->fuel) {
		vehicle->fuel = fuel;
		changed = true;
	}
	return changed;
}

static bool learn_owner(struct vehicle *vehicle, const struct invoice *invoice,
			const struct uuid *customer)
{
	bool changed = vehicle->is_stock_car != invoice->vehicle.is_stock_car;

	vehicle->is_stock_car = invoice->vehicle.is_stock_car;
	if (uuid_is_set(customer) &&
	    strcmp(vehicle->customer_id.text, customer->text) != 0) {
		vehicle->customer_id = *customer;
		changed = true;
	}
	if (invoice->order == ORDER_VEHICLE_SALE && invoice->kind == DOCUMENT_INVOICE)
		changed |= learn_date(&vehicle->delivered_on, invoice->issue_date);
	return changed;
}

bool vehicle_learn(struct vehicle *vehicle, const struct invoice *invoice,
		   const struct vehicle_names *names, const struct uuid *customer)
{
	bool changed = vehicle->version == 0;

	if (civil_compare(invoice->issue_date, vehicle->seen_on) < 0)
		return changed;
	vehicle->seen_on = invoice->issue_date;
	changed |= learn_names(vehicle, names);
	changed |= learn_description(vehicle, invoice);
	changed |= learn_owner(vehicle, invoice, customer);
	return changed;
}
