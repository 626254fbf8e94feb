/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Leads: people who are no customers yet and ask a garage for something (iGarage manual:
 * "ontvang je nieuwe klanten via ons platform"; ADR 10). The invoice service knows the
 * person as a prospect, a customer without an invoice, so that lists, consent and erasure
 * treat them like anybody; here is how far it is. Thread: that of the tx.
 */
#ifndef BEURT_REMINDER_LEAD_LEAD_H
#define BEURT_REMINDER_LEAD_LEAD_H

#include "gen/dealer_state.h"
#include "gen/lead_import.h"
#include "gen/lead_move.h"
#include "gen/lead_open.h"
#include "gen/lead_state.h"
#include "gen/lead_withdraw.h"
#include "reminder/domain/lead.h"
#include "reminder/list/car.h"
#include "reminder/list/desk.h"
#include "reminder/store_lead.h"

#define TIMER_LEAD_TIDY "lead_tidy" /* key "all" */

/* --- commands (open.c, import.c, move.c) -----------------------------------------------
 */
int reminder_on_lead_open(struct reminder *svc, struct tx *tx,
			  const struct lead_open *msg, struct outbox *say,
			  struct answer *ret_answer, struct err *err);
int reminder_on_lead_import(struct reminder *svc, struct tx *tx,
			    const struct lead_import *msg, struct outbox *say,
			    struct answer *ret_answer, struct err *err);
int reminder_on_lead_move(struct reminder *svc, struct tx *tx,
			  const struct lead_move *msg, struct outbox *say,
			  struct answer *ret_answer, struct err *err);
int reminder_on_lead_withdraw(struct reminder *svc, struct tx *tx,
			      const struct lead_withdraw *msg, struct outbox *say,
			      struct answer *ret_answer, struct err *err);

/* --- one of them as a message being edited (edit.c) ------------------------------------
 */
struct lead_edit {
	struct lead_row row;
	struct lead_state *msg; /* owned */
	struct rows *rows;
	char *text;
	char moment[INSTANT_TEXT];
};
/* Locked; ERR_ABSENT NO_SUCH_LEAD. */
MUST_CHECK int lead_edit_open(struct desk *desk, const struct uuid *id,
			      struct lead_edit *ret_edit, struct err *err);
void lead_edit_done(struct lead_edit *edit);
#define LEAD_EDIT_AUTO __attribute__((cleanup(lead_edit_done))) struct lead_edit
/* A step: by `actor`, or NULL when it followed from a fact. Not written yet. */
void lead_step_to(struct lead_edit *edit, struct desk *desk, enum lead_step step,
		  const char *actor);
/* Written and said under the next version. */
MUST_CHECK int lead_put(struct desk *desk, struct lead_edit *edit, struct err *err);
/* A new one, written and said; `msg` is whole but for its version. */
MUST_CHECK int lead_put_new(struct desk *desk, struct lead_state *msg, struct err *err);
/* Gone: its row, and what was said of it. */
MUST_CHECK int lead_drop(struct desk *desk, const struct uuid *id, struct err *err);
struct uuid lead_prospect(const char *dealer, const char *lead);

/* --- what is said because of one (tell.c) ----------------------------------------------
 */
/* The person is known as a prospect, with the car. */
MUST_CHECK int lead_enroll(struct desk *desk, const struct lead_state *msg,
			   struct err *err);
struct lead_agreement {
	const char *wording, *agreed_at, *evidence;
	const char *source; /* of the ledger: LEAD, IMPORT */
};
MUST_CHECK int lead_tell_consent(struct desk *desk, const struct lead_state *msg,
				 const struct lead_agreement *agreement, struct err *err);
/* To the garage's people, and to the person with the page's path. */
MUST_CHECK int lead_tell_garage(struct desk *desk, const struct lead_state *msg,
				struct err *err);
MUST_CHECK int lead_tell_person(struct desk *desk, const struct lead_state *msg,
				const char *link, struct err *err);
/* Everything of the prospect goes, everywhere. */
MUST_CHECK int lead_erase_person(struct desk *desk, const struct uuid *prospect,
				 const char *actor, struct err *err);
MUST_CHECK int lead_retire_person(struct desk *desk, const struct uuid *prospect,
				  struct err *err);

/* --- what follows from facts (follow.c) ------------------------------------------------
 */
/* The car answers a lead: it is known now, is booked, or came. */
bool lead_is_touched(const struct car *car);
MUST_CHECK int lead_hear_car(struct desk *desk, const struct car *car, struct err *err);
/* An invitation left for this person. */
MUST_CHECK int lead_hear_sent(struct desk *desk, const struct uuid *customer,
			      struct err *err);
MUST_CHECK int lead_hear_garage(struct tx *tx, const struct dealer_state *msg,
				struct err *err);
/* The person is erased: their leads go, and are said to be gone. */
MUST_CHECK int lead_forget_person(struct desk *desk, const struct uuid *customer,
				  struct err *err);
/* Those nothing came of for long; the next night again. */
int lead_at_tidy(void *service, struct tx *tx, const char *key, struct instant due,
		 struct outbox *say, struct err *err);

#endif
