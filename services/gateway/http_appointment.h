/* SPDX-License-Identifier: Apache-2.0 */
/* What routes about appointments share. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_APPOINTMENT_H
#define BEURT_GATEWAY_HTTP_APPOINTMENT_H

#include "gateway/booking.h"
#include "gateway/store_booking.h"
#include "gen/body_appointment.h"
#include "gen/dealer_state.h"

/* The command's fields that a body has. */
void appointment_from_body(const struct body_appointment *body,
			   struct appointment_book *ret_book);
/* A refusal for the slot's sake tells the nearest free ones: `slots` of the problem. */
int appointment_refuse(struct request *req, const struct booking_end *end,
		       struct err *err);

/* From when on somebody who is no staff may book at a garage, and until which day. */
struct booking_window {
	struct free_slots free;
	const struct zone *zone;
	bool open; /* the garage takes appointments through us */
};
MUST_CHECK int appointment_window(const struct dealer_state *dealer, struct instant now,
				  struct booking_window *ret_window, struct err *err);
/* The same of the garage whose rows the transaction sees. */
MUST_CHECK int appointment_window_of(struct tx *tx, const char *garage,
				     struct booking_window *ret_window, struct err *err);

#endif
