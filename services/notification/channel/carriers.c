/* SPDX-License-Identifier: Apache-2.0 */
/* The channels that there are; one line each. */
#include "base/mem.h"
#include "notification/call/call.h"
#include "notification/carried/carried.h"
#include "notification/channel/carrier.h"
#include "notification/mail/mail_carrier.h"
#include "notification/print/print.h"
#include "notification/push/push_carrier.h"
#include "notification/sms/sms_carrier.h"

static const struct carrier *const carriers[CHANNELS] = {
	[CHANNEL_EMAIL] = &mail_carrier, [CHANNEL_SMS] = &sms_carrier,
	[CHANNEL_PUSH] = &push_carrier,  [CHANNEL_LETTER] = &letter_carrier,
	[CHANNEL_CARD] = &card_carrier,  [CHANNEL_PHONE] = &phone_carrier,
};

const struct carrier *carrier_of(const struct notification *svc, enum channel channel)
{
	const struct carrier *carrier = carriers[channel];

	return carrier && carrier->is_ready(svc) ? carrier : NULL;
}

const struct carrier *carrier_for(const struct notification *svc,
				  const struct contact *contact, enum channel channel)
{
	struct uuid connector;

	return carried_by(contact, channel, &connector) ? &carried_carrier
							: carrier_of(svc, channel);
}
