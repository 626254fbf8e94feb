/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every step of an appointment needs: who asks, the row, its letter, its timers, and
 * the word about it. Inner header of appointment/. Thread: flow's.
 */
#ifndef BEURT_FLEET_APPOINTMENT_PLANNER_H
#define BEURT_FLEET_APPOINTMENT_PLANNER_H

#include "fleet/appointment/book.h"
#include "fleet/appointment/calendar.h"
#include "fleet/appointment/letter.h"
#include "fleet/appointment/tell.h"
#include "fleet/domain/booked.h"

/* The party that asks, NULL for a garage. */
const char *planner_party(const struct appointment_request *request);
/* Asks for itself, not for a customer's link. */
bool planner_is_garage(const struct appointment_request *request);
/* ERR_DENIED for another garage; ERR_ABSENT NO_SUCH_PASSPORT for a party that has nothing
 * to do with the car, or with this garage. */
MUST_CHECK int planner_may_ask(const struct appointment_request *request,
			       const char *passport_id, struct err *err);

struct opened {
	struct appointment_row row;
	struct rows *rows;
};
void opened_done(struct opened *opened);
#define OPENED_AUTO __attribute__((cleanup(opened_done))) struct opened
/* ERR_ABSENT NO_SUCH_APPOINTMENT, also when it is not the asker's. */
MUST_CHECK int planner_open(const struct appointment_request *request, const char *id,
			    struct opened *ret_opened, struct err *err);

/* Fills what follows from date and minute. */
void planner_place(const struct held_days *held, struct appointment_row *row);
/* Its next version, as a row. */
MUST_CHECK int planner_save(const struct appointment_request *request,
			    struct appointment_row *row, struct err *err);

enum planner_end { PLANNER_BOOKED, PLANNER_CANCELLED, PLANNER_CLOSED };
struct planner_was {
	struct civil_date date;
	int64_t minute;
};
/* Timers, letter, word and answer. */
MUST_CHECK int planner_close(const struct appointment_request *request,
			     const struct appointment_row *row, enum planner_end end,
			     struct answer *ret_answer, struct err *err);
MUST_CHECK int planner_close_moved(const struct appointment_request *request,
				   const struct appointment_row *row,
				   struct planner_was was, struct answer *ret_answer,
				   struct err *err);
/* The whole of calling off one that is booked. */
MUST_CHECK int planner_cancel(const struct appointment_request *request,
			      struct appointment_row *row, struct answer *ret_answer,
			      struct err *err);
int planner_answer(const struct appointment_row *row, struct answer *ret_answer);

#endif
