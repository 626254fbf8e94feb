/* SPDX-License-Identifier: Apache-2.0 */
/* A visit was billed: its form is posted, or no longer. Thread: flow's. */
#ifndef BEURT_INSPECTION_FORM_BILL_H
#define BEURT_INSPECTION_FORM_BILL_H

#include "inspection/form/sheet.h"

struct bill {
	struct uuid visit;
	int64_t net_cents; /* customer pay, without VAT */
	bool voided;       /* credited: nothing of the visit is left */
};

/* Says the form again only when something changed. */
MUST_CHECK int bill_form(struct sheet *sheet, const struct bill *bill, struct err *err);

#endif
