/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL of connectors: what they are, what they are to be told, what they told. Functions
 * that take a dealer's rows by an id alone are for the projector's role.
 * Thread: that of the transaction.
 */
#ifndef BEURT_GATEWAY_STORE_CONNECTOR_H
#define BEURT_GATEWAY_STORE_CONNECTOR_H

#include "base/strbuf.h"
#include "gateway/store.h"
#include "pg/pg.h"

#define CONNECTORS_MOST 20 /* of one garage */

struct connector_row {
	struct uuid id;
	const char *name;
	const char *url; /* NULL: it only tells us */
	const char *const *facts;
	size_t facts_count;
	bool personal;
	bool agreed;
	bool active;
	const char *body; /* JSON of body.connector: its mapping is read from it */
	const char *by;
};
/* As the portal's role. ERR_INVALID TOO_MANY. */
MUST_CHECK int store_connector_add(struct tx *tx, const char *dealer,
				   const struct connector_row *row, struct err *err);
/* ERR_ABSENT. */
MUST_CHECK int store_connector_change(struct tx *tx, const struct connector_row *row,
				      struct err *err);
/* Whether the garage chose it to deliver a channel's invitations. */
MUST_CHECK int store_connector_carries(struct tx *tx, const struct uuid *id,
				       bool *ret_carries, struct err *err);
MUST_CHECK int store_connector_remove(struct tx *tx, const struct uuid *id,
				      struct err *err);
/* The next secret holds from now on. ERR_ABSENT. */
MUST_CHECK int store_connector_renew(struct tx *tx, const struct uuid *id,
				     int64_t *ret_generation, struct err *err);
/* Objects with commas between them. */
MUST_CHECK int store_connectors_write(struct tx *tx, struct strbuf *out, struct err *err);
MUST_CHECK int store_connector_write(struct tx *tx, const struct uuid *id,
				     struct strbuf *out, struct err *err);
/* {"deliveries":[…],"posts":[…]}: the newest of both. ERR_ABSENT. */
MUST_CHECK int store_connector_log(struct tx *tx, const struct uuid *id,
				   struct strbuf *out, struct err *err);
/* A delivery that tells nothing, to try the line. ERR_ABSENT; ERR_INVALID NO_URL. */
MUST_CHECK int store_connector_try(struct tx *tx, const struct uuid *id,
				   struct uuid *ret_delivery, struct err *err);
/* What is dead goes again. */
MUST_CHECK int store_connector_replay(struct tx *tx, const struct uuid *id,
				      int64_t *ret_count, struct err *err);

/* --- for the projector's role ------------------------------------------------------- */
/* Columns: dealer, name, active, body, generation. ERR_ABSENT. */
MUST_CHECK int store_connector_load(struct tx *tx, const struct uuid *id,
				    struct rows **ret_rows, struct err *err);
/* Whether it may be chosen for that: the garage's, in use, with an address, and agreed on
 * personal data. */
MUST_CHECK int store_connector_may_carry(struct tx *tx, const char *dealer,
					 const struct uuid *id, bool *ret_may,
					 struct err *err);
struct hook_post {
	const char *id;
	const char *kind;
	const char *code; /* "": taken in */
	const char *detail;
};
/* *ret_code is NULL when the post is new, else what was answered; caller frees. */
MUST_CHECK int store_hook_post_find(struct tx *tx, const struct uuid *connector,
				    const char *post, char **ret_code, char **ret_detail,
				    struct err *err);
MUST_CHECK int store_hook_post_add(struct tx *tx, const struct uuid *connector,
				   const struct hook_post *post, struct err *err);
/* Posts and settled deliveries of before then are forgotten. */
MUST_CHECK int store_connect_forget(struct tx *tx, struct instant before,
				    struct err *err);
/* The one customer whom these name; not set when there is none or several. Texts may be
 * NULL. */
struct customer_hint {
	const char *dealer;
	const char *id;
	const char *number;
	const char *email;
};
MUST_CHECK int store_connect_customer(struct tx *tx, const struct customer_hint *hint,
				      struct uuid *ret_customer, struct err *err);
MUST_CHECK int store_connect_vehicle(struct tx *tx, const char *dealer, const char *plate,
				     struct uuid *ret_vehicle, struct err *err);

/* The next delivery that is due, claimed: columns delivery, url, body, generation, what
 * it says as JSON, fact, attempts, connector, channel. No row: nothing is due. */
MUST_CHECK int store_delivery_claim(struct tx *tx, struct rows **ret_rows,
				    struct err *err);
struct delivery_end {
	struct uuid id;
	struct uuid connector;
	int64_t attempt;
	const char *state; /* "delivered", "waiting", "dead" */
	struct instant due;
	struct instant pause; /* of the whole connector; NO_INSTANT: none */
	int status;           /* 0: no answer */
	const char *error;
};
/* *ret_own: it was still that attempt's to end; else nothing changed. */
MUST_CHECK int store_delivery_end(struct tx *tx, const struct delivery_end *end,
				  bool *ret_own, struct err *err);

#endif
