/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Letters and cards, from the gate to the post.
 *
 * A contact that passes the gate becomes a line of the garage's open batch, in the gate's
 * own transaction. Monday 09:00 the batch is closed: lines that would not pass any more
 * go back to the gate, the others become PDFs of at most 200 sheets. A print house
 * fetches them from a directory, or the garage downloads them; once they are posted, what
 * they were sent for is told. What changes after closing is listed as too late. Every
 * step is one transaction, so it happened or it did not: no crash doubles a sheet.
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_PRINT_H
#define BEURT_NOTIFICATION_PRINT_H

#include "notification/channel/carrier.h"
#include "notification/domain/postal.h"
#include "notification/store_print.h"

extern const struct carrier letter_carrier;
extern const struct carrier card_carrier;

/* --- batch.c -------------------------------------------------------------------------
 */
/* Close the batch and print its next piece; *ret_more: there is another one. */
MUST_CHECK int print_close(const struct notification *svc, struct tx *tx,
			   const struct uuid *batch, struct outbox *say, bool *ret_more,
			   struct err *err);
/* An erased person's sheets come out of every batch that did not leave the house: the
 * PDFs they are in are printed anew, the other sheets keep their numbers. */
MUST_CHECK int print_forget(const struct notification *svc, struct tx *tx,
			    const char *dealer, const char *customer, struct outbox *say,
			    struct err *err);
/* Say print_batch.state as it is now. ret_version may be NULL. */
MUST_CHECK int print_say(struct tx *tx, const struct uuid *batch, struct outbox *say,
			 int64_t *ret_version, struct err *err);

/* --- late.c --------------------------------------------------------------------------
 */
/* Look which sheets came too late; *ret_found: there are new ones. */
MUST_CHECK int print_look(const struct notification *svc, struct tx *tx,
			  const struct uuid *batch, bool *ret_found, struct err *err);
/* The batch was posted that day. ERR_CONFLICT, code BATCH_NOT_READY, BATCH_POSTED;
 * ERR_INVALID, code POSTED_ON_WRONG. */
MUST_CHECK int print_post(const struct notification *svc, struct tx *tx,
			  const struct uuid *batch, struct civil_date posted_on,
			  struct err *err);
/* Closed so long ago that its posting is told no more. */
bool print_is_over(const struct print_batch *batch, struct instant now);
/* Tell what became of the next sheets of a batch that was posted, or that is over: then
 * nobody knows. *ret_more: there are others. */
MUST_CHECK int print_settle(const struct notification *svc, struct tx *tx,
			    const struct uuid *batch, struct outbox *say, bool *ret_more,
			    struct err *err);

/* --- hand_over.c ---------------------------------------------------------------------
 */
/* Write the job into the print house's directory, once; then it is handed over. */
MUST_CHECK int print_hand_over(const struct notification *svc, struct tx *tx,
			       const struct uuid *batch, struct err *err);

/* PDFs of what was posted, or is over, long enough are forgotten. */
MUST_CHECK int print_tidy(struct tx *tx, struct err *err);
/* Back to the gate, which says why it does not leave. */
MUST_CHECK int print_give_back(const struct notification *svc, struct tx *tx,
			       const struct uuid *intent, const char *reason,
			       struct outbox *say, struct err *err);
/* Where it goes; `name` as on the envelope. Lends the texts of both. */
struct postal_address print_address(const struct contact *contact,
				    const struct strbuf *name);
/* The garage's clock. */
MUST_CHECK int print_zone(const char *timezone, const struct zone **ret_zone,
			  struct err *err);

#endif
