/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a letter opens: "Geachte mevrouw De Jong", "Beste Anna de Jong" (formats.md 4.4).
 *
 * A particle gets a capital when no first name or initials stand before it. Who has no
 * title is greeted without guessing. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_GREETING_H
#define BEURT_NOTIFICATION_GREETING_H

#include <stdbool.h>

#include "base/strbuf.h"

enum greeting_language { GREETING_NL, GREETING_EN };

struct greeting_person {
	bool is_company;
	const char *title; /* "Dhr.", "Mevr.", "Fam."; all may be NULL */
	const char *initials;
	const char *first_name;
	const char *particle;
	const char *last_name;
	const char *whole_name; /* as it was typed on a form; instead of the rest */
};

/* Without comma. */
void greeting_write(const struct greeting_person *person, enum greeting_language language,
		    struct strbuf *out);
/* "Anna de Jong", "A. de Jong", the company, or "": the name beside the address. */
void greeting_full_name(const struct greeting_person *person, struct strbuf *out);

#endif
