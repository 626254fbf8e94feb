/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of this service, one row each. */
#include "fleet/fleet.h"

#define AT(member) offsetof(struct fleet_knobs, member)

/* clang-format off */
const struct knob fleet_knobs_table[] = {
	APP_KNOBS,
	{ "LINK_KEYS", KNOB_SECRET, AT(link_keys), NULL,
	  "keys of the links in letters, number:64 hex digits, the first signs: 2:…,1:…" },
	{ "PASSPORT_DAYS", KNOB_INT, AT(passport_days), "60",
	  "days the link to activate a passport lives", .min = 1, .max = 365 },
	{ "ACCOUNT_DAYS", KNOB_INT, AT(account_days), "14",
	  "days the link to activate a fleet account lives", .min = 1, .max = 365 },
	{ "ADDRESS_HOURS", KNOB_INT, AT(address_hours), "24",
	  "hours the link to confirm a new address lives", .min = 1, .max = 720 },
	{ "TRANSFER_DAYS", KNOB_INT, AT(transfer_days), "14",
	  "days an offered car waits for its recipient", .min = 1, .max = 60 },
	{ "INVITED_DAYS", KNOB_INT, AT(invited_days), "90",
	  "days after which who was asked and never came is forgotten", .min = 15,
	  .max = 3650 },
	{ "LETTER_DAYS", KNOB_INT, AT(letter_days), "5",
	  "days after which a letter that could not leave is stale", .min = 1, .max = 30 },
	{ "REGISTER_URL", KNOB_TEXT, AT(vehicle_register.url), "",
	  "RDW's open data, https://opendata.rdw.nl/resource; not asked when empty" },
	{ "REGISTER_TOKEN", KNOB_SECRET, AT(vehicle_register.token), "",
	  "app token for it; without one many share a small allowance" },
	{ "REGISTER_FOLDER", KNOB_TEXT, AT(vehicle_register.folder), "",
	  "folder with its data sets as <id>.json or .jsonl, instead of the address" },
	{ "REGISTER_HOUR", KNOB_INT, AT(vehicle_register.hour), "2",
	  "hour of the night at which all plates are asked for again, Dutch time",
	  .min = 0, .max = 23 },
};
/* clang-format on */

const size_t fleet_knobs_count = sizeof(fleet_knobs_table) / sizeof(fleet_knobs_table[0]);
