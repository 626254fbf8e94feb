/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One garage's work within one transaction: its settings, its open list, and what the
 * changes made so far add to the lists' counts.
 *
 * Whoever adds, removes or answers proposals locks the list first (desk_lock_list), so
 * that the timers and the handlers never meet halfway. desk_close says the lists that
 * changed. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_DESK_H
#define BEURT_REMINDER_LIST_DESK_H

#include "reminder/reminder.h"
#include "reminder/store_garage.h"
#include "reminder/store_proposal.h"
#include "reminder/store_vehicle.h"
#include "reminder/store_week.h"

#define DESK_WEEKS  8
#define DEALER_TEXT 41

struct garage {
	bool active;
	const struct zone *zone;
	struct default_decisions defaults;
	int interval_months; /* 0 = none of its own */
	int64_t interval_km;
	int mobility_months; /* each service extends it by; 0 = not by itself */
	int attribution_days;
	bool holds_untouched;
	bool one_message; /* for a customer's cars that are due together */
};

struct desk {
	const struct reminder *svc;
	struct tx *tx;
	struct outbox *say;
	char dealer[DEALER_TEXT];
	bool known;              /* dealer.state was heard */
	struct garage garage;    /* when known */
	struct iso_week week;    /* it is there now, when known */
	struct week_times times; /* of that week */
	bool has_list;           /* desk_lock_list found the week's list … */
	struct week_row list;    /* … and this is it, as it was then */
	bool lines_due;          /* something may be ready for the list */
	size_t changes_count;
	struct week_change changes[DESK_WEEKS];
};

struct desk_request {
	const struct reminder *svc;
	struct tx *tx;
	struct outbox *say;
	const char *dealer;
};
MUST_CHECK int desk_open(const struct desk_request *request, struct desk *ret_desk,
			 struct err *err);
/* The list of the week it is now, locked; has_list tells whether there is one. */
MUST_CHECK int desk_lock_list(struct desk *desk, struct err *err);
/* May lines be added to it, or taken off it, at this moment? */
bool desk_takes_lines(const struct desk *desk);
MUST_CHECK int desk_count(struct desk *desk, struct iso_week week,
			  const struct week_counts *from, const struct week_counts *to,
			  struct err *err);
MUST_CHECK int desk_close(struct desk *desk, struct err *err);

/* Say the list's state. */
MUST_CHECK int desk_say_week(struct desk *desk, const struct week_row *row,
			     struct err *err);

#endif
