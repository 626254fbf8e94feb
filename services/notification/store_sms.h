/* SPDX-License-Identifier: Apache-2.0 */
/* Whose telephone answers, and whose link was followed. Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_STORE_SMS_H
#define BEURT_NOTIFICATION_STORE_SMS_H

#include "notification/mail/letter_keys.h"
#include "pg/pg.h"

/* Columns: dealer, sms_sender ("" = none). */
MUST_CHECK int store_sms_garages(struct tx *tx, struct rows **ret_rows, struct err *err);
/* Customers with a number, by its print at each garage (two lists of the same length).
 * Columns: dealer, customer, print, whether text messages were withdrawn, when the last
 * one was sent (may be null); who was written to last comes first. */
MUST_CHECK int store_sms_persons(struct tx *tx, const char *const *dealers,
				 const char *const *prints, size_t count,
				 struct rows **ret_rows, struct err *err);
/* What the link of a text message is about, by the end of its request's id. ERR_INVALID,
 * code TOKEN_INVALID, when there is none or more than one. */
MUST_CHECK int store_sms_link(struct tx *tx, const char *code,
			      struct link_token *ret_link, struct err *err);

#endif
