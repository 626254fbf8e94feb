/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: what garages' cars need: a service that was predicted, the last one, and advices
 * that are open. Heard in whatever order, the newest counts. Thread: that of the tx.
 */
#ifndef BEURT_FLEET_STORE_UPKEEP_H
#define BEURT_FLEET_STORE_UPKEEP_H

#include "gen/inspection_state.h"
#include "gen/invoice_recorded.h"
#include "gen/proposal_state.h"
#include "pg/pg.h"

/* Those with a periodic service among their reasons; the newest list's counts. */
MUST_CHECK int store_upkeep_due(struct tx *tx, const struct proposal_state *const *list,
				size_t count, struct err *err);
/* Those of a visit with a service; a voided one counts no longer. */
MUST_CHECK int store_upkeep_served(struct tx *tx,
				   const struct invoice_recorded *const *list,
				   size_t count, struct err *err);

struct upkeep_advices {
	const char *dealer;
	const char *vehicle;
	const char *form;
	const char *opened_on;
	int64_t version; /* of the form's state */
	int64_t count;
	int64_t cents;
};
/* Of the form that was opened last. */
MUST_CHECK int store_upkeep_advices(struct tx *tx, const struct upkeep_advices *advices,
				    struct err *err);
/* The form is not kept any more: what it advised counts no longer. */
MUST_CHECK int store_upkeep_form_gone(struct tx *tx, const char *dealer,
				      const struct uuid *form, struct err *err);

#endif
