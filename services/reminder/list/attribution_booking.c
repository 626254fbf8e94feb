/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Appointments as conversions (domain.md 3d-8): one made after an invitation is owed to
 * it from then on, worth nothing until its visit. The visit takes its place, so that
 * nothing is counted twice; a cancelled one is taken back, one that moved is said again.
 */
#include "reminder/list/attribution_inside.h"

#include <string.h>

#define EARLY_DAYS  2  /* a car may be brought a little before its appointment … */
#define LATE_DAYS   14 /* … and its invoice be dated after it */
#define BEFORE_DAYS 120

struct bookings *bookings_new(void)
{
	return mem_alloc(sizeof(struct bookings));
}

void bookings_free(struct bookings *bookings)
{
	if (!bookings)
		return;
	store_outside_appointments_free(&bookings->list);
	mem_free(bookings);
}

int bookings_load(struct desk *desk, const struct uuid *customer,
		  const struct touches *touches, struct bookings *ret_bookings,
		  struct err *err)
{
	AUTO_BYTES *memory = mem_alloc((touches->count + 1) * sizeof(char *));
	const char **vehicles = memory;
	struct appointments_wanted wanted = {
		.customer = *customer,
		.vehicles = vehicles,
		.vehicles_count = touches->count,
		.since = tx_now(desk->tx),
	};

	for (size_t i = 0; i < touches->count; i++) {
		vehicles[i] = touches->list[i].vehicle.text;
		if (instant_compare(touches->list[i].sent_at, wanted.since) < 0)
			wanted.since = touches->list[i].sent_at;
	}
	wanted.since = instant_add_seconds(wanted.since, -BEFORE_DAYS * INT64_C(86400));
	return store_outside_appointments(desk->tx, desk->dealer, &wanted,
					  &ret_bookings->list, err);
}

static bool stands(const struct appointment_row *row)
{
	return strcmp(row->status, "booked") == 0 || strcmp(row->status, "came") == 0;
}

static bool is_visit_of(const struct appointment_row *row, const struct visit_row *visit)
{
	int32_t after = civil_days_between(row->date, visit->date);

	return !visit->voided && stands(row) &&
	       strcmp(row->vehicle.text, visit->vehicle.text) == 0 &&
	       after >= -EARLY_DAYS && after <= LATE_DAYS;
}

static void note_booking(const struct desk *desk, const struct appointment_row *row,
			 struct came *came)
{
	came->booked_at = row->booked_at;
	came->invitation = row->invitation;
	came->booked_on = zone_local(desk->garage.zone, row->booked_at).date;
}

struct came bookings_came(const struct desk *desk, struct bookings *bookings,
			  const struct visit_row *visit)
{
	struct came came = { .vehicle = visit->vehicle,
			     .date = visit->date,
			     .attribution_days = desk->garage.attribution_days };

	for (size_t i = 0; i < bookings->list.count; i++) {
		const struct appointment_row *row = &bookings->list.rows[i];

		if (bookings->came[i] || !is_visit_of(row, visit))
			continue;
		bookings->came[i] = true;
		note_booking(desk, row, &came);
		break;
	}
	return came;
}

/* The sent proposal tells that its car is booked, or no longer. */
static int mark(struct desk *desk, const struct conversion_row *conversion,
		const char *reason, struct err *err)
{
	PROPOSALS_AUTO one = { .count = 0 };
	EDIT_AUTO edit = { .msg = NULL };
	const char *now;

	if (uuid_is_set(&conversion->campaign))
		return 0;
	if (store_proposal_load(desk->tx, desk->dealer, &conversion->proposal, &one,
				err) < 0)
		return -1;
	if (one.rows[0].stage != STAGE_SENT)
		return 0;
	if (proposal_open(&one.rows[0], &edit, err) < 0)
		return -1;
	now = edit.msg->status_reason;
	if (!reason && (!now || strcmp(now, "BOOKED") != 0))
		return 0;
	return proposal_move(desk, &edit, STAGE_SENT, reason, err);
}

/* As the message of a conversion tells it: the appointment in the visit's place. */
static struct visit_row as_visit(const struct appointment_row *row)
{
	return (struct visit_row){ .visit = row->appointment,
				   .vehicle = row->vehicle,
				   .customer = row->customer,
				   .date = row->date };
}

static int take_back(struct desk *desk, const struct appointment_row *booking,
		     struct err *err)
{
	struct visit_row visit = as_visit(booking);
	PROPOSALS_AUTO one = { .count = 0 };
	struct conversion_row row;
	bool any;

	if (attribution_recorded(desk, &booking->appointment, &row, &any, err) < 0)
		return -1;
	if (!any || row.voided)
		return 0;
	row.voided = true;
	row.version++;
	if (attribution_touched(desk, &row, &one, err) < 0 ||
	    store_conversion_save(desk->tx, desk->dealer, &row, err) < 0 ||
	    attribution_say(desk, &row, &one.rows[0], &visit, err) < 0)
		return -1;
	return mark(desk, &row, NULL, err);
}

static int credit(struct desk *desk, const struct appointment_row *booking,
		  const struct proposal_row *proposal, struct err *err)
{
	struct visit_row visit = as_visit(booking);
	struct conversion_row before = { .version = 0 };
	struct conversion_row now = {
		.visit = booking->appointment,
		.id = uuid_named("conversion", desk->dealer, booking->appointment.text,
				 NULL),
		.kind = CONVERSION_BOOKING,
	};
	bool any;

	attribution_fill(&now, proposal, &visit);
	if (attribution_recorded(desk, &now.visit, &before, &any, err) < 0)
		return -1;
	if (any && attribution_is_same(&before, &now))
		return 0;
	if (any && strcmp(before.proposal.text, now.proposal.text) != 0 &&
	    mark(desk, &before, NULL, err) < 0)
		return -1;
	now.version = before.version + 1;
	if (store_conversion_save(desk->tx, desk->dealer, &now, err) < 0 ||
	    attribution_say(desk, &now, proposal, &visit, err) < 0)
		return -1;
	return mark(desk, &now, "BOOKED", err);
}

static int judge_one(struct desk *desk, const struct appointment_row *booking,
		     struct touches *touches, struct err *err)
{
	struct came came = { .vehicle = booking->vehicle,
			     .date = booking->date,
			     .attribution_days = desk->garage.attribution_days };
	struct conversion found;

	note_booking(desk, booking, &came);
	found = conversion_find(&came, touches->list, touches->count);
	if (found.kind == CONVERSION_NONE)
		return take_back(desk, booking, err);
	if (credit(desk, booking, touches->rows[found.touch], err) < 0)
		return -1;
	attribution_take(touches, found.touch);
	return 0;
}

int bookings_judge(struct desk *desk, const struct bookings *bookings,
		   struct touches *touches, struct err *err)
{
	for (size_t i = 0; i < bookings->list.count; i++) {
		const struct appointment_row *row = &bookings->list.rows[i];
		bool open =
			stands(row) && !bookings->came[i] && uuid_is_set(&row->vehicle);

		if ((open ? judge_one(desk, row, touches, err)
			  : take_back(desk, row, err)) < 0)
			return -1;
	}
	return 0;
}
