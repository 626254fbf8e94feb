/* SPDX-License-Identifier: Apache-2.0 */
/* What happens by itself. */
#include "fleet/events.h"

#include "base/mem.h"
#include "fleet/appointment/book.h"
#include "fleet/appointment/calendar.h"
#include "fleet/book/digest.h"
#include "fleet/book/erase.h"
#include "fleet/book/party.h"
#include "fleet/book/transfer.h"
#include "fleet/cost/cost.h"

static int fleet_at_register(void *service, struct tx *tx, const char *key,
			     struct instant due, struct outbox *say, struct err *err)
{
	const struct fleet *svc = service;

	(void)key;
	(void)due;
	return register_night(tx, &svc->knobs->vehicle_register, say, err);
}

/* The clock asks. */
#define CLOCK_BOOK                                                                       \
	{                                                                                \
		service, tx, say, "", ""                                                 \
	}

static int fleet_at_passport_link(void *service, struct tx *tx, const char *key,
				  struct instant due, struct outbox *say, struct err *err)
{
	struct book book = CLOCK_BOOK;
	struct uuid id = uuid_from(key);

	(void)due;
	return passport_link_expires(&book, &id, err);
}

static int fleet_at_party_link(void *service, struct tx *tx, const char *key,
			       struct instant due, struct outbox *say, struct err *err)
{
	struct book book = CLOCK_BOOK;
	struct uuid id = uuid_from(key);

	(void)due;
	return party_link_expires(&book, &id, err);
}

static int fleet_at_party_forget(void *service, struct tx *tx, const char *key,
				 struct instant due, struct outbox *say, struct err *err)
{
	struct book book = CLOCK_BOOK;
	struct uuid id = uuid_from(key);

	(void)due;
	return erase_invited_party(&book, &id, err);
}

static int fleet_at_transfer(void *service, struct tx *tx, const char *key,
			     struct instant due, struct outbox *say, struct err *err)
{
	struct book book = CLOCK_BOOK;

	(void)due;
	return transfer_tick(&book, key, err);
}

static int fleet_at_digest(void *service, struct tx *tx, const char *key,
			   struct instant due, struct outbox *say, struct err *err)
{
	struct book book = CLOCK_BOOK;

	(void)due;
	return digest_run(&book, key, err);
}

const struct timer_route fleet_timers[] = {
	{ TIMER_PASSPORT_LINK, fleet_at_passport_link },
	{ TIMER_PARTY_LINK, fleet_at_party_link },
	{ TIMER_PARTY_FORGET, fleet_at_party_forget },
	{ TIMER_TRANSFER, fleet_at_transfer },
	{ TIMER_DIGEST, fleet_at_digest },
	{ "register", fleet_at_register },
	{ "costs", cost_night },
	{ TIMER_CALENDAR, calendar_extends },
	{ TIMER_APPOINTMENT_REMINDER, appointment_reminds },
	{ TIMER_APPOINTMENT_LINK, appointment_link_ends },
};
const size_t fleet_timers_count = COUNT_OF(fleet_timers);
