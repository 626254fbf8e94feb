/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far somebody is who is no customer yet, and which steps follow: a garage's own by
 * hand, the others from facts (domain.md 1.2-93). Thread: any.
 */
#ifndef BEURT_REMINDER_DOMAIN_LEAD_H
#define BEURT_REMINDER_DOMAIN_LEAD_H

#include <stdbool.h>

enum lead_step {
	LEAD_NONE,
	LEAD_NEW,
	LEAD_CALLED,
	LEAD_INVITED,
	LEAD_APPOINTMENT,
	LEAD_CUSTOMER,
	LEAD_LOST,
};

/* Months after which one that nothing came of is forgotten, and one that may be written
 * to as well when nobody did anything with it. */
#define LEAD_KEEP_MONTHS       6
#define LEAD_KEEP_ASKED_MONTHS 24

const char *lead_step_name(enum lead_step step);
enum lead_step lead_step_from(const char *name);
/* By hand: called, an appointment, lost, and taken up again. Who is a customer stays so;
 * invited and customer follow from facts alone. */
bool lead_may_go(enum lead_step from, enum lead_step to);
/* After a fact: an invitation left, an appointment was made, a visit came. */
bool lead_follows(enum lead_step from, enum lead_step to);

#endif
