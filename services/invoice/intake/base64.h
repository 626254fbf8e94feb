/* SPDX-License-Identifier: Apache-2.0 */
/* RFC 4648 base64, as uploads carry files that are no text. Thread: any. */
#ifndef BEURT_INVOICE_INTAKE_BASE64_H
#define BEURT_INVOICE_INTAKE_BASE64_H

#include "base/slice.h"
#include "base/strbuf.h"

/* False when the text is no base64 or too long for the buffer. */
bool base64_decode(struct slice text, struct strbuf *out);

#endif
