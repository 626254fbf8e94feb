/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Booking, moving, cancelling and closing appointments.
 *
 * Who asks follows from the tenant of the command: a garage for itself (also where a
 * customer's link speaks through it), or a party, @ and its id, for a car it drives, owns
 * or manages and that the garage looks after. Thread: flow's.
 */
#ifndef BEURT_FLEET_APPOINTMENT_BOOK_H
#define BEURT_FLEET_APPOINTMENT_BOOK_H

#include "fleet/fleet.h"
#include "fleet/store_appointment.h"
#include "gen/appointment_book.h"
#include "gen/appointment_cancel.h"
#include "gen/appointment_close.h"
#include "gen/appointment_move.h"

#define TIMER_APPOINTMENT_REMINDER "appointment_reminder"
#define TIMER_APPOINTMENT_LINK     "appointment_link"

struct appointment_request {
	const struct fleet *svc;
	struct tx *tx;
	struct outbox *say;
	const char *garage;
	const char *tenant; /* who asks */
	const char *by;     /* "holder", "link", "garage" */
};

/* The answer has the appointment and its version, or when refused the nearest slots. */
MUST_CHECK int appointment_make(const struct appointment_request *request,
				const struct appointment_book *msg,
				struct answer *ret_answer, struct err *err);
MUST_CHECK int appointment_shift(const struct appointment_request *request,
				 const struct appointment_move *msg,
				 struct answer *ret_answer, struct err *err);
MUST_CHECK int appointment_call_off(const struct appointment_request *request,
				    const struct appointment_cancel *msg,
				    struct answer *ret_answer, struct err *err);
MUST_CHECK int appointment_conclude(const struct appointment_request *request,
				    const struct appointment_close *msg,
				    struct answer *ret_answer, struct err *err);

/* Timers; keys are dealer/id. */
int appointment_reminds(void *svc, struct tx *tx, const char *key, struct instant due,
			struct outbox *say, struct err *err);
int appointment_link_ends(void *svc, struct tx *tx, const char *key, struct instant due,
			  struct outbox *say, struct err *err);

/* An erasure: who came and what was written goes, when and what for stays. */
MUST_CHECK int appointments_erase(struct tx *tx, const char *dealer,
				  const struct uuid *customer, struct outbox *say,
				  struct err *err);
MUST_CHECK int appointments_erase_party(struct tx *tx, const struct uuid *party,
					struct outbox *say, struct err *err);
/* The car has another holder: appointments of the former are nobody's to open any more,
 * and those still to come are called off. */
MUST_CHECK int appointments_disown(const struct fleet *svc, struct tx *tx,
				   const struct uuid *passport, struct outbox *say,
				   struct err *err);

#endif
