/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appointments and garages' days, as replies and as the customer's pages want them. What
 * a transaction sees is its tenant's. Thread: http worker or loop, one transaction at a
 * time.
 */
#ifndef BEURT_GATEWAY_STORE_BOOKING_H
#define BEURT_GATEWAY_STORE_BOOKING_H

#include "gateway/store.h"

struct day_range {
	struct civil_date from, to;
};
/* Days as JSON objects with commas between them. */
MUST_CHECK int store_calendar_write(struct tx *tx, struct day_range range,
				    struct strbuf *out, struct err *err);

struct booking_filter {
	struct day_range range; /* either may be not set */
	const char *status;     /* NULL: all */
	struct uuid vehicle, customer;
};
MUST_CHECK int store_bookings_write(struct tx *tx, const struct booking_filter *filter,
				    struct page *page, struct strbuf *out,
				    struct err *err);
/* One as GET and its changes answer; ERR_ABSENT. */
MUST_CHECK int store_booking_write(struct tx *tx, const struct uuid *id,
				   struct strbuf *out, int64_t *ret_version,
				   struct err *err);
/* appointment.state without its link, as JSON; ERR_ABSENT. Caller frees. */
MUST_CHECK int store_booking_load(struct tx *tx, const struct uuid *id, char **ret_json,
				  struct err *err);
/* The one that is still to come for a form; NULL when there is none. Caller frees. */
MUST_CHECK int store_booking_of_form(struct tx *tx, const struct uuid *inspection,
				     char **ret_json, struct err *err);

/* The car of an invitation, if it is still that customer's and nobody else's. ERR_ABSENT.
 * Texts lend from *ret_rows. */
struct invited {
	struct uuid invitation, vehicle, customer, proposal;
};
struct invited_car {
	const char *plate, *make, *model;
	int64_t booked; /* appointments made by its link, whatever became of them */
};
MUST_CHECK int store_invited_car(struct tx *tx, const struct invited *wanted,
				 struct invited_car *ret_car, struct rows **ret_rows,
				 struct err *err);
/* The car's next appointment, that of its link first: its id, if by that link, and
 * appointment.state as JSON; *ret_rows is empty when there is none. */
MUST_CHECK int store_booking_of_invited(struct tx *tx, const struct invited *wanted,
					struct rows **ret_rows, struct err *err);

/* How the party that asks is reached; texts lend from *ret_rows. ERR_ABSENT. */
struct own_contact {
	const char *email, *name, *language, *phone;
};
MUST_CHECK int store_own_contact(struct tx *tx, struct own_contact *ret_contact,
				 struct rows **ret_rows, struct err *err);

/* date, time, minutes of slots with room that begin at `earliest` or later, in order. */
struct free_slots {
	struct day_range range;
	struct instant earliest;
	int64_t limit;
};
MUST_CHECK int store_free_slots(struct tx *tx, const struct free_slots *wanted,
				struct rows **ret_rows, struct err *err);
/* The same as the days of a reply: {"date":…,"slots":[{"time":…,"minutes":…}]}. */
MUST_CHECK int store_free_days_write(struct tx *tx, const struct free_slots *wanted,
				     struct strbuf *out, struct err *err);
/* The `limit` that lie nearest to a moment, without the one that begins then; by time. */
MUST_CHECK int store_nearest_slots(struct tx *tx, const struct free_slots *wanted,
				   struct instant wish, struct rows **ret_rows,
				   struct err *err);

#endif
