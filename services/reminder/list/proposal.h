/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One proposal as a message being edited: made from a car and a step of its plan, or
 * opened from its row; then stored and said. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LIST_PROPOSAL_H
#define BEURT_REMINDER_LIST_PROPOSAL_H

#include "reminder/domain/followup.h"
#include "reminder/domain/recheck.h"
#include "reminder/list/car.h"
#include "reminder/list/desk.h"
#include "reminder/list/why.h"

#define MAX_STATE_BYTES ((size_t)1 << 20)

/* What is true of a car now: the prediction, its plan, and the facts it rests on; or of
 * the form that is followed up. */
struct outlook {
	const struct car *car;
	const struct followup *followup; /* NULL: a prediction is proposed */
	bool again;                      /* … and that is proposed once more */
	struct prediction *prediction;
	struct plan plan;
};

/* Compute it; the car's history gets the garage's interval where it has none. */
void outlook_make(const struct desk *desk, struct car *car, struct outlook *ret_outlook);
struct outlook outlook_new(void);
void outlook_done(struct outlook *outlook);
#define OUTLOOK_AUTO __attribute__((cleanup(outlook_done))) struct outlook

/* The facts of recheck.h for a proposal of this car. */
struct recheck recheck_facts(const struct car *car, const struct proposal_row *row,
			     struct civil_date today);
/* The last day that a proposal made of it knows: a later visit is news. */
struct civil_date outlook_since(const struct outlook *outlook);

/* The two proposals a form may have: step 1, and 2 when what wears is at its limit. */
struct uuid followup_proposal_id(const char *dealer, const struct uuid *inspection,
				 int step);

struct draft; /* texts and lists a drafted message points into */
struct draft *draft_new(void);
void draft_free(struct draft *draft);
AUTO_FREE(draft, draft_free)

/* A new line of a list: open, with the garage's default answer. The row owns its state.
 */
MUST_CHECK int draft_line(struct desk *desk, const struct outlook *outlook,
			  const struct plan_step *step, struct draft *draft,
			  struct proposal_row *ret_row, struct err *err);
/* Say a row's state as it stands. */
MUST_CHECK int proposal_say(struct desk *desk, const struct proposal_row *row,
			    struct err *err);

/* An opened proposal. Change row's stage, decision and source, and msg's other fields;
 * then proposal_put. Texts set in msg must live until then. */
struct proposal_edit {
	struct proposal_row *row; /* keeps */
	struct proposal_state *msg;
	struct standing before;
	char status_at[INSTANT_TEXT];
};
MUST_CHECK int proposal_open(struct proposal_row *row, struct proposal_edit *ret_edit,
			     struct err *err);
void proposal_edit_done(struct proposal_edit *edit);
#define EDIT_AUTO __attribute__((cleanup(proposal_edit_done))) struct proposal_edit
/* Next version: store, say, count. */
MUST_CHECK int proposal_put(struct desk *desk, struct proposal_edit *edit,
			    struct err *err);
/* Change the stage for a reason, and put. */
MUST_CHECK int proposal_move(struct desk *desk, struct proposal_edit *edit,
			     enum stage stage, const char *reason, struct err *err);
/* The reason of a line that a rule took off and an adviser put back. */
#define PROPOSAL_OVERRULED "OVERRULED"
bool proposal_is_overruled(const struct proposal_edit *edit);
/* Write what is predicted now into an opened proposal; true when anything differs. */
bool proposal_renew(struct desk *desk, const struct outlook *outlook, struct draft *draft,
		    struct proposal_edit *edit);

#endif
