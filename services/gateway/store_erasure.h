/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Erasures as they are asked for and proved. See store.h for the conventions.
 * Thread: that of the tx.
 */
#ifndef BEURT_GATEWAY_STORE_ERASURE_H
#define BEURT_GATEWAY_STORE_ERASURE_H

#include "flow/forget.h"
#include "gateway/store.h"

/* What the gateway keeps of people (store_forget.c). */
extern const struct forget_service gateway_forgets;

struct person_erased;
struct person_forgotten;
struct person_trimmed;

MUST_CHECK int store_erasure_asked(struct tx *tx, const struct person_erased *msg,
				   struct err *err);
MUST_CHECK int store_erasure_answered(struct tx *tx, const struct person_forgotten *msg,
				      struct err *err);
/* Done when all services have. */
MUST_CHECK int store_erasure_trimmed(struct tx *tx, const struct person_trimmed *msg,
				     struct err *err);
/* The newest 100, as rows of JSON. */
MUST_CHECK int store_erasures_write(struct tx *tx, struct strbuf *out, struct err *err);

/* Everything the read model has of a customer, as JSON without the last brace: more may
 * follow. ERR_ABSENT. */
MUST_CHECK int store_customer_file(struct tx *tx, const struct uuid *id,
				   struct strbuf *out, struct err *err);

#endif
