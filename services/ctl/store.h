/* SPDX-License-Identifier: Apache-2.0 */
/* What the commands ask the services' schemas themselves. Thread: main. */
#ifndef BEURT_CTL_STORE_H
#define BEURT_CTL_STORE_H

#include "pg/pg.h"

/* --- seed: dealers and users of the gateway -------------------------------------------
 */
/* Columns: dealer.state with its next version, and whether nothing differs from what is
 * there. ERR_INVALID when the text is not JSON. */
MUST_CHECK int store_seed_dealers(struct tx *tx, const char *json, struct rows **ret_rows,
				  struct err *err);
struct seed_user {
	const char *login;
	const char *name;
	const char *role;
	const char *dealer; /* NULL for the helpdesk */
	const char *language;
	const char *password;
	const char *hash; /* of the account there is; NULL when there is none */
	bool same;        /* but perhaps for the password */
};
MUST_CHECK int store_seed_users(struct tx *tx, const char *json, struct rows **ret_rows,
				struct err *err);
struct seed_user store_seed_user(const struct rows *rows, size_t row);
/* Adds or replaces, and ends the user's sessions. */
MUST_CHECK int store_seed_save_user(struct tx *tx, const struct seed_user *user,
				    const char *hash, struct err *err);

/* --- rebuild: the gateway's read model -------------------------------------------------
 */
MUST_CHECK int store_rebuild_clear(struct tx *tx, struct err *err);

/* --- doctor ---------------------------------------------------------------------------
 */
struct store_health {
	int64_t outbox_rows;
	int64_t outbox_oldest_seconds;
	int64_t parked;
	int64_t parked_oldest_seconds;
	int64_t skew_micros; /* database's clock minus the wall's */
};
MUST_CHECK int store_health_read(struct tx *tx, struct instant wall,
				 struct store_health *ret, struct err *err);

#endif
