/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From the message a DMS publishes to the facts the rules use. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_FROM_MESSAGE_H
#define BEURT_INVOICE_INTAKE_FROM_MESSAGE_H

#include "base/strbuf.h"
#include "gen/invoice_published.h"
#include "invoice/domain/invoice.h"

/* Texts stay lent by msg; lines are owned: free with invoice_lines_free. */
void invoice_from_message(const struct invoice_published *msg, struct invoice *ret);
void invoice_lines_free(struct invoice *invoice);

/* Names of the two documents' content: equal content gives equal text, whatever the DMS
 * says about where and when it was stored. ERR_INVALID when it cannot be written. */
MUST_CHECK int invoice_content_hash(const struct invoice_published *msg,
				    struct strbuf *scratch, struct uuid *ret_hash,
				    struct err *err);

#endif
