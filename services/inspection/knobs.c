/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of this service, one row each. */
#include "inspection/inspection.h"

#define AT(member) offsetof(struct inspection_knobs, member)

/* clang-format off */
const struct knob inspection_knobs_table[] = {
	APP_KNOBS,
	{ "LINK_KEYS", KNOB_SECRET, AT(link_keys), NULL,
	  "keys of customers' links, number:64 hex digits, the first signs: 2:…,1:…" },
	{ "LINK_DAYS", KNOB_INT, AT(link_days), "90",
	  "days a form's link lives after the last mail", .min = 1, .max = 3650 },
	{ "REGISTER_DAYS", KNOB_INT, AT(register_days), "60",
	  "days after which a registration that was not used expires", .min = 1, .max = 365 },
	{ "LETTER_DAYS", KNOB_INT, AT(letter_days), "5",
	  "days after which a letter that could not leave is stale", .min = 1, .max = 30 },
	{ "KEEP_FORMS_MONTHS", KNOB_INT, AT(keep_forms_months), "60",
	  "months after its last save that a form goes, with its photos", .min = 12, .max = 240 },
};
/* clang-format on */

const size_t inspection_knobs_count =
	sizeof(inspection_knobs_table) / sizeof(inspection_knobs_table[0]);
