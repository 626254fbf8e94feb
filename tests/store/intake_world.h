/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The invoice service without a broker: records go into the handlers as flow hands them
 * over, what is said is read from the outbox. One garage, "NL-1", whose DMS is "pilot".
 */
#ifndef BEURT_TESTS_INTAKE_WORLD_H
#define BEURT_TESTS_INTAKE_WORLD_H

#include "../store/scratch.h"
#include "flow/outbox.h"
#include "invoice/events.h"
#include "invoice/service.h"

extern struct invoice_service intake_service;

/* For cmocka: of the group, and before every test. */
int intake_world_open(void **state);
int intake_world_close(void **state);
int intake_world_clean(void **state);

/* Invoices as they came, all in one batch; or one. */
void intake_world_hear(const char *const *jsons, size_t count);
void intake_world_hear_one(const char *json);
/* A record that flow could not read. */
void intake_world_hear_bytes(const char *bytes);
/* A file as the gateway hands it over, under a receipt. */
void intake_world_upload(const char *receipt, const char *format, const char *document);
/* The first column of the first row. */
void intake_world_expect(const char *sentence, const char *sql, const char *wanted);
struct scratch *intake_world_scratch(void);

/* clang-format off */
#define CAR      "\"vehicle\":{\"plate\":\"H-000-BB\",\"odometer\":1000}"
#define CUSTOMER "\"customer\":{\"number\":\"42\",\"last_name\":\"Vries\"}"
#define DOCUMENT(number, kind, date, cents, more)                                         \
	"{\"dealer\":\"NL-1\",\"document_number\":\"" number                              \
	"\",\"document_kind\":\"" kind "\",\"issue_date\":\"" date "\"," CUSTOMER         \
	"," CAR                                                                           \
	",\"lines\":[{\"kind\":\"labour\",\"description\":\"Grote beurt\",\"net_cents\":" \
	"" cents "}]" more "}"
#define INVOICE(number, date, cents) DOCUMENT(number, "invoice", date, cents, "")
#define CREDIT(number, date, cents, parent)                                              \
	DOCUMENT(number, "credit_note", date, cents,                                     \
		 ",\"parent_document_number\":\"" parent "\"")

#define STATUSES                                                                         \
	"SELECT string_agg(document_number || ':' || status, ' ' ORDER BY "              \
	"document_number,"                                                               \
	" status) FROM record"
#define VISITS                                                                           \
	"SELECT string_agg(visit_date || ':' || customer_cents || ':' || voided, ' '"    \
	" ORDER BY visit_date) FROM visit"
/* clang-format on */

#endif
