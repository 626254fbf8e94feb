/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Who is asking, and what they may do. The guard runs before every handler: it refuses
 * what came from another site, finds the session, and checks the route's access.
 * Thread: any.
 */
#ifndef BEURT_GATEWAY_ACCESS_H
#define BEURT_GATEWAY_ACCESS_H

#include "gateway/gateway.h"

enum access {
	ACCESS_ANYBODY,  /* no session; unsafe methods still only from our own pages */
	ACCESS_CUSTOMER, /* a link in a message: no session, no header, from anywhere */
	ACCESS_FORM,     /* an HTML page for anybody: no header, but from our own pages */
	ACCESS_SIGNED_IN,
	ACCESS_STAFF,      /* acts for a dealer: its own, or the one the helpdesk chose */
	ACCESS_DEALER,     /* the same, but inspectors */
	ACCESS_INSPECTOR,  /* staff of a dealer that uses inspections */
	ACCESS_CHECKLISTS, /* manager or helpdesk, for a dealer that uses inspections */
	ACCESS_MANAGER,    /* manager or helpdesk, for a dealer */
	ACCESS_HELPDESK,
	ACCESS_SUPPORT,    /* support, and nobody else */
	ACCESS_TENANT,     /* staff for a dealer, or a party: who has rows of their own */
	ACCESS_FLEET_DESK, /* staff but inspectors, of a dealer that uses fleets */
	ACCESS_DESK_PAGE,  /* its HTML page: no header, but from our own pages */
	ACCESS_PASSPORT,   /* ACCESS_FLEET_DESK, or a party */
	ACCESS_HOLDER,     /* a party: holder of a passport or manager of a fleet */
	ACCESS_FLEET_MANAGER, /* manager of a fleet */
	ACCESS_PARTY_PAGE, /* a party's HTML page: no header, but from our own pages; who
			      is not signed in is sent to the log-in page */
};

/* Parties come before staff: each may do what the one before may, but nobody of staff
 * acts as a party, and support acts for no garage. */
enum role {
	ROLE_NONE,
	ROLE_HOLDER,
	ROLE_FLEET_MANAGER,
	ROLE_SUPPORT,
	ROLE_INSPECTOR,
	ROLE_ADVISER,
	ROLE_MANAGER,
	ROLE_HELPDESK
};

#define DEALER_TEXT    41
#define LOGIN_TEXT     81
#define HASH_TEXT      65
#define NAME_TEXT      (160 * 4 + 1) /* 160 characters in UTF-8 */
#define UNKNOWN_DEALER "unknown"     /* bucket of records whose dealer nobody knows */

struct subject {
	struct uuid user; /* a party's party_id */
	char login[LOGIN_TEXT];
	char name[NAME_TEXT];
	enum role role;
	char dealer[DEALER_TEXT]; /* the tenant: a garage, or "@" and the party's id;
				     "" when the helpdesk has chosen none, and for
				     support */
	char language[3];
	char token_hash[HASH_TEXT];
	struct instant expires_at;
	int64_t revision; /* of the dealer's rows, when the request came */
};

int access_guard(void *service, struct request *req, struct reply *reply,
		 struct err *err);
const struct subject *access_subject(const struct request *req);
const char *role_word(enum role role);
enum role role_of(const char *word);
/* Holder or fleet manager. */
bool role_is_party(enum role role);

/* ERR_DENIED ENTITLEMENT_MISSING when the dealer does not use that part: "inspection",
 * "itk", "fleet". */
MUST_CHECK int access_check_part(struct gateway *gateway, const struct request *req,
				 const char *part, struct err *err);
/* A transaction that sees the rows of the subject's dealer. Caller ends it. */
MUST_CHECK int portal_begin(struct gateway *gateway, const struct request *req,
			    struct tx **ret_tx, struct err *err);

#endif
