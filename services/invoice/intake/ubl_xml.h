/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads UBL bytes into a tree; the only user of libxml2.
 *
 * Nothing outside the bytes is ever fetched. A DOCTYPE is refused before its entities can
 * be looked at (XML_DOCTYPE), so are documents that are too deep or too large
 * (XML_TOO_DEEP, XML_TOO_LARGE), broken ones (XML_MALFORMED, with line) and those that
 * are no UBL 2.1 Invoice or CreditNote (NOT_UBL: wrappers such as an SBDH are named).
 * Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_UBL_XML_H
#define BEURT_INVOICE_INTAKE_UBL_XML_H

#include "base/slice.h"
#include "invoice/domain/ubl_node.h"

MUST_CHECK int ubl_read(struct slice xml, struct ubl_tree **ret_tree, struct err *err);
/* The same document in UTF-8, for what ubl_read has read; NULL when there is none. Caller
 * frees with mem_free. */
char *ubl_as_utf8(struct slice xml);

#endif
