/* SPDX-License-Identifier: Apache-2.0 */
/* The settings of the invoice service. */
#include "invoice/service.h"

const struct knob invoice_knobs_table[] = {
	APP_KNOBS,
	{ "RETRY_PAGE", KNOB_INT, offsetof(struct invoice_knobs, retry_page), "500",
	  "parked records tried again in one transaction when a dealer's settings change",
	  .min = 1, .max = 5000 },
	{ "KEEP_DOCUMENTS_DAYS", KNOB_INT,
	  offsetof(struct invoice_knobs, keep_documents_days), "90",
	  "days after which a settled document is no longer kept as it came", .min = 1,
	  .max = 3650 },
};
const size_t invoice_knobs_count = COUNT_OF(invoice_knobs_table);
