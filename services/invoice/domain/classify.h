/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a line of an invoice is (domain.md 3d-1.6): by the dealer's map of codes, else
 * the network's, else by the words on it. What no rule knows stays unknown and is
 * counted. Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_CLASSIFY_H
#define BEURT_INVOICE_DOMAIN_CLASSIFY_H

#include "invoice/domain/invoice.h"

/* One code of a dealer (or of the network: dealer ""). Sorted by dealer, then code. */
struct mapped_code {
	const char *dealer;
	const char *code;
	enum visit_class class;
};

struct code_map {
	const struct mapped_code *at;
	size_t count;
};

/* Fills in the class of every line, and what the invoice as a whole is and is worth. */
void invoice_judge(struct invoice *invoice, const struct code_map *codes);

/* By the words alone; CLASS_NONE when no word is known. */
enum visit_class classify_words(const char *description);
/* Beside the parts in their set: the mobility service was given or extended. */
#define MOBILITY_GIVEN (UINT32_C(1) << 30)

/* What was renewed that ages by time; a set of enum time_part, and MOBILITY_GIVEN. */
uint32_t classify_time_parts(const char *description);

#endif
