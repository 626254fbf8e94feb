/* SPDX-License-Identifier: Apache-2.0 */
/* Steps only go on: nothing that a fact told is taken back by hand. */
#include "reminder/domain/lead.h"

#include <stddef.h>
#include <string.h>

static const char *const NAMES[] = {
	[LEAD_NONE] = "",
	[LEAD_NEW] = "new",
	[LEAD_CALLED] = "called",
	[LEAD_INVITED] = "invited",
	[LEAD_APPOINTMENT] = "appointment",
	[LEAD_CUSTOMER] = "customer",
	[LEAD_LOST] = "lost",
};

const char *lead_step_name(enum lead_step step)
{
	return NAMES[step];
}

enum lead_step lead_step_from(const char *name)
{
	for (size_t i = LEAD_NEW; name && i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
		if (strcmp(name, NAMES[i]) == 0)
			return (enum lead_step)i;
	return LEAD_NONE;
}

bool lead_may_go(enum lead_step from, enum lead_step to)
{
	bool by_hand = to == LEAD_CALLED || to == LEAD_APPOINTMENT || to == LEAD_LOST;

	return by_hand && from != LEAD_CUSTOMER;
}

bool lead_follows(enum lead_step from, enum lead_step to)
{
	if (to == LEAD_CUSTOMER)
		return from != LEAD_CUSTOMER;
	if (to == LEAD_APPOINTMENT)
		return from == LEAD_NEW || from == LEAD_CALLED || from == LEAD_INVITED;
	return to == LEAD_INVITED && (from == LEAD_NEW || from == LEAD_CALLED);
}
