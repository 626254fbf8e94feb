/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is heard, many messages at a time: hold the cars they speak of, keep each message,
 * settle what they touched.
 */
#include "base/mem.h"
#include "reminder/events.h"

typedef int (*news_fn)(struct news *news, const void *msg, struct err *err);

#define HEARD(name, fn)                                                                  \
	static int name(struct news *news, const void *msg, struct err *err)             \
	{                                                                                \
		return fn(news, msg, err);                                               \
	}

HEARD(on_invoice, reminder_on_invoice_recorded)
HEARD(names_of_invoice, reminder_names_of_invoice)
HEARD(on_vehicle, reminder_on_vehicle_state)
HEARD(names_of_vehicle, reminder_names_of_vehicle)
HEARD(on_customer, reminder_on_customer_state)
HEARD(names_of_customer, reminder_names_of_customer)
HEARD(on_consent, reminder_on_consent_state)
HEARD(names_of_consent, reminder_names_of_consent)
HEARD(on_dealer, reminder_on_dealer_state)
HEARD(on_inspection, reminder_on_inspection_state)
HEARD(names_of_inspection, reminder_names_of_inspection)
HEARD(on_appointment, reminder_on_appointment_state)
HEARD(names_of_appointment, reminder_names_of_appointment)
HEARD(on_passport, reminder_on_passport_state)
HEARD(names_of_passport, reminder_names_of_passport)
HEARD(on_register, reminder_on_register_state)
HEARD(names_of_register, reminder_names_of_register)
HEARD(on_outcome, reminder_on_notification_outcome)

/* clang-format off */
static const struct {
	const struct msg_type *type;
	news_fn keep;
	news_fn names; /* NULL: speaks of no car */
} HEARD_TYPES[] = {
	{ &invoice_recorded_type,     on_invoice,  names_of_invoice },
	{ &vehicle_state_type,        on_vehicle,  names_of_vehicle },
	{ &customer_state_type,       on_customer, names_of_customer },
	{ &consent_state_type,        on_consent,  names_of_consent },
	{ &inspection_state_type,     on_inspection, names_of_inspection },
	{ &appointment_state_type,    on_appointment, names_of_appointment },
	{ &passport_state_type,       on_passport, names_of_passport },
	{ &register_state_type,       on_register, names_of_register },
	{ &dealer_state_type,         on_dealer,   NULL },
	{ &notification_outcome_type, on_outcome,  NULL },
};
/* clang-format on */

static int name_all(struct news *news, const struct heard *in, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(HEARD_TYPES); i++)
		if (HEARD_TYPES[i].type == in->type && HEARD_TYPES[i].names)
			return HEARD_TYPES[i].names(news, in->msg, err);
	return 0;
}

static int keep(struct news *news, const struct heard *in, struct err *err)
{
	outbox_because(news->say, in);
	news->cause = in;
	for (size_t i = 0; i < COUNT_OF(HEARD_TYPES); i++)
		if (HEARD_TYPES[i].type == in->type)
			return HEARD_TYPES[i].keep(news, in->msg, err);
	return err_set(err, ERR_BROKEN, "no handler of %s", in->type->name);
}

int reminder_hear(void *svc, struct tx *tx, const struct heard *const *in, size_t count,
		  struct outbox *say, struct err *err)
{
	NEWS_AUTO news = news_new(svc, tx, say);

	for (size_t i = 0; i < count; i++)
		if (name_all(&news, in[i], err) < 0)
			return -1;
	if (news_hold(&news, err) < 0)
		return -1;
	for (size_t i = 0; i < count; i++)
		if (keep(&news, in[i], err) < 0)
			return -1;
	return news_settle(&news, err);
}
