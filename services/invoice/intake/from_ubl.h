/* SPDX-License-Identifier: Apache-2.0 */
/*
 * From a UBL document to the message a DMS would have published (domain.md 3d-1.7).
 *
 * Plate, chassis number, odometer and work order have no place of their own in UBL: they
 * are taken from item properties by name, else from notes and references by the word
 * before them ("Kenteken: H-000-BB"). Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_FROM_UBL_H
#define BEURT_INVOICE_INTAKE_FROM_UBL_H

#include "base/strbuf.h"
#include "invoice/intake/ubl_document.h"

/* Adds the JSON text of invoice.published. */
void published_from_ubl(const struct document *document, const char *dealer,
			struct strbuf *json);

#endif
