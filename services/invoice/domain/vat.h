/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The VAT that is due on what a customer pays, for one document.
 *
 * A line's own rate counts. Lines without one share what the document's VAT total leaves
 * for them; where it gives none, or one that no rate of the law explains, they have the
 * rate most of the other lines' money has, else the standard rate of the document's day.
 * VAT is rounded once per rate and document, as UBL does (EN 16931, BR-CO-17).
 *
 * Nothing is due on what is exempt, zero-rated or of the margin scheme: such lines say 0.
 * What the buyer accounts for (categories AE, K, G) has the standard rate: it is due all
 * the same, and somebody who is no company would have paid it. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_VAT_H
#define BEURT_INVOICE_DOMAIN_VAT_H

#include "invoice/domain/invoice.h"

/* In cents, with the signs of the lines. The sums of the lines are filled in before. */
int64_t vat_of_customer(const struct invoice *invoice);

#endif
