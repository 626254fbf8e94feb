/* SPDX-License-Identifier: Apache-2.0 */
/* E-mail as a channel: writes the letters and hands them to the mail server. Thread: see
 * channel/carrier.h. */
#ifndef BEURT_NOTIFICATION_MAIL_CARRIER_H
#define BEURT_NOTIFICATION_MAIL_CARRIER_H

#include "notification/channel/carrier.h"

extern const struct carrier mail_carrier;

#endif
