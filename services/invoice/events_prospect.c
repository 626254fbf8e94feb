/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prospects: customers without an invoice, with the car they asked about. What they typed
 * is an undated document: it never beats what an invoice says, and a car that an invoice
 * gave an owner stays that owner's.
 */
#include <string.h>

#include "flow/forget.h"
#include "gen/prospect_enroll.h"
#include "gen/prospect_retire.h"
#include "gen/say_customer_state.h"
#include "invoice/batch.h"
#include "invoice/events.h"
#include "invoice/store.h"

#define MOBILE_HEAD "+316"

static struct invoice undated(const struct prospect_enroll *msg)
{
	const struct wire_lead_person *person = &msg->person;
	char phone[200];

	customer_phone(person->phone ? person->phone : "", phone, sizeof(phone));
	bool mobile = strncmp(phone, MOBILE_HEAD, strlen(MOBILE_HEAD)) == 0;

	return (struct invoice){
		.dealer = msg->dealer,
		.kind = DOCUMENT_INVOICE,
		.issue_date = NO_DATE,
		.has_customer = true,
		.has_vehicle = true,
		.customer = {
			.last_name = person->name,
			.company = person->company,
			.street = person->street,
			.house_number = person->house_number,
			.addition = person->addition,
			.postcode = person->postcode,
			.city = person->city,
			.email = person->email,
			.phone = mobile ? NULL : person->phone,
			.mobile = mobile ? person->phone : NULL,
			.language = person->language
					    ? wire_language_word(person->language)
					    : NULL,
		},
		.vehicle = { .plate = msg->plate, .odometer = NO_ODOMETER },
	};
}

static struct known_customer *known_or_new(struct taking *batch, const char *dealer,
					   const struct uuid *id)
{
	struct known_customer *known = table_find(&batch->customers, id->text);

	if (!known) {
		known = mem_alloc(sizeof(*known));
		known->customer.customer_id = *id;
		table_add(&batch->customers, known->customer.customer_id.text, known);
	}
	known->customer.dealer = dealer;
	return known;
}

static int enroll_person(struct taking *batch, const struct invoice *typed,
			 const struct uuid *id, struct err *err)
{
	struct known_customer *known = known_or_new(batch, typed->dealer, id);
	bool is_new = !known->stored;

	if (!customer_learn(&known->customer, typed) && !is_new)
		return 0;
	known->customer.prospect = true;
	known->customer.version++;
	known->dirty = true;
	if (taking_say_customer(batch, &known->customer, err) < 0)
		return -1;
	return store_save_customers(batch, err);
}

static struct car *find_car(struct taking *batch, const char *dealer,
			    const struct vehicle_names *names)
{
	struct uuid id = identity_vehicle(dealer, names);

	/* One car answers to the plate, whatever it is named by. */
	if (batch->cars.count > 0)
		return batch->cars.at[0];
	return taking_new_car(batch, dealer, &id);
}

static int enroll_car(struct taking *batch, const struct invoice *typed,
		      const struct uuid *id, struct err *err)
{
	struct vehicle_names names = identity_vehicle_names(typed, id);
	struct uuid named = identity_vehicle(typed->dealer, &names);
	const char *plate = names.plate, *vehicle = named.text;
	struct car_names wanted = { &typed->dealer, &plate, 1, &vehicle, 1 };

	/* A plate that no mask knows names no car: the person is known all the same. */
	if (!uuid_is_set(&named))
		return 0;
	if (store_load_cars(batch, &wanted, err) < 0)
		return -1;
	struct car *car = find_car(batch, typed->dealer, &names);

	if (!uuid_is_set(&car->vehicle.customer_id))
		car->vehicle.seen_on = NO_DATE;
	if (!vehicle_learn(&car->vehicle, typed, &names, id))
		return 0;
	car->vehicle.version++;
	car->dirty = true;
	if (taking_say_vehicle(batch, &car->vehicle, err) < 0)
		return -1;
	return store_save_vehicles(batch, err);
}

static int load(struct taking *batch, const char *dealer, const char *customer,
		struct err *err)
{
	if (store_lock_dealers(batch->tx, &dealer, 1, err) < 0)
		return -1;
	return store_load_customers(batch, &customer, 1, err);
}

int invoice_on_prospect_enroll(void *service, struct tx *tx, const struct heard *in,
			       struct outbox *say, struct answer *ret_answer,
			       struct err *err)
{
	const struct prospect_enroll *msg = in->msg;
	struct uuid id = uuid_from(msg->customer_id);
	struct invoice typed = undated(msg);
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	if (load(&batch, msg->dealer, msg->customer_id, err) < 0 ||
	    enroll_person(&batch, &typed, &id, err) < 0 ||
	    enroll_car(&batch, &typed, &id, err) < 0)
		return -1;
	ret_answer->aggregate = id;
	return 0;
}

int invoice_on_prospect_retire(void *service, struct tx *tx, const struct heard *in,
			       struct outbox *say, struct answer *ret_answer,
			       struct err *err)
{
	const struct prospect_retire *msg = in->msg;
	TAKING_AUTO batch;

	taking_begin(&batch, service, tx, say);
	if (load(&batch, msg->dealer, msg->customer_id, err) < 0)
		return -1;
	struct known_customer *known = table_find(&batch.customers, msg->customer_id);

	ret_answer->aggregate = uuid_from(msg->customer_id);
	if (!known || !known->customer.prospect || known->customer.erased)
		return 0;
	known->customer.dealer = msg->dealer;
	customer_retire(&known->customer);
	known->customer.version++;
	known->dirty = true;
	if (taking_say_customer(&batch, &known->customer, err) < 0)
		return -1;
	return store_save_customers(&batch, err);
}
