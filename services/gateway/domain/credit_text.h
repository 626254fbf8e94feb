/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Why a visit counts for a message, in one sentence, Dutch or English: what came after
 * what, and what it counts as (domain.md 3d-8). Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_DOMAIN_CREDIT_TEXT_H
#define BEURT_GATEWAY_DOMAIN_CREDIT_TEXT_H

#include "base/civil_date.h"
#include "base/strbuf.h"

struct credit_words {
	const char *channel;          /* "email", "sms", …; NULL or unknown = a message */
	struct civil_date touched_on; /* when the message began to count */
	struct civil_date came_on;    /* not set: nobody came yet */
	bool is_booked;               /* an appointment was made */
	bool is_campaign;
	bool is_other_car; /* of the same customer */
	bool is_flagged;   /* within a day and without booking */
};

/* Appends nothing when there was neither visit nor appointment. */
void credit_text(const struct credit_words *words, bool english, struct strbuf *out);

#endif
