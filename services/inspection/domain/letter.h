/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which letter a save sends.
 *
 * ITK 3.0 manual: after advices were given the customer is mailed the list and what it
 * costs; with "klant updates versturen: ja" or "formulier-opties (en prijzen) worden nog
 * aangepast" the customer is mailed at every change. domain.md 3d-12: one letter per
 * version, and only when something changed that the customer sees. Thread: any.
 */
#ifndef BEURT_INSPECTION_DOMAIN_LETTER_H
#define BEURT_INSPECTION_DOMAIN_LETTER_H

#include <stdbool.h>

enum letter {
	LETTER_NONE,
	LETTER_ADVICE, /* first time with advices: list and total */
	LETTER_REPORT, /* first time without */
	LETTER_UPDATE, /* a change of what was mailed before */
};

struct letter_facts {
	bool forced; /* somebody asks for it now */
	bool has_advices;
	bool advised_before; /* advices of this form were mailed once */
	bool mailed_before;  /* anything was */
	bool wants_updates;  /* updates: yes, or prices still open */
	bool visible_change; /* since the last saved version; true for the first */
};

enum letter letter_of(const struct letter_facts *facts);
/* inspection_advice, inspection_report, inspection_update; NULL for none. */
const char *letter_template(enum letter letter);

#endif
