/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a batch needs to know, gathered key by key and asked for in one go: first who may
 * send, then the documents themselves and those they point at, then people and cars.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "invoice/batch.h"
#include "invoice/store.h"

/* Texts without repeats. */
struct keys {
	const char **at;
	size_t count;
	size_t room;
	struct text_index seen;
};

static void keys_add(struct keys *keys, const char *key)
{
	if (!key || !key[0] || text_index_find(&keys->seen, key) != NOT_INDEXED)
		return;
	if (keys->count == keys->room) {
		keys->room = keys->room ? keys->room * 2 : 64;
		keys->at = mem_grow(keys->at, keys->room * sizeof(*keys->at));
	}
	text_index_put(&keys->seen, key, keys->count);
	keys->at[keys->count++] = key;
}

static void keys_done(struct keys *keys)
{
	text_index_done(&keys->seen);
	mem_free(keys->at);
}
#define KEYS_AUTO __attribute__((cleanup(keys_done))) struct keys

/* The dealer a record says it is of: its message, its user, or its key. */
static void name_dealer(struct arrival *arrival)
{
	const char *name = arrival->msg              ? arrival->msg->dealer
			   : arrival->upload_dealer  ? arrival->upload_dealer
			   : arrival->claimed_dealer ? arrival->claimed_dealer
						     : arrival->key;
	size_t len =
		arrival->msg || name != arrival->key ? strlen(name) : strcspn(name, "/");

	if (len >= DEALER_TEXT)
		len = DEALER_TEXT - 1;
	memcpy(arrival->dealer, name, len);
	arrival->dealer[len] = '\0';
}

static int load_dealers(struct taking *batch, struct err *err)
{
	KEYS_AUTO dealers = { .count = 0 };

	for (size_t i = 0; i < batch->count; i++) {
		name_dealer(batch->arrivals[i]);
		keys_add(&dealers, batch->arrivals[i]->dealer);
	}
	if (dealers.count == 0)
		return 0;
	if (store_lock_dealers(batch->tx, dealers.at, dealers.count, err) < 0 ||
	    store_load_dealers(batch, dealers.at, dealers.count, err) < 0)
		return -1;
	return store_load_codes(batch, dealers.at, dealers.count, err);
}

/* Everything about a document that follows from itself and the codes of its lines. */
static void prepare(struct taking *batch, struct arrival *arrival)
{
	const struct reading *reading = arrival->reading;

	if (!arrival->msg)
		return;
	if (!reading)
		reading = arrival->own_reading = reading_new(
			arrival->msg, mem_text(arrival->payload_text));
	arrival->invoice = reading->invoice;
	invoice_judge(&arrival->invoice, &batch->codes);
	arrival->invoice_id = reading->invoice_id;
	arrival->customer_id = reading->customer_id;
	arrival->names = reading->names;
	arrival->content_hash = reading->content_hash;
}

/* The number of the invoice a document takes back or cancels; NULL when it names none. */
static const char *parent_number(const struct invoice *invoice)
{
	if (invoice->parent_number && invoice->parent_number[0])
		return invoice->parent_number;
	return invoice->kind == DOCUMENT_CANCELLED ? invoice->number : NULL;
}

static int load_invoices(struct taking *batch, struct err *err)
{
	KEYS_AUTO ids = { .count = 0 };
	const char **dealers = mem_alloc((batch->count + 1) * sizeof(*dealers));
	const char **numbers = mem_alloc((batch->count + 1) * sizeof(*numbers));
	size_t count = 0;

	for (size_t i = 0; i < batch->count; i++) {
		const struct arrival *arrival = batch->arrivals[i];

		if (!arrival->msg)
			continue;
		keys_add(&ids, arrival->invoice_id.text);
		const char *parent =
			visit_role(&arrival->invoice) == FACT_CREDIT ||
					arrival->invoice.kind == DOCUMENT_CANCELLED
				? parent_number(&arrival->invoice)
				: NULL;
		if (parent) {
			dealers[count] = arrival->dealer;
			numbers[count++] = parent;
		}
	}
	int failed =
		ids.count == 0 ? 0 : store_load_invoices(batch, ids.at, ids.count, err);

	if (!failed && count > 0)
		failed = store_load_numbered(batch, dealers, numbers, count, err);
	mem_free(dealers);
	mem_free(numbers);
	return failed;
}

