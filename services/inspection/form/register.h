/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Registrations: a customer says "inspect this car", by a link the garage mailed.
 *
 *	invited → active → used; invited or active → expired
 *
 * Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_REGISTER_H
#define BEURT_INSPECTION_FORM_REGISTER_H

#include "flow/flow.h"
#include "gen/registration_activate.h"
#include "gen/registration_invite.h"
#include "inspection/inspection.h"
#include "inspection/store_saved.h"

#define TIMER_REGISTRATION "registration_expires" /* key: dealer/registration */

struct register_request {
	const struct inspection *svc;
	struct tx *tx;
	struct outbox *say;
	const char *dealer;
};

/* ERR_INVALID, code NO_ADDRESS, when the customer cannot be mailed. */
MUST_CHECK int register_invite(const struct register_request *request,
			       const struct registration_invite *msg,
			       int64_t *ret_version, struct err *err);
/* ERR_CONFLICT: REGISTRATION_USED, REGISTRATION_EXPIRED. */
MUST_CHECK int register_activate(const struct register_request *request,
				 const struct registration_activate *msg,
				 int64_t *ret_version, struct err *err);

/* A form is made of it: once. ERR_CONFLICT when another form was. */
struct register_use {
	struct uuid registration;
	struct uuid inspection;
};
MUST_CHECK int register_use(struct tx *tx, const char *dealer,
			    const struct register_use *use, struct outbox *say,
			    struct err *err);

MUST_CHECK int register_expire(const struct register_request *request,
			       const struct uuid *id, struct err *err);
/* The customer is erased: words and addresses go. */
MUST_CHECK int register_erase(const struct register_request *request,
			      const struct uuid *customer, struct err *err);

#endif
