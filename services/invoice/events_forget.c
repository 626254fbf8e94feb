/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Forgetting a customer: this service owns customers, so it decides and all others
 * follow. Told in one transaction: the customer without a person and then gone, cars
 * without names, documents gone, and person.erased with ids alone.
 */
#include <stdio.h>

#include "gen/customer_erase.h"
#include "gen/customer_state.h"
#include "gen/intake_state.h"
#include "gen/person_erased.h"
#include "gen/say_person_erased.h"
#include "flow/forget.h"
#include "invoice/batch.h"
#include "invoice/events.h"
#include "invoice/store.h"

#define KEY_TEXT           (DEALER_TEXT + 40)
#define TIDY_EVERY_SECONDS (INT64_C(24) * 3600)
#define DAY_SECONDS        INT64_C(86400)

/* A customer of this garage, and what was theirs. */
struct forgetting {
	const struct customer_erase *msg;
	struct taking batch;
	struct known_customer *known;
	const char *cars[500];
	size_t cars_count;
};

static int say_gone(struct forgetting *what, const struct msg_type *type, const char *id,
		    struct err *err)
{
	char key[KEY_TEXT];

	snprintf(key, sizeof(key), "%s/%s", what->msg->dealer, id);
	return outbox_say_gone(what->batch.say, type, key, err);
}

static int load_customer(struct forgetting *what, struct err *err)
{
	struct taking *batch = &what->batch;
	const char *dealer = what->msg->dealer;
	const char *id = what->msg->customer_id;
	bool known = false;

	if (store_lock_dealers(batch->tx, &dealer, 1, err) < 0 ||
	    store_load_dealers(batch, &dealer, 1, err) < 0 ||
	    store_customer_lock(batch->tx, dealer, id, &known, err) < 0)
		return -1;
	if (!known || !table_find(&batch->dealers, dealer))
		return err_set_code(err, ERR_ABSENT, "CUSTOMER_ABSENT",
				    "there is no customer %s", id);
	if (store_load_customers(batch, &id, 1, err) < 0)
		return -1;
	what->known = table_find(&batch->customers, id);
	what->known->customer.dealer = dealer;
	return 0;
}

static int forget_documents(struct forgetting *what, struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (store_records_of_customer(what->batch.tx, what->msg->customer_id, &rows,
				      err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		if (say_gone(what, &intake_state_type, row_text(rows, i, 0), err) < 0)
			return -1;
	}
	return 0;
}

static int forget_cars(struct forgetting *what, struct err *err)
{
	struct taking *batch = &what->batch;

	if (what->cars_count == 0)
		return 0;
	if (store_load_cars_by_id(batch, what->cars, what->cars_count, err) < 0)
		return -1;
	for (size_t i = 0; i < batch->cars.count; i++) {
		struct car *car = batch->cars.at[i];

		vehicle_forget(&car->vehicle);
		car->vehicle.version++;
		car->dirty = true;
		if (taking_say_vehicle(batch, &car->vehicle, err) < 0)
			return -1;
	}
	return store_save_vehicles(batch, err);
}

static int forget_customer(struct forgetting *what, struct err *err)
{
	struct taking *batch = &what->batch;
	const struct known_dealer *dealer =
		table_find(&batch->dealers, what->msg->dealer);
	struct customer *customer = &what->known->customer;

	customer_forget(customer, dealer->today);
	customer->version++;
	what->known->dirty = true;
	if (taking_say_customer(batch, customer, err) < 0 ||
	    say_gone(what, &customer_state_type, customer->customer_id.text, err) < 0)
		return -1;
	return store_save_customers(batch, err);
}

/* The others, and the rest of this service. */
static int tell(struct forgetting *what, struct err *err)
{
	const struct customer_erase *msg = what->msg;
	const struct person_erased erased = {
		.erasure_id = msg->command_id,
		.dealer = msg->dealer,
		.at = msg->received_at,
		.asked_by = msg->actor,
		.customer_id = msg->customer_id,
		.version = what->known->customer.version + 1,
		.has_version = true,
		.vehicles = what->cars,
		.vehicles_count = what->cars_count,
	};

	if (forget_person(what->batch.tx, &invoice_forgets, &erased, what->batch.say,
			  err) < 0)
		return -1;
	return say_person_erased(what->batch.say, &erased, err);
}

static int forget_all(struct forgetting *what, struct err *err)
{
	AUTO(rows) *cars = NULL;

	if (store_cars_of_customer(what->batch.tx, what->msg->customer_id, &cars, err) <
	    0)
		return -1;
	for (size_t i = 0; i < rows_count(cars); i++)
		what->cars[what->cars_count++] = row_text(cars, i, 0);
	if (forget_documents(what, err) < 0 || tell(what, err) < 0 ||
	    forget_cars(what, err) < 0)
		return -1;
	return forget_customer(what, err);
}

int invoice_on_customer_erase(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err)
{
	struct forgetting *what = mem_alloc(sizeof(*what));
	int failed;

	what->msg = in->msg;
	taking_begin(&what->batch, service, tx, say);
	failed = load_customer(what, err);
	/* Asked twice: it is done, and everybody was told. */
	if (!failed && !what->known->customer.erased)
		failed = forget_all(what, err);
	taking_end(&what->batch);
	ret_answer->aggregate = uuid_from(what->msg->customer_id);
	mem_free(what);
	return failed;
}

/* Customers are this service's own: they were forgotten when the command came. */
int invoice_on_person_erased(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err)
{
	const struct person_erased *msg = in->msg;

	(void)service;
	if (msg->customer_id)
		return 0;
	return forget_person(tx, &invoice_forgets, msg, say, err);
}

int invoice_at_tidy(void *service, struct tx *tx, const char *key, struct instant due,
		    struct outbox *say, struct err *err)
{
	const struct invoice_service *svc = service;
	struct instant now = tx_now(tx);
	struct instant old = instant_add_seconds(
		now, -svc->knobs->keep_documents_days * DAY_SECONDS);
	struct civil_date today = civil_from_days(
		(int32_t)(now.micros / MICROS_PER_SECOND / DAY_SECONDS));

	(void)due;
	(void)say;
	if (store_documents_tidy(tx, old, today, err) < 0)
		return -1;
	return timer_set(tx, "tidy", key, instant_add_seconds(now, TIDY_EVERY_SECONDS),
			 err);
}
