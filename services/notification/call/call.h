/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The telephone as a channel: a contact that passes the gate becomes a task, an adviser
 * takes it for a quarter of an hour, calls, and says how it went.
 *
 * A task lives as long as its contact, but at least CALL_LIVES_DAYS. Each minute it is
 * looked at again: who booked, opted out or was erased meanwhile is not called. What is
 * personal is said while it is needed, and not after. Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_CALL_H
#define BEURT_NOTIFICATION_CALL_H

#include "notification/channel/carrier.h"
#include "notification/store_call.h"

extern const struct carrier phone_carrier;

#define CALL_LIVES_DAYS    7
#define CALL_CLAIM_SECONDS (15 * 60)

/* Say call_task.state as it is now. ret_version may be NULL. */
MUST_CHECK int call_say(const struct notification *svc, struct tx *tx,
			const struct uuid *task, struct outbox *say, int64_t *ret_version,
			struct err *err);
/* No call is made any more; the contact ends by `result`. */
MUST_CHECK int call_close(const struct notification *svc, struct tx *tx,
			  struct call_task *task, const struct hand_result *result,
			  struct outbox *say, struct err *err);
/* Closes what nobody wants any more or what is over, gives back what was not called in
 * time; *ret_open: it is to be looked at again. */
MUST_CHECK int call_look(const struct notification *svc, struct tx *tx,
			 const struct uuid *task, struct outbox *say, bool *ret_open,
			 struct err *err);
/* An erased person is called by nobody: every open task is closed and said anew. */
MUST_CHECK int call_forget(const struct notification *svc, struct tx *tx,
			   const char *dealer, const char *customer, struct outbox *say,
			   struct err *err);
/* What is said: the garage's own script, else ours, filled in. */
struct call_names {
	const char *customer, *car;
};
MUST_CHECK int call_script(const struct notification *svc, const struct contact *contact,
			   const struct call_names *names, struct strbuf *out,
			   struct err *err);
/* The garage's clock. */
MUST_CHECK int call_zone(struct tx *tx, const struct uuid *task,
			 const struct zone **ret_zone, struct err *err);

#endif
