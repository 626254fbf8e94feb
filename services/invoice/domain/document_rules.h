/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Judges a UBL document by the rules of its world: EN 16931 (BR-*, UBL-*), Peppol BIS 3
 * (PEPPOL-*), NLCIUS (BR-NL-*, NL-R-*) and its G-account extension (BR-GA-*).
 *
 * Every rule stands alone: a missing group silences the rules about its inside and
 * nothing else, so that a fragment can be judged too. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_DOCUMENT_RULES_H
#define BEURT_INVOICE_DOMAIN_DOCUMENT_RULES_H

#include "invoice/domain/findings.h"
#include "invoice/domain/ubl_node.h"

void document_check(const struct ubl_node *root, struct findings *findings);

#endif
