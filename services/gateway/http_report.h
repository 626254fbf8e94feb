/* SPDX-License-Identifier: Apache-2.0 */
/* A saved form with its garage, as messages; and as a PDF. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_REPORT_H
#define BEURT_GATEWAY_HTTP_REPORT_H

#include "gateway/access.h"
#include "gen/dealer_state.h"
#include "gen/inspection_version_state.h"

struct saved_form {
	struct inspection_version_state *version;
	struct dealer_state *dealer;
};

/* Version `number` of that form, 0 = the newest, with the garage of the transaction's
 * dealer. ERR_ABSENT. End with saved_form_done. */
MUST_CHECK int saved_form_load(struct tx *tx, const char *dealer, const struct uuid *id,
			       int64_t number, struct saved_form *ret_form,
			       struct err *err);
void saved_form_done(struct saved_form *form);
#define SAVED_FORM_AUTO __attribute__((cleanup(saved_form_done))) struct saved_form

/* The reply becomes its PDF, to be shown by the browser. */
MUST_CHECK int report_reply(struct gateway *gateway, struct tx *tx,
			    const struct saved_form *form, struct reply *reply,
			    struct err *err);

#endif
