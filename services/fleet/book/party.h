/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A party on the table for the length of a transaction: opened under its row's lock,
 * changed, put back once: then it has its next version and is said. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_PARTY_H
#define BEURT_FLEET_BOOK_PARTY_H

#include "fleet/book/book.h"
#include "fleet/store_party.h"
#include "gen/wire_contact.h"
#include "text/address.h"

#define TIMER_PARTY_LINK   "party_link"   /* key: the party's id */
#define TIMER_PARTY_FORGET "party_forget" /* likewise */

struct party {
	struct party_row row;
	struct rows *rows;
	/* What the row's texts point to when they were changed here. */
	char hash[LINK_HASH_TEXT];
	struct address address;
};

/* ERR_ABSENT NO_SUCH_PARTY. */
MUST_CHECK int party_open(const struct book *book, const struct uuid *id,
			  struct party *ret_party, struct err *err);
void party_release(struct party *party);
#define PARTY_AUTO __attribute__((cleanup(party_release))) struct party

/* Version, row and message. */
MUST_CHECK int party_put(const struct book *book, struct party *party, struct err *err);

/* Whom a form names. */
struct party_wish {
	struct uuid id; /* new, if the address is nobody's yet */
	enum wire_party_kind kind;
	const struct wire_contact *contact;
	struct uuid fleet; /* that a manager runs */
	const char *home_dealer;
};
/* The holder with this address, or a new party; a manager is always new. Not put yet.
 * ERR_INVALID ADDRESS_INVALID; ERR_CONFLICT EMAIL_IN_USE. *ret_made: it is new. */
MUST_CHECK int party_find_or_make(const struct book *book, const struct party_wish *wish,
				  struct party *ret_party, bool *ret_made,
				  struct err *err);

/* The address is shown to be theirs; terms may be NULL. */
void party_show(const struct book *book, struct party *party, const char *terms);
/* A link that lives so long, its next one; the one before is dead. */
MUST_CHECK int party_link(const struct book *book, struct party *party,
			  const char *folder, int64_t seconds, struct link *ret_link,
			  struct err *err);
void party_unlink(struct party *party);
/* The address that was asked for is theirs from now on, when one was; sessions begun
 * with the old one are over. ERR_CONFLICT EMAIL_IN_USE. */
MUST_CHECK int party_take_address(const struct book *book, struct party *party,
				  struct err *err);
/* ERR_CONFLICT EMAIL_IN_USE when another party has it. */
MUST_CHECK int party_check_free(const struct book *book, const struct party *party,
				const char *email_key, struct err *err);
/* Nobody any more: closed, and its sessions are over. */
void party_close(const struct book *book, struct party *party);
/* Nothing of a person is left in it. */
void party_blank(struct party *party);
/* The link's time is over. */
MUST_CHECK int party_link_expires(const struct book *book, const struct uuid *id,
				  struct err *err);

/* Whether it was ever more than asked is looked at after BEURT_INVITED_DAYS, see
 * erase_invited_party(). */
MUST_CHECK int party_ask_later(const struct book *book, const struct uuid *id,
			       struct err *err);

#endif
