/* SPDX-License-Identifier: Apache-2.0 */
/* Codes an invoice may use, by list (EN 16931 and Peppol BIS 3). Thread: any. */
#ifndef BEURT_INVOICE_DOMAIN_CODE_LISTS_H
#define BEURT_INVOICE_DOMAIN_CODE_LISTS_H

#include <stdbool.h>

extern const char CODES_COUNTRY[];
extern const char CODES_CURRENCY[];
extern const char CODES_INVOICE_TYPE[];
extern const char CODES_CREDIT_TYPE[];
extern const char CODES_REFERENCE[];
extern const char CODES_PAYMENT[];
extern const char CODES_ALLOWANCE[];
extern const char CODES_CHARGE[];
extern const char CODES_VAT[];
extern const char CODES_ITEM[];
extern const char CODES_EXEMPTION[];
extern const char CODES_ENDPOINT[];
extern const char CODES_IDENTIFIER[];
extern const char CODES_MIME[];
extern const char CODES_UNIT[];

bool code_is_listed(const char *list, const char *code);

#endif
