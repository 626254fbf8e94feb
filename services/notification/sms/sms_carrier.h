/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Text messages as a channel: one POST a message to the provider of BEURT_SMS_URL.
 *
 *	POST {"id", "to", "from", "text", "parts", "encoding"}
 *	Authorization: Bearer <BEURT_SMS_TOKEN>
 *	Idempotency-Key: <id>
 *
 * 2xx, and 409 for an id it has already, is taken: the answer may be {"id", "cents"}. 429
 * and 5xx are tried later, 401 and 403 mean that our settings are wrong. Any other 4xx is
 * final: {"code", "number_dead"} may say why. What becomes of the message the provider
 * tells later by a signed call to the gateway (POST /v1/hooks/sms). A provider that
 * speaks otherwise gets a small adapter in between. Thread: see channel/carrier.h.
 */
#ifndef BEURT_NOTIFICATION_SMS_CARRIER_H
#define BEURT_NOTIFICATION_SMS_CARRIER_H

#include "notification/channel/carrier.h"

extern const struct carrier sms_carrier;

/* The sender of a garage's messages. */
const char *sms_sender_of(const struct notification *svc, const char *garage_sender);

#endif
