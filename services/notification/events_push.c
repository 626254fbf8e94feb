/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Browsers that take messages of a person, and those that no longer do.
 */
#include "gen/push_subscribe.h"
#include "gen/push_unsubscribe.h"
#include "notification/domain/push_service.h"
#include "notification/events.h"
#include "notification/push/seal.h"
#include "notification/store_push.h"

int notification_on_push_subscribe(struct notification *svc, struct tx *tx,
				   const struct push_subscribe *msg, struct outbox *say,
				   struct answer *ret_answer, struct err *err)
{
	struct uuid party = uuid_from(msg->party_id);
	struct push_browser browser = { msg->endpoint, msg->p256dh, msg->auth };
	struct push_reader reader;

	(void)say;
	(void)ret_answer;
	if (!push_service_is_known(svc->knobs->push_services, msg->endpoint))
		return err_set_code(err, ERR_INVALID, "PUSH_SERVICE_UNKNOWN",
				    "the endpoint is of no push service we know "
				    "(BEURT_PUSH_SERVICES)");
	if (push_reader_from(msg->p256dh, msg->auth, &reader, err) < 0)
		return -1;
	return store_push_save(tx, &party, &browser, err);
}

int notification_on_push_unsubscribe(struct notification *svc, struct tx *tx,
				     const struct push_unsubscribe *msg,
				     struct outbox *say, struct answer *ret_answer,
				     struct err *err)
{
	struct uuid party = uuid_from(msg->party_id);

	(void)svc;
	(void)say;
	(void)ret_answer;
	return store_push_remove(tx, &party, msg->endpoint, err);
}
