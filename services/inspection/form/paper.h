/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From fields to paper: the typed form that a save freezes.
 *
 * Points stand in the order of the checklist, advices and works in that of their ids.
 * A paper's texts lend from what its request points to. Pure. Thread: one at a time.
 */
#ifndef BEURT_INSPECTION_FORM_PAPER_H
#define BEURT_INSPECTION_FORM_PAPER_H

#include "base/civil_date.h"
#include "base/uuid.h"
#include "gen/checklist_state.h"
#include "gen/inspection_version_state.h"
#include "inspection/domain/fields.h"

/* Dates within four months of the inspection and open recalls. */
struct shown_list {
	struct inspection_version_state_form_shown rows[3];
	char dates[3][CIVIL_TEXT];
	size_t count;
	const struct wire_recall *recalls;
	size_t recalls_count;
};

struct paper_request {
	const struct field_set *fields;
	const struct checklist_state *checklist;
	const struct inspection_version_state *saved;  /* newest version, or NULL */
	const struct inspection_version_state *before; /* of the car's last form */
	const struct shown_list *shown;
	const char *prefill;
	const char *entry;
	const struct uuid *vehicle, *customer, *registration; /* never NULL */
	struct civil_date today; /* a new price holds 30 days from here */
};

struct paper {
	struct inspection_version_state_form form;
	char plate_formatted[32];
};

/*
 * ERR_INVALID, code FORM_INCOMPLETE, names what is missing and how to mend it.
 * The caller frees with paper_free.
 */
MUST_CHECK int paper_make(const struct paper_request *request, struct paper **ret_paper,
			  struct err *err);
void paper_free(struct paper *paper);
AUTO_FREE(paper, paper_free)

/* The line of that advice; NULL when the form has none, or is NULL itself. */
const struct wire_advice_line *
paper_line(const struct inspection_version_state_form *form, const char *advice_id);

/* Points somebody judged: not the prefill, and not "not checked". */
size_t paper_checked(const struct field_set *fields,
		     const struct checklist_state *checklist);

#endif
