/* SPDX-License-Identifier: Apache-2.0 */
/* Taking a person out of forms, drafts, versions and answers. Thread: flow's. */
#ifndef BEURT_INSPECTION_FORM_ERASE_H
#define BEURT_INSPECTION_FORM_ERASE_H

#include "inspection/form/register.h"

/* Everything of this customer is emptied and said again with a higher version. */
MUST_CHECK int erase_customer(const struct register_request *request,
			      const struct uuid *customer, struct err *err);

#endif
