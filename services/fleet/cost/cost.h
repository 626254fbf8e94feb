/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What visits of comparable cars cost: samples from visits as they are heard, and every
 * night the cells that have changed. A cell is told only of at least 30 visits by 5 cars,
 * and taken back when fewer are left. Thread: the tx's.
 */
#ifndef BEURT_FLEET_COST_H
#define BEURT_FLEET_COST_H

#include "app/app.h"
#include "gen/invoice_recorded.h"
#include "gen/vehicle_state.h"

/* Many at a time, in the order they were heard. */
MUST_CHECK int cost_hear_invoices(struct tx *tx,
				  const struct invoice_recorded *const *list,
				  size_t count, struct err *err);
MUST_CHECK int cost_hear_vehicles(struct tx *tx, const struct vehicle_state *const *list,
				  size_t count, struct err *err);

/* At the service's start: the coming night is set. */
MUST_CHECK int cost_start(struct flow *flow, struct err *err);
/* The timer "costs": a part of a night's work; it sets itself again. */
int cost_night(void *service, struct tx *tx, const char *key, struct instant due,
	       struct outbox *say, struct err *err);

#endif
