/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a document holds and what is wrong with it, as JSON, with nothing stored:
 * {"document": {…} or null, "findings": [{rule, severity, place, text}], "error": "…"}.
 * "error" is there only when the document cannot be read at all. Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_DRY_RUN_H
#define BEURT_INVOICE_INTAKE_DRY_RUN_H

#include "base/slice.h"
#include "base/strbuf.h"
#include "invoice/domain/findings.h"

/* False when the document could not be read at all. */
bool dry_run_ubl(struct slice xml, struct strbuf *json);
/* Reads a CSV file: {"document": {"invoices": […]}, "findings": […]}. */
bool dry_run_csv(struct slice bytes, const char *dealer, struct strbuf *json);
/* Reads invoices as a DMS publishes them; several make {"invoices": […]}. */
bool dry_run_json(struct slice text, struct strbuf *json);
/* "findings": […] as the next member of an open object. */
void findings_write(const struct findings *findings, struct strbuf *json);

#endif
