/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What follows from a document alone: its facts, who and what it is about, and the name
 * of its content.
 *
 * Needs nothing that is stored, so it is made beside the handling of earlier records.
 * Thread: any.
 */
#ifndef BEURT_INVOICE_INTAKE_READING_H
#define BEURT_INVOICE_INTAKE_READING_H

#include "gen/invoice_published.h"
#include "invoice/domain/identity.h"

struct reading {
	struct invoice invoice; /* texts lent by the message; lines owned, not judged */
	struct uuid invoice_id;
	struct uuid customer_id;
	struct vehicle_names names;
	struct uuid content_hash;
	char *text; /* the payload when it is text; NULL = it is none, or was not given */
};

/* The payload as Postgres can hold it; NULL when it is empty or no text. Caller frees. */
char *reading_keep(struct slice payload);

/* Takes text, the payload as reading_keep gave it or NULL; msg must outlive it. */
struct reading *reading_new(const struct invoice_published *msg, char *text);
void reading_free(struct reading *reading);

#endif
