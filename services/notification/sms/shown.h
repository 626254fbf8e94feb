/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A text message or push message before it leaves: what it says, to whom, how many parts
 * it takes and what that costs, and which letters make it dear. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_SMS_SHOWN_H
#define BEURT_NOTIFICATION_SMS_SHOWN_H

#include "base/json_out.h"
#include "notification/channel/contact.h"
#include "notification/notification.h"

bool short_is_for(enum channel channel);
/* Writes subject (who it comes from), text, html (empty), to_masked and short into the
 * object that is open. Errors as short_write; ERR_INVALID when the text takes more parts
 * than are sent. */
MUST_CHECK int short_show(const struct notification *svc, const struct contact *contact,
			  struct json_out *json, struct err *err);

#endif
