/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Fitting the free text of other formats into the fields of our message. The record
 * keeps what came; a field holds its start. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_CLIP_H
#define BEURT_INVOICE_INTAKE_CLIP_H

#include "base/json_out.h"

/* At most `most` code points of the text, control characters as spaces; nothing is
 * written for NULL or empty text. */
void clip_text(struct json_out *out, const char *name, const char *text, size_t most);

#endif
