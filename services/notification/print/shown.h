/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter or card before it leaves: the PDF the next batch would have of it, alone. Its
 * codes lead nowhere, and without a full address there is none. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_PRINT_SHOWN_H
#define BEURT_NOTIFICATION_PRINT_SHOWN_H

#include "base/json_out.h"
#include "notification/channel/contact.h"
#include "notification/notification.h"

bool paper_is_for(enum channel channel);
/* Writes subject, text, html (empty) and pdf into the object that is open. The contact's
 * day becomes that of the batch. Errors as press_add; ERR_INVALID when the PDF is larger
 * than an answer may be. */
MUST_CHECK int paper_show(const struct notification *svc, struct contact *contact,
			  struct json_out *json, struct err *err);

#endif
