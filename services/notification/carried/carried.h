/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A garage's own system as a carrier: it may choose a connector for e-mail, text
 * messages, letters, cards or the telephone. Invitations and offers then leave by that;
 * what somebody waits for (log-ins, reports, confirmations) never does.
 *
 * What passes the gate is handed over: contact.handed names nobody. Just before it is
 * posted it is claimed: looked at once more under the person's lock, and answered with
 * what it says. From then on it may have left, until the other side says that it did
 * (taken) or we know that it did not (unsent). What nobody took by CARRIED_HOURS goes to
 * the next channel when it surely did not leave, and is uncertain when it may have.
 * Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_CARRIED_H
#define BEURT_NOTIFICATION_CARRIED_H

#include "base/json_out.h"
#include "notification/channel/carrier.h"
#include "notification/store_carried.h"

#define CARRIED_HOURS 24

extern const struct carrier carried_carrier;

/* Whether this contact leaves so by that channel, and by which connector. */
bool carried_by(const struct contact *contact, enum channel channel,
		struct uuid *ret_connector);

/* What the other side needs to deliver it: members "message" and "car" of the object that
 * is open. Errors as of the channel's own words: ERR_ABSENT, code TEMPLATE_UNKNOWN;
 * ERR_INVALID. */
MUST_CHECK int carried_words(const struct notification *svc, struct contact *contact,
			     struct json_out *json, struct err *err);

/* It is over: `result` as contact_settle, HANDED_NOT_TRIED back to the gate. */
MUST_CHECK int carried_close(const struct notification *svc, struct tx *tx,
			     struct carried_row *row, const struct hand_result *result,
			     struct outbox *say, struct err *err);

#endif
