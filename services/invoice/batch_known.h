/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a batch holds in memory: the records on their way in, and the documents, people
 * and cars they touch, as stored and as they will be. Thread: one at a time.
 */
#ifndef BEURT_INVOICE_BATCH_KNOWN_H
#define BEURT_INVOICE_BATCH_KNOWN_H

#include "flow/flow.h"
#include "gen/invoice_published.h"
#include "invoice/domain/admission.h"
#include "invoice/domain/classify.h"
#include "invoice/domain/customer.h"
#include "invoice/domain/text_index.h"
#include "invoice/domain/vehicle.h"
#include "invoice/domain/visit.h"
#include "invoice/intake/reading.h"
#include "invoice/service.h"

enum record_format {
	FORMAT_NONE,
	FORMAT_MESSAGE, /* invoice.published, from a topic or a JSON upload */
	FORMAT_UBL,
	FORMAT_CSV,        /* written as a message by the CSV reader */
	FORMAT_CSV_BROKEN, /* with fields that no replay can read either */
};

enum record_status {
	STATUS_NONE,
	STATUS_ACCEPTED,
	STATUS_DUPLICATE,
	STATUS_PARKED,
	STATUS_DISCARDED,
};

#define DEALER_TEXT 81
#define WAITS_TEXT  140

/* One record on its way in. Pointers are lent unless said otherwise. */
struct arrival {
	const struct heard *cause; /* NULL when a timer brings it */
	struct uuid record_id;
	int64_t version; /* of the record as stored; 0 = new */
	struct uuid receipt_id;
	struct instant received_at;
	const char *vendor;
	char vendor_text[VENDOR_TEXT];
	const char *key;
	const char *upload_dealer;  /* NULL = no upload */
	const char *claimed_dealer; /* of a record that could not be read */
	const char *decided_by;     /* of a replay or discard */
	const char *note;           /* of a discard */
	const char *stored_dealer;  /* where its state was told before; NULL = nowhere */
	enum record_format format;
	struct slice payload;
	const char *payload_text; /* the payload when it is text, else NULL … */
	char *own_text;           /* … and the arrival frees it */
	const struct invoice_published *msg; /* NULL: could not be read */
	void *owned;                         /* the message, when the arrival frees it */
	const struct reading *reading; /* of msg; NULL: the batch makes own_reading */
	struct reading *own_reading;
	struct findings findings;

	/* Found by the batch. */
	struct invoice invoice;
	struct vehicle_names names;
	struct uuid customer_id;
	struct uuid invoice_id;
	struct uuid content_hash;
	char dealer[DEALER_TEXT];
	char claimed[DEALER_TEXT];

	/* What became of it. */
	enum record_status status;
	struct known_invoice *known; /* the invoice it became or repeats */
	int64_t invoice_version;     /* 0 = none */
	struct uuid duplicate_of;
	char waits_for[WAITS_TEXT];
};

/* Pointers by a text; the items belong to the table's owner. */
struct table {
	void **at;
	size_t count;
	size_t room;
	struct text_index index;
};

void table_add(struct table *table, const char *key, void *item);
void *table_find(const struct table *table, const char *key);
void table_done(struct table *table);

struct known_dealer {
	char *dealer;
	char *vendors; /* " pilot upload " */
	bool active;
	struct civil_date today;
};

/* An invoice as stored, or as it will be. */
struct known_invoice {
	struct uuid vehicle_id;
	struct uuid content_hash;
	struct uuid record_id;
	char *dealer, *source, *number, *workorder, *modified_at; /* owned */
	char number_key[WAITS_TEXT];                              /* "dealer/number" */
	char vehicle_key[48];                                     /* "vehicle/id" */
	int64_t version;
	enum document_kind kind;
	enum order_type order;
	struct visit_fact fact;
	int64_t net_cents;
	int64_t unknown_lines;
	bool stored;
	bool dirty;                    /* the row is to be written */
	const struct invoice *content; /* with its lines, when they are new */
};

struct known_visit {
	struct uuid vehicle_id;
	struct visit visit;
	int64_t version;
	bool stored;
	bool dirty;
	bool gone;
	bool told; /* a message about its change is under way */
};

#define CAR_KEY_TEXT 300 /* dealer and name */

/* One vehicle with all its documents and visits. */
struct car {
	char *dealer; /* owned; the vehicle lends it */
	char vin_key[CAR_KEY_TEXT];
	char plate_key[CAR_KEY_TEXT];
	struct vehicle vehicle;
	bool stored;
	bool dirty;            /* the row is to be written */
	bool changed;          /* others have to hear of it */
	struct table invoices; /* of struct known_invoice, by id */
	struct table visits;   /* of struct known_visit, by id */
};

struct known_customer {
	struct customer customer;
	bool stored;
	bool dirty;
};

#endif
