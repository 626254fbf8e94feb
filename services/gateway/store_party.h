/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Rows of parties, and of what they sign in with. Thread: http worker, one transaction at
 * a time.
 */
#ifndef BEURT_GATEWAY_STORE_PARTY_H
#define BEURT_GATEWAY_STORE_PARTY_H

#include "base/email.h"
#include "gateway/store.h"
#include "gen/wire_language.h"

struct party_row {
	bool known; /* false: there is none, or it is closed; the rest is empty */
	bool verified;
	bool is_manager;
	struct uuid id;
	struct uuid fleet; /* that a manager runs */
	char email[EMAIL_TEXT];
	char name[NAME_TEXT];
	char home_dealer[DEALER_TEXT];
	enum wire_language language;
};

/* `address` is folded (text/address.h). */
MUST_CHECK int store_party_by_address(struct tx *tx, const char *address,
				      struct party_row *ret_party, struct err *err);
MUST_CHECK int store_party_by_id(struct tx *tx, const struct uuid *id,
				 struct party_row *ret_party, struct err *err);
/* From here on the transaction sees the party's rows. */
MUST_CHECK int store_party_act_as(struct tx *tx, const struct uuid *id, struct err *err);
/* "" when it has none. */
MUST_CHECK int store_party_password(struct tx *tx, const struct uuid *id,
				    char ret_hash[PASSWORD_HASH_TEXT], struct err *err);
MUST_CHECK int store_party_set_password(struct tx *tx, const struct uuid *id,
					const char *hash, struct err *err);
/* All sessions of the party but that one. */
MUST_CHECK int store_party_end_sessions(struct tx *tx, const struct uuid *id,
					const char *token_hash, struct err *err);
/* {"party_id":…} as GET /v1/party answers; ERR_ABSENT. */
MUST_CHECK int store_party_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				 int64_t *ret_version, struct err *err);

struct login_link {
	const char *hash;
	const char *browser;
	struct uuid party; /* not set: the address is nobody's */
	struct instant created_at;
	struct instant expires_at;
};
/* Whether fewer than `most` links of the party hold now. */
MUST_CHECK int store_login_link_room(struct tx *tx, const struct uuid *party,
				     int64_t most, bool *ret_room, struct err *err);
MUST_CHECK int store_login_link_add(struct tx *tx, const struct login_link *link,
				    struct err *err);
MUST_CHECK int store_login_link_holds(struct tx *tx, const char *hash,
				      const char *browser, bool *ret_holds,
				      struct err *err);
/* Uses it up; *ret_used is false when it does not hold. */
MUST_CHECK int store_login_link_use(struct tx *tx, const char *hash, const char *browser,
				    struct uuid *ret_party, bool *ret_used,
				    struct err *err);
/* Those that ended before (the projector's role). */
MUST_CHECK int store_forget_login_links(struct tx *tx, struct instant before,
					struct err *err);

/* The garage that made the party; `ret_garage` has room for a code. ERR_ABSENT. */
MUST_CHECK int store_party_garage(struct tx *tx, const struct uuid *party,
				  char ret_garage[DEALER_TEXT], struct err *err);

#endif
