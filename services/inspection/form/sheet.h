/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A form on the table for the length of a transaction: its row, its draft, its checklist,
 * what was saved last and what the customer said.
 *
 * Opened under the row's lock, changed by form/, closed once: closing gives it its next
 * version, writes the rows that changed and says inspection.state. Thread: flow's.
 */
#ifndef BEURT_INSPECTION_FORM_SHEET_H
#define BEURT_INSPECTION_FORM_SHEET_H

#include "gen/inspection_version_state.h"
#include "inspection/form/paper.h"
#include "inspection/inspection.h"
#include "inspection/store_facts.h"
#include "inspection/store_form.h"
#include "inspection/store_saved.h"

struct sheet_request {
	const struct inspection *svc;
	struct tx *tx;
	struct outbox *say;
	const char *dealer;
	const char *inspection_id;
	const char *actor; /* who changes it; keeps until the sheet is closed */
};

struct sheet {
	const struct inspection *svc;
	struct tx *tx;
	struct outbox *say;
	const char *dealer;
	struct form_row row;
	struct rows *row_rows;
	struct field_set fields;
	struct checklist_state *checklist;
	struct inspection_version_state *saved;  /* newest version, or NULL */
	struct inspection_version_state *before; /* of the car's last form, or NULL */
	/* What the row's texts point to when they were changed here. */
	char link_hash[65];
};

/* ERR_ABSENT, code NO_SUCH_INSPECTION. */
MUST_CHECK int sheet_open(const struct sheet_request *request, struct sheet *ret_sheet,
			  struct err *err);
/* The same for a row that was just added: nothing is saved or written yet. */
MUST_CHECK int sheet_start(const struct sheet_request *request,
			   const struct form_row *row, struct sheet *ret_sheet,
			   struct err *err);
void sheet_done(struct sheet *sheet);
#define SHEET_AUTO __attribute__((cleanup(sheet_done))) struct sheet

/* Version, rows and message. */
MUST_CHECK int sheet_close(struct sheet *sheet, struct err *err);

/* Take a step of progress.h. */
MUST_CHECK int sheet_step(struct sheet *sheet, enum step step, struct err *err);
const char *sheet_value(const struct sheet *sheet, const char *path);

/* Day on the garage's clock. */
MUST_CHECK int sheet_today(const struct sheet *sheet, struct civil_date *ret_today,
			   struct err *err);

/* The dates and recalls that stand on the form now; texts lend from the facts. */
struct sheet_facts {
	struct shown_list shown;
	struct rows *rows;
	void *registered; /* struct register_state, decoded, or NULL */
};
MUST_CHECK int sheet_facts_find(const struct sheet *sheet, struct sheet_facts *ret_facts,
				struct err *err);
void sheet_facts_done(struct sheet_facts *facts);
#define SHEET_FACTS_AUTO __attribute__((cleanup(sheet_facts_done))) struct sheet_facts

/* Decode a stored version; the caller frees it with msg_free. */
MUST_CHECK int sheet_version(struct tx *tx, const char *dealer, const struct uuid *form,
			     int64_t number,
			     struct inspection_version_state **ret_version,
			     struct err *err);

/* inspection.state as it stands; sheet_close() calls it. */
MUST_CHECK int sheet_say(struct sheet *sheet, struct err *err);

#endif
