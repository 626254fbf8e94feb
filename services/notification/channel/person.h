/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Somebody whose consent it is, as the gate would judge them now: by a link, at the desk,
 * or logged in. Thread: that of the transaction.
 */
#ifndef BEURT_NOTIFICATION_PERSON_H
#define BEURT_NOTIFICATION_PERSON_H

#include "notification/channel/contact.h"
#include "notification/notification.h"
#include "notification/store.h"

struct person_asked {
	const char *dealer;
	const char *token; /* NULL: an adviser or who is logged in asks */
	const char *customer_id;
	const char *party_id;
	bool alone; /* nobody may write to them before the transaction ends */
};

struct person {
	struct link_token link;    /* dealer and person; the rest of a link alone */
	bool by_link;
	struct rows *rows;         /* contact lends from them */
	struct contact contact;    /* supposed: a reminder of today */
	struct consent_event *ledger;
	size_t ledger_count;
};

/* ERR_INVALID TOKEN_INVALID, CONSENT_WHOSE. person_done() frees what it holds. */
MUST_CHECK int person_open(const struct notification *svc, struct tx *tx,
			   const struct person_asked *asked, struct person *ret_person,
			   struct err *err);
void person_done(struct person *person);
#define PERSON_AUTO __attribute__((cleanup(person_done))) struct person

/* On what ground they may be contacted so; BASIS_NONE: they may not. */
enum consent_basis person_basis(const struct person *person, enum purpose purpose,
				enum channel channel);

#endif
