/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The projector's SQL: messages as they were heard become rows of the read model, a batch
 * in one statement. The newest version wins, so hearing anything again changes nothing.
 * Thread: loop.
 */
#ifndef BEURT_GATEWAY_PROJECT_H
#define BEURT_GATEWAY_PROJECT_H

#include "flow/flow.h"

enum projection {
	PROJECT_CUSTOMER,
	PROJECT_VEHICLE,
	PROJECT_PROPOSAL,
	PROJECT_WEEK,
	PROJECT_WEEK_CLOSED,
	PROJECT_INTAKE,
	PROJECT_CONVERSION,
	PROJECT_CONTACT,
	PROJECT_CONSENT,
	PROJECT_VISIT,
	PROJECT_INSPECTION,
	PROJECT_INSPECTION_VERSION,
	PROJECT_CHECKLIST,
	PROJECT_REGISTRATION,
	PROJECT_REGISTER,
	PROJECT_PASSPORT,
	PROJECT_PARTY,
	PROJECT_FLEET,
	PROJECT_TRANSFER,
	PROJECT_APPOINTMENT,
	PROJECT_CALENDAR,
	PROJECT_CAMPAIGN,
	PROJECT_PRINT_BATCH,
	PROJECT_CALL_TASK,
	PROJECT_LEAD,
};

/* `extra` is one text a message the database cannot make itself, or NULL. */
MUST_CHECK int project_messages(struct tx *tx, enum projection what,
				const struct heard *const *in, size_t count,
				const char *const *extra, struct err *err);
/* A tombstone's key is dealer/id; of a garage's day, dealer/date. */
MUST_CHECK int project_gone(struct tx *tx, enum projection what, const char *key,
			    struct err *err);
/* The tombstone of a passport, party, fleet or transfer: its key is the id. */
MUST_CHECK int project_id_gone(struct tx *tx, enum projection what, const char *key,
			       struct err *err);
/* The register's tombstone: its key is a plate. */
MUST_CHECK int project_plate_gone(struct tx *tx, const char *plate, struct err *err);

#endif
