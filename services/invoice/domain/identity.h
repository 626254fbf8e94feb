/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is who (domain.md 3d-1.1, -2 and -8): the names that documents, customers and
 * vehicles go by, and the ids made of them. Equal names give equal ids, for ever.
 * Thread: any.
 */
#ifndef BEURT_INVOICE_DOMAIN_IDENTITY_H
#define BEURT_INVOICE_DOMAIN_IDENTITY_H

#include "base/plate.h"
#include "invoice/domain/invoice.h"

#define VENDOR_TEXT 61
#define NAME_TEXT   200

/* "ingress.invoice.<vendor>.v1" → "<vendor>"; false when the topic is another one. */
bool identity_vendor(const char *topic, char ret_vendor[VENDOR_TEXT]);

/* (dealer, source, kind, number). */
struct uuid identity_invoice(const struct invoice *invoice);
/* The invoice of that number from the same source: what a credit note may point at. */
struct uuid identity_invoice_numbered(const struct invoice *invoice, const char *number);

/* Customer number without outer space and leading zeros; else name, postcode and house
 * number together; no id when neither is there. */
struct uuid identity_customer(const struct invoice *invoice);

/* What a vehicle may be found by. "" when it cannot. */
struct vehicle_names {
	char vin[NAME_TEXT];          /* "vin/…" */
	char plate[NAME_TEXT];        /* "plate/NL/…", or for a foreign plate
					 "owner/BE/…/customer" */
	char plain_plate[PLATE_TEXT]; /* normalised, for people and search */
	char country[3];
	bool plate_valid;
	bool plate_given;
};

/* customer may be none. */
struct vehicle_names identity_vehicle_names(const struct invoice *invoice,
					    const struct uuid *customer);
struct uuid identity_vehicle(const char *dealer, const struct vehicle_names *names);
bool identity_is_vin(const char *vin);

#endif
