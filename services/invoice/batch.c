/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The batch's memory, its indexes, and the order of its steps. After the first round
 * what was waiting for the invoices that came in gets its turn, in the same transaction.
 */
#include "invoice/batch.h"

#include <stdio.h>
#include <string.h>

#include "invoice/store.h"
#include "msg/msg.h"

enum { STREAM_FROM = 64 }; /* records */

void table_add(struct table *table, const char *key, void *item)
{
	if (table->count == table->room) {
		table->room = table->room ? table->room * 2 : 16;
		table->at = mem_grow(table->at, table->room * sizeof(*table->at));
	}
	text_index_put(&table->index, key, table->count);
	table->at[table->count++] = item;
}

void *table_find(const struct table *table, const char *key)
{
	size_t place = text_index_find(&table->index, key);

	return place == NOT_INDEXED ? NULL : table->at[place];
}

void table_done(struct table *table)
{
	text_index_done(&table->index);
	mem_free(table->at);
	*table = (struct table){ .count = 0 };
}

void taking_begin(struct taking *batch, struct invoice_service *svc, struct tx *tx,
		  struct outbox *say)
{
	*batch = (struct taking){ .svc = svc, .tx = tx, .say = say };
}

struct arrival *taking_add(struct taking *batch)
{
	if (batch->count == batch->room) {
		batch->room = batch->room ? batch->room * 2 : 16;
		batch->arrivals =
			mem_grow(batch->arrivals, batch->room * sizeof(*batch->arrivals));
	}
	struct arrival *arrival = mem_alloc(sizeof(*arrival));

	arrival->key = "";
	batch->arrivals[batch->count++] = arrival;
	return arrival;
}

static void free_arrivals(struct taking *batch)
{
	for (size_t i = 0; i < batch->count; i++) {
		struct arrival *arrival = batch->arrivals[i];

		findings_done(&arrival->findings);
		reading_free(arrival->own_reading);
		msg_free(&invoice_published_type, arrival->owned);
		mem_free(arrival->own_text);
		mem_free(arrival);
	}
	mem_free(batch->arrivals);
}

static void free_invoices(struct taking *batch)
{
	for (size_t i = 0; i < batch->invoices.count; i++) {
		struct known_invoice *known = batch->invoices.at[i];

		mem_free(known->dealer);
		mem_free(known->source);
		mem_free(known->number);
		mem_free(known->workorder);
		mem_free(known->modified_at);
		mem_free(known);
	}
	table_done(&batch->invoices);
	table_done(&batch->numbers);
}

static void free_cars(struct taking *batch)
{
	for (size_t i = 0; i < batch->cars.count; i++) {
		struct car *car = batch->cars.at[i];

		for (size_t n = 0; n < car->visits.count; n++)
			mem_free(car->visits.at[n]);
		table_done(&car->visits);
		table_done(&car->invoices);
		vehicle_done(&car->vehicle);
		mem_free(car->dealer);
		mem_free(car);
	}
	table_done(&batch->cars);
	table_done(&batch->vins);
	table_done(&batch->plates);
}

static void free_people(struct taking *batch)
{
	for (size_t i = 0; i < batch->customers.count; i++) {
		struct known_customer *known = batch->customers.at[i];

		customer_done(&known->customer);
		mem_free(known);
	}
	table_done(&batch->customers);
	for (size_t i = 0; i < batch->dealers.count; i++) {
		struct known_dealer *dealer = batch->dealers.at[i];

		mem_free(dealer->dealer);
		mem_free(dealer->vendors);
		mem_free(dealer);
	}
	table_done(&batch->dealers);
}

void taking_end(struct taking *batch)
{
	free_arrivals(batch);
	free_invoices(batch);
	free_cars(batch);
	free_people(batch);
	mem_free(batch->codes_owned);
	rows_free(batch->code_rows);
	*batch = (struct taking){ .count = 0 };
}

struct car *taking_car(const struct taking *batch, const struct uuid *vehicle_id)
{
	return table_find(&batch->cars, vehicle_id->text);
}

struct car *taking_new_car(struct taking *batch, const char *dealer,
			   const struct uuid *vehicle_id)
{
	struct car *car = mem_alloc(sizeof(*car));

	car->dealer = mem_text(dealer);
	car->vehicle.dealer = car->dealer;
	car->vehicle.vehicle_id = *vehicle_id;
	table_add(&batch->cars, car->vehicle.vehicle_id.text, car);
	return car;
}

static void index_name(struct table *table, struct car *car, char *key, const char *name)
{
	if (!name || !name[0])
		return;
	snprintf(key, CAR_KEY_TEXT, "%s|%s", car->vehicle.dealer, name);
	if (!table_find(table, key))
		table_add(table, key, car);
}

