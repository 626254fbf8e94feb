/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Dutch registration plates (kenteken): normal form, dashes, side code, doubts.
 *
 * Only characters, length and mask make a plate unusable; letters, forbidden groups and
 * special plates give a warning, because an invoice is never refused for its plate
 * (formats.md 3, domain.md 3d-1.1). Thread: any.
 */
#ifndef BEURT_BASE_PLATE_H
#define BEURT_BASE_PLATE_H

#include <stdbool.h>

#define PLATE_TEXT 16	   /* normalised or formatted, with NUL */
#define PLATE_WARNINGS 4

struct plate {
	char normalised[PLATE_TEXT]; /* upper case, no dashes; "" when nothing is left */
	char formatted[PLATE_TEXT];  /* "H-00-HZB"; equals normalised when invalid */
	int sidecode;		     /* 1..14; 0 when no mask fits */
	bool valid;
	int warnings_count;
	const char *warnings[PLATE_WARNINGS]; /* stable codes, static memory */
};

struct plate plate_read(const char *input);

#endif
