/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: transfers that support asks for, who decided, and what became of them. Writing is
 * the projector's role; a manager reads those of the own fleet. See store.h. Thread: http
 * worker or loop, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_BREAK_GLASS_H
#define BEURT_GATEWAY_STORE_BREAK_GLASS_H

#include "gateway/store.h"

/* Texts are lent by the rows they came with, or by the request. */
struct break_glass {
	struct uuid id, passport, fleet;
	int64_t version;
	const char *status;
	const char *fleet_name, *plate, *plate_formatted, *make, *model;
	const char *kind, *recipient_email, *recipient_name, *reason;
	struct uuid asked_user, decided_user, party;
	const char *asked_by, *decided_login, *decided_by, *outcome;
	struct instant expires_at, decided_at;
};

/* The running passport of a fleet's car; `passport` not set: by plate, as plate_read()
 * has it. ERR_ABSENT NO_SUCH_PASSPORT; ERR_CONFLICT MORE_PASSPORTS, NOT_IN_FLEET,
 * TRANSFER_PENDING, PASSPORT_NOT_ACTIVE, ASKED_ALREADY. */
MUST_CHECK int store_break_glass_car(struct tx *tx, const struct uuid *passport,
				     const char *plate, struct break_glass *ret_request,
				     struct rows **ret_rows, struct err *err);
/* Whether it was asked before; ERR_CONFLICT KEY_USED when that was something else. */
MUST_CHECK int store_break_glass_known(struct tx *tx, const struct break_glass *request,
				       bool *ret_known, struct err *err);
MUST_CHECK int store_break_glass_add(struct tx *tx, const struct break_glass *request,
				     const char *login, struct err *err);
/* Locks it. ERR_ABSENT. */
MUST_CHECK int store_break_glass_open(struct tx *tx, const struct uuid *id,
				      struct break_glass *ret_request,
				      struct rows **ret_rows, struct err *err);
struct break_glass_step {
	const char *status; /* approved, refused, withdrawn */
	const struct subject *by;
	const char *note;
	struct uuid party; /* in whose place it begins; not set unless approved */
};
MUST_CHECK int store_break_glass_decide(struct tx *tx, const struct uuid *id,
					const struct break_glass_step *step,
					struct err *err);
/* Columns: party, address, name, language, garage: who runs the fleet, logged in once. */
MUST_CHECK int store_break_glass_managers(struct tx *tx, const struct uuid *fleet,
					  struct rows **ret_rows, struct err *err);

struct command_answered;
/* What the fleet service answered to those that were approved; others are let be. */
MUST_CHECK int store_break_glass_answered(struct tx *tx,
					  const struct command_answered *const *answers,
					  size_t count, struct err *err);

/* Rows of JSON text; `reader` is told which are its own. */
MUST_CHECK int store_break_glass_list(struct tx *tx, const struct uuid *reader,
				      struct strbuf *out, struct err *err);
/* ERR_ABSENT. */
MUST_CHECK int store_break_glass_write(struct tx *tx, const struct uuid *id,
				       const struct uuid *reader, struct strbuf *out,
				       struct err *err);

#endif