void taking_index_car(struct taking *batch, struct car *car)
{
	index_name(&batch->vins, car, car->vin_key, car->vehicle.vin_name);
	index_name(&batch->plates, car, car->plate_key, car->vehicle.plate_name);
}

struct car *taking_find_car(const struct taking *batch, const struct arrival *arrival)
{
	char key[CAR_KEY_TEXT];
	struct car *car = NULL;

	if (arrival->names.vin[0]) {
		snprintf(key, sizeof(key), "%s|%s", arrival->dealer, arrival->names.vin);
		car = table_find(&batch->vins, key);
	}
	if (!car && arrival->names.plate[0]) {
		snprintf(key, sizeof(key), "%s|%s", arrival->dealer,
			 arrival->names.plate);
		car = table_find(&batch->plates, key);
		/* Another chassis under the same plate is another car. */
		if (car && arrival->names.vin[0] && car->vehicle.vin_name)
			car = NULL;
	}
	return car;
}

struct known_invoice *taking_new_invoice(struct taking *batch,
					 const struct uuid *invoice_id)
{
	struct known_invoice *known = mem_alloc(sizeof(*known));

	known->fact.invoice_id = *invoice_id;
	known->fact.odometer_km = NO_ODOMETER;
	table_add(&batch->invoices, known->fact.invoice_id.text, known);
	return known;
}

void taking_index_invoice(struct taking *batch, struct known_invoice *known)
{
	struct car *car = taking_car(batch, &known->vehicle_id);

	if (known->kind == DOCUMENT_INVOICE) {
		snprintf(known->number_key, sizeof(known->number_key), "%s/%s",
			 known->dealer, known->number);
		table_add(&batch->numbers, known->number_key, known);
	}
	if (car && !table_find(&car->invoices, known->fact.invoice_id.text))
		table_add(&car->invoices, known->fact.invoice_id.text, known);
}

static int decide_each(struct taking *batch, struct err *err)
{
	for (size_t i = 0; i < batch->count; i++) {
		if (taking_decide(batch, batch->arrivals[i], err) < 0)
			return -1;
	}
	return 0;
}

/* Deciding asks the database nothing: it can write what is said in the meantime. */
static int decide_all(struct taking *batch, struct err *err)
{
	if (batch->count < STREAM_FROM)
		return decide_each(batch, err);
	if (outbox_stream(batch->say, batch->tx, err) < 0)
		return -1;
	int decided = decide_each(batch, err);
	int ended = outbox_stream_end(batch->say, decided < 0 ? NULL : err);

	return decided < 0 ? -1 : ended;
}

static int run_round(struct taking *batch, struct err *err)
{
	if (taking_load(batch, err) < 0)
		return -1;
	if (decide_all(batch, err) < 0)
		return -1;
	return taking_save(batch, err);
}

/* What the invoices that came in are waited for by. */
static const char **awaited(struct taking *batch, size_t *ret_count)
{
	const char **keys = mem_alloc((2 * batch->count + 1) * sizeof(*keys));
	size_t count = 0;

	for (size_t i = 0; i < batch->count; i++) {
		struct known_invoice *known = batch->arrivals[i]->known;

		if (batch->arrivals[i]->status != STATUS_ACCEPTED || !known ||
		    known->kind != DOCUMENT_INVOICE)
			continue;
		keys[count++] = known->number_key;
		if (uuid_is_set(&known->vehicle_id)) {
			snprintf(known->vehicle_key, sizeof(known->vehicle_key),
				 "vehicle/%s", known->vehicle_id.text);
			keys[count++] = known->vehicle_key;
		}
	}
	*ret_count = count;
	return keys;
}

static int run_waiting(struct taking *batch, const struct rows *rows, struct err *err)
{
	TAKING_AUTO next;

	taking_begin(&next, batch->svc, batch->tx, batch->say);
	for (size_t i = 0; i < rows_count(rows); i++) {
		struct arrival *arrival = taking_add(&next);

		store_arrival(rows, i, arrival);
		arrival_read(arrival);
	}
	return run_round(&next, err);
}

int taking_run(struct taking *batch, struct err *err)
{
	AUTO(rows) *rows = NULL;
	bool any = false;
	size_t count = 0;

	if (run_round(batch, err) < 0 || store_any_waiting(batch->tx, &any, err) < 0)
		return -1;
	if (!any)
		return 0;
	const char **keys = awaited(batch, &count);
	int failed =
		count == 0 ? 0 : store_waiting_for(batch->tx, keys, count, &rows, err);

	mem_free(keys);
	if (failed < 0 || !rows || rows_count(rows) == 0)
		return failed;
	return run_waiting(batch, rows, err);
}
