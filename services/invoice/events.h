/* SPDX-License-Identifier: Apache-2.0 */
/* The handlers of the invoice service, for its table of routes. */
#ifndef BEURT_INVOICE_EVENTS_H
#define BEURT_INVOICE_EVENTS_H

#include "flow/flow.h"

/* The reading of an invoice.published, ahead of its turn. */
void *invoice_read_published(const struct heard *in);
void invoice_unread_published(void *reading);
int invoice_on_published(void *service, struct tx *tx, const struct heard *in,
			 struct outbox *say, struct err *err);
int invoice_on_published_batch(void *service, struct tx *tx,
			       const struct heard *const *in, size_t count,
			       struct outbox *say, struct err *err);
/* A record of an ingress topic that is no message: parked with its reason. */
int invoice_on_unreadable(void *service, struct tx *tx, const struct heard *in,
			  struct outbox *say, struct err *err);
int invoice_on_uploaded(void *service, struct tx *tx, const struct heard *in,
			struct outbox *say, struct err *err);
int invoice_on_dealer_state(void *service, struct tx *tx, const struct heard *in,
			    struct outbox *say, struct err *err);
int invoice_on_intake_replay(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct answer *ret_answer,
			     struct err *err);
int invoice_on_intake_discard(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err);
int invoice_on_document_check(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err);
/* Forgets a customer, tells everybody (events_forget.c). */
int invoice_on_customer_erase(void *service, struct tx *tx, const struct heard *in,
			      struct outbox *say, struct answer *ret_answer,
			      struct err *err);
int invoice_on_person_erased(void *service, struct tx *tx, const struct heard *in,
			     struct outbox *say, struct err *err);
/* Somebody without an invoice, and that they have one now (events_prospect.c). */
int invoice_on_prospect_enroll(void *service, struct tx *tx, const struct heard *in,
			       struct outbox *say, struct answer *ret_answer,
			       struct err *err);
int invoice_on_prospect_retire(void *service, struct tx *tx, const struct heard *in,
			       struct outbox *say, struct answer *ret_answer,
			       struct err *err);
/* Once a day: what was kept long enough goes. */
int invoice_at_tidy(void *service, struct tx *tx, const char *key, struct instant due,
		    struct outbox *say, struct err *err);
/* Tries records of a dealer again that were parked for its settings; key = dealer. */
int invoice_at_retry(void *service, struct tx *tx, const char *key, struct instant due,
		     struct outbox *say, struct err *err);

#endif
