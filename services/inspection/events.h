/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers, one per message heard; service.c lists them. Thread: flow's. */
#ifndef BEURT_INSPECTION_EVENTS_H
#define BEURT_INSPECTION_EVENTS_H

#include "gen/checklist_save.h"
#include "gen/customer_state.h"
#include "gen/dealer_state.h"
#include "gen/inspection_answer.h"
#include "gen/inspection_discard.h"
#include "gen/inspection_edit.h"
#include "gen/inspection_finish.h"
#include "gen/inspection_mail.h"
#include "gen/inspection_open.h"
#include "gen/inspection_save.h"
#include "gen/inspection_seen.h"
#include "gen/inspection_send.h"
#include "gen/inspection_wish.h"
#include "gen/invoice_recorded.h"
#include "gen/person_erased.h"
#include "gen/proposal_state.h"
#include "gen/register_state.h"
#include "gen/registration_activate.h"
#include "gen/registration_invite.h"
#include "gen/vehicle_state.h"
#include "inspection/inspection.h"

#define EVENT(message)                                                                   \
	int inspection_on_##message(struct inspection *svc, struct tx *tx,               \
				    const struct message *msg, struct outbox *say,       \
				    struct err *err)
#define COMMAND(message)                                                                 \
	int inspection_on_##message(struct inspection *svc, struct tx *tx,               \
				    const struct message *msg, struct outbox *say,       \
				    struct answer *ret_answer, struct err *err)

struct sheet;
/* Stores and says the form, and answers with its id and version. */
MUST_CHECK int inspection_close(struct sheet *sheet, struct answer *ret_answer,
				struct err *err);

EVENT(dealer_state);
EVENT(vehicle_state);
EVENT(customer_state);
EVENT(person_erased);
EVENT(proposal_state);
EVENT(invoice_recorded);
/* Kept as heard, so they want the record itself. */
int inspection_on_register_heard(void *svc, struct tx *tx, const struct heard *in,
				 struct outbox *say, struct err *err);
int inspection_on_customer_gone(void *svc, struct tx *tx, const struct heard *in,
				struct outbox *say, struct err *err);

/* Forms of the visit that this invoice belongs to. */
MUST_CHECK int inspection_bill(struct inspection *svc, struct tx *tx,
			       const struct invoice_recorded *msg, struct outbox *say,
			       struct err *err);

/* Many at a time; each the same as its messages one by one. */
#define BATCH(name)                                                                      \
	int inspection_hear_##name(void *svc, struct tx *tx,                             \
				   const struct heard *const *in, size_t count,          \
				   struct outbox *say, struct err *err)
BATCH(vehicles);
BATCH(customers);
BATCH(proposals);
BATCH(invoices);

COMMAND(inspection_open);
COMMAND(inspection_edit);
COMMAND(inspection_save);
COMMAND(inspection_send);
COMMAND(inspection_finish);
COMMAND(inspection_discard);
COMMAND(inspection_answer);
COMMAND(inspection_mail);
COMMAND(inspection_seen);
COMMAND(inspection_wish);
COMMAND(registration_invite);
COMMAND(registration_activate);
COMMAND(checklist_save);

#endif
