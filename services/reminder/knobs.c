/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of this service, one row each. */
#include "reminder/reminder.h"

/* clang-format off */
const struct knob reminder_knobs_table[] = {
	APP_KNOBS,
	{ "LIST_PAGE", KNOB_INT, offsetof(struct reminder_knobs, list_page), "2000",
	  "vehicles or proposals one transaction of a weekly timer takes", .min = 1, .max = 10000 },
	{ "LIST_SETTLE", KNOB_INT, offsetof(struct reminder_knobs, settle_millis), "2000",
	  "milliseconds news settles before it adds lines to an open list", .min = 1, .max = 600000 },
	{ "FREEZE_DRAIN", KNOB_INT, offsetof(struct reminder_knobs, freeze_drain), "2000",
	  "milliseconds after the deadline before the list is closed, for answers received in time",
	  .min = 0, .max = 60000 },
};
/* clang-format on */

const size_t reminder_knobs_count =
	sizeof(reminder_knobs_table) / sizeof(reminder_knobs_table[0]);