static int load_customers(struct taking *batch, struct err *err)
{
	KEYS_AUTO ids = { .count = 0 };

	for (size_t i = 0; i < batch->count; i++)
		keys_add(&ids, batch->arrivals[i]->customer_id.text);
	return ids.count == 0 ? 0 : store_load_customers(batch, ids.at, ids.count, err);
}

/* What load_named_cars gathers; the texts of ids lie in uuids. */
struct named_cars {
	const char **dealers;
	const char **names;
	const char **ids;
	struct uuid *uuids;
	struct car_names found;
};

static void name_car(const struct arrival *arrival, struct named_cars *all)
{
	struct uuid *id = &all->uuids[all->found.ids_count];

	for (int n = 0; n < 2; n++) {
		const char *name = n ? arrival->names.plate : arrival->names.vin;

		if (!name[0])
			continue;
		all->dealers[all->found.count] = arrival->dealer;
		all->names[all->found.count++] = name;
	}
	*id = identity_vehicle(arrival->dealer, &arrival->names);
	if (uuid_is_set(id))
		all->ids[all->found.ids_count++] = id->text;
}

static int load_named_cars(struct taking *batch, struct err *err)
{
	size_t room = 2 * batch->count + 1;
	struct named_cars all = {
		.dealers = mem_alloc(room * sizeof(*all.dealers)),
		.names = mem_alloc(room * sizeof(*all.names)),
		.ids = mem_alloc(room * sizeof(*all.ids)),
		.uuids = mem_alloc(room * sizeof(*all.uuids)),
	};

	for (size_t i = 0; i < batch->count; i++)
		name_car(batch->arrivals[i], &all);
	all.found.dealers = all.dealers;
	all.found.names = all.names;
	all.found.ids = all.ids;
	int failed = all.found.count == 0 ? 0 : store_load_cars(batch, &all.found, err);

	mem_free(all.dealers);
	mem_free(all.names);
	mem_free(all.ids);
	mem_free(all.uuids);
	return failed;
}

/* Cars of documents that are already known: they may lose one. */
static int load_other_cars(struct taking *batch, struct err *err)
{
	KEYS_AUTO ids = { .count = 0 };

	for (size_t i = 0; i < batch->invoices.count; i++) {
		const struct known_invoice *known = batch->invoices.at[i];

		if (uuid_is_set(&known->vehicle_id) &&
		    !taking_car(batch, &known->vehicle_id))
			keys_add(&ids, known->vehicle_id.text);
	}
	return ids.count == 0 ? 0 : store_load_cars_by_id(batch, ids.at, ids.count, err);
}

static int load_histories(struct taking *batch, struct err *err)
{
	KEYS_AUTO ids = { .count = 0 };

	for (size_t i = 0; i < batch->cars.count; i++) {
		const struct car *car = batch->cars.at[i];

		keys_add(&ids, car->vehicle.vehicle_id.text);
	}
	if (ids.count == 0)
		return 0;
	/* Documents loaded before their car was known have to find it. */
	for (size_t i = 0; i < batch->invoices.count; i++) {
		struct known_invoice *known = batch->invoices.at[i];
		struct car *car = taking_car(batch, &known->vehicle_id);

		if (car && !table_find(&car->invoices, known->fact.invoice_id.text))
			table_add(&car->invoices, known->fact.invoice_id.text, known);
	}
	return store_load_histories(batch, ids.at, ids.count, err);
}

int taking_load(struct taking *batch, struct err *err)
{
	if (load_dealers(batch, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->count; i++)
		prepare(batch, batch->arrivals[i]);
	if (load_invoices(batch, err) < 0 || load_customers(batch, err) < 0 ||
	    load_named_cars(batch, err) < 0 || load_other_cars(batch, err) < 0)
		return -1;
	return load_histories(batch, err);
}
