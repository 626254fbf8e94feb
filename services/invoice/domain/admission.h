/* SPDX-License-Identifier: Apache-2.0 */
/*
 * May this document come in? (domain.md 3d-1.5, -7). Bad input is never refused: what
 * cannot be used is parked with its reasons, and the rest comes in with its doubts noted.
 * Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_ADMISSION_H
#define BEURT_INVOICE_DOMAIN_ADMISSION_H

#include "invoice/domain/findings.h"
#include "invoice/domain/identity.h"
#include "invoice/domain/invoice.h"

#define ADMISSION_OLD_YEARS 10
#define ADMISSION_MAX_CENTS INT64_C(10000000000)

/* What is known about who sends it. */
struct admission_sender {
	const char *vendor;        /* of the topic, or "upload" */
	const char *key;           /* the record's; "" = none */
	const char *upload_dealer; /* whose user uploaded it; NULL = no upload */
	bool dealer_known;         /* and active */
	bool vendor_allowed;
	struct civil_date today; /* at the dealer */
};

/* Adds findings; an error among them means: park. */
void admission_check(const struct invoice *invoice, const struct admission_sender *sender,
		     const struct vehicle_names *vehicle, const struct uuid *customer,
		     struct findings *findings);

#endif
