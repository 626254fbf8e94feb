/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A fleet account on the table for the length of a transaction: opened under its row's
 * lock, changed, put back once. Thread: flow's.
 */
#ifndef BEURT_FLEET_BOOK_ACCOUNT_H
#define BEURT_FLEET_BOOK_ACCOUNT_H

#include "fleet/book/book.h"
#include "fleet/store_account.h"

#define FLEET_MANAGERS 10

struct account {
	struct account_row row;
	struct rows *rows;
};

/* ERR_ABSENT NO_SUCH_FLEET, also when it is closed. */
MUST_CHECK int account_open(const struct book *book, const struct uuid *id,
			    struct account *ret_account, struct err *err);
void account_done(struct account *account);
#define ACCOUNT_AUTO __attribute__((cleanup(account_done))) struct account

/* Opened, and one of its managers asks; else ERR_ABSENT NO_SUCH_FLEET. */
MUST_CHECK int account_open_managed(const struct book *book, const char *id,
				    struct account *ret_account, struct err *err);
/* The same for the garage that made it and still arranges it. ERR_CONFLICT
 * FLEET_ACTIVE_ALREADY. */
MUST_CHECK int account_open_arranged(const struct book *book, const char *id,
				     struct account *ret_account, struct err *err);

/* Version, row and message. */
MUST_CHECK int account_put(const struct book *book, struct account *account,
			   struct err *err);
/* The car it began with is gone: another is to be chosen (domain.md 3d-9.1). */
MUST_CHECK int account_anchor_left(const struct book *book, const struct uuid *id,
				   struct err *err);
/* A manager used the account's link. */
MUST_CHECK int account_activate(const struct book *book, struct account *account,
				struct err *err);

#endif
