/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the customer is written: requests to the notification service, one per cause.
 *
 * The id of a request follows from the form and what it is about, so that no crash or
 * repeat writes twice. Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_MAIL_H
#define BEURT_INSPECTION_FORM_MAIL_H

#include "inspection/domain/letter.h"
#include "inspection/form/link.h"
#include "inspection/form/register.h"
#include "inspection/form/sheet.h"

#define TIMER_KEY_TEXT 100
#define TIMER_LINK     "link_expires" /* key: dealer/inspection */

/* The letter of the newest saved version; `changed` may be NULL: what to mark as new.
 * Renews the link. False when the form has no address to mail to. */
struct version_mail {
	enum letter letter;
	const struct inspection_version_state_form *form;   /* newest */
	const struct inspection_version_state_form *mailed; /* before it, or NULL */
};
MUST_CHECK int mail_version(struct sheet *sheet, const struct version_mail *mail,
			    bool *ret_mailed, struct err *err);

/* "Email mij de gegevens": what stands on the page, again. ERR_DENIED after 20 times. */
MUST_CHECK int mail_data(struct sheet *sheet, const char *command_id, struct err *err);

/* Thanks for the answers, as they stand now. */
MUST_CHECK int mail_answers(struct sheet *sheet, const char *command_id, struct err *err);

struct invitation_mail {
	const struct registration_row *row;
	const struct link *link;
	const char *plate, *make, *model;
};
MUST_CHECK int mail_invitation(const struct register_request *request,
			       const struct invitation_mail *mail, struct err *err);

#endif
