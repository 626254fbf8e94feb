/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The report of a saved form on paper: one frozen version and the garage's brand in, a
 * PDF out, in the customer's language. What is only for the garage is not in it.
 * Thread: one at a time per doc_fonts; the second waits.
 */
#ifndef BEURT_GATEWAY_REPORT_H
#define BEURT_GATEWAY_REPORT_H

#include "doc/doc.h"
#include "gen/dealer_state.h"
#include "gen/inspection_version_state.h"

#define REPORT_BYTES_MAX ((size_t)32 * 1024 * 1024)

/* Append the picture of that name. Any error: a frame stands in its place. */
typedef int (*report_picture_fn)(void *context, const char *sha256, struct strbuf *out,
				 struct err *err);

struct report {
	const struct inspection_version_state *version;
	const struct dealer_state *dealer;
	report_picture_fn picture;
	void *picture_context;
};

/* Append the PDF. ERR_INVALID when the form is larger than paper bears. */
MUST_CHECK int report_write(struct doc_fonts *fonts, const struct report *report,
			    struct strbuf *out, struct err *err);

#endif
