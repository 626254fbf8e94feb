/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Taking in records, many at a time.
 *
 * A batch loads in a few queries everything its records touch, decides one record after
 * the other on what is then in memory, and writes the result in a few statements. One
 * record is a batch of one: there is no second way in.
 *
 *	batch_begin → batch_add… (one per record) → batch_run → batch_end
 *
 * Thread: one at a time.
 */
#ifndef BEURT_INVOICE_BATCH_H
#define BEURT_INVOICE_BATCH_H

#include "flow/flow.h"
#include "gen/invoice_published.h"
#include "invoice/domain/admission.h"
#include "invoice/domain/classify.h"
#include "invoice/domain/customer.h"
#include "invoice/domain/text_index.h"
#include "invoice/domain/vehicle.h"
#include "invoice/domain/visit.h"
#include "invoice/service.h"

enum record_format {
	FORMAT_NONE,
	FORMAT_MESSAGE, /* invoice.published, from a topic or a JSON upload */
	FORMAT_UBL,
	FORMAT_CSV,        /* written as a message by the CSV reader */
	FORMAT_CSV_BROKEN, /* with fields that could not be read: a replay cannot cure it
			    */
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
	char *payload_text; /* owned: the payload when it is text, else NULL */
	const struct invoice_published *msg; /* NULL: could not be read */
	void *owned;                         /* the message, when the arrival frees it */
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
	bool dirty;
	bool loaded;
	struct table invoices; /* of struct known_invoice, by id */
	struct table visits;   /* of struct known_visit, by id */
};

struct known_customer {
	struct customer customer;
	bool stored;
	bool dirty;
};

struct batch {
	struct invoice_service *svc;
	struct tx *tx;
	struct outbox *say;
	struct arrival **arrivals;
	size_t count;
	size_t room;
	struct table dealers;
	struct table invoices; /* by id; owns */
	struct table numbers;  /* invoices of kind invoice, by "dealer/number" */
	struct table customers;
	struct table cars;   /* by id; owns */
	struct table vins;   /* cars, by dealer and VIN name */
	struct table plates; /* cars, by dealer and plate name */
	struct code_map codes;
	struct mapped_code *codes_owned;
	struct rows *code_rows;
};

void batch_begin(struct batch *batch, struct invoice_service *svc, struct tx *tx,
		 struct outbox *say);
void batch_end(struct batch *batch);
#define BATCH_AUTO __attribute__((cleanup(batch_end))) struct batch

/* A new arrival, all zero, owned by the batch. */
struct arrival *batch_add(struct batch *batch);
MUST_CHECK int batch_run(struct batch *batch, struct err *err);
/* Give up the batch's one record instead of running it. */
MUST_CHECK int batch_discard(struct batch *batch, struct arrival *arrival,
			     struct err *err);

/* Keep the payload as text where it is text. */
void arrival_keep(struct arrival *arrival, struct slice payload);
/* Read the payload: msg, or findings that say why not. For records that are tried again.
 */
void arrival_read(struct arrival *arrival);
/* Take a JSON text as the record's message. */
void arrival_read_json(struct arrival *arrival, struct slice json);

/* The steps of batch_run, each in its own file. */
MUST_CHECK int batch_load(struct batch *batch, struct err *err);
MUST_CHECK int batch_decide(struct batch *batch, struct arrival *arrival,
			    struct err *err);
MUST_CHECK int batch_save(struct batch *batch, struct err *err);

/* Shared by the steps. */
struct car *batch_car(const struct batch *batch, const struct uuid *vehicle_id);
struct car *batch_find_car(const struct batch *batch, const struct arrival *arrival);
struct car *batch_new_car(struct batch *batch, const char *dealer,
			  const struct uuid *vehicle_id);
void batch_index_car(struct batch *batch, struct car *car);
void batch_index_invoice(struct batch *batch, struct known_invoice *known);
struct known_invoice *batch_new_invoice(struct batch *batch,
					const struct uuid *invoice_id);

/* Build the visits of a car anew; what changed is dirty. Returns the visit of the given
 * invoice (NULL when it is in none), told which visits are gone because of it. */
struct known_visit *batch_visits(struct batch *batch, struct car *car,
				 const struct uuid *invoice_id);

/* Saying. */
MUST_CHECK int batch_say_recorded(struct batch *batch, const struct known_invoice *known,
				  const struct known_visit *visit, struct err *err);
MUST_CHECK int batch_say_customer(struct batch *batch, const struct customer *customer,
				  struct err *err);
MUST_CHECK int batch_say_vehicle(struct batch *batch, const struct vehicle *vehicle,
				 struct err *err);
MUST_CHECK int batch_say_intake(struct batch *batch, const struct arrival *arrival,
				struct err *err);

#endif
