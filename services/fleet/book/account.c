/* SPDX-License-Identifier: Apache-2.0 */
/* Opening, changing and putting back fleet accounts. */
#include "fleet/book/account.h"

#include <string.h>

#include "fleet/book/digest.h"
#include "fleet/store_party.h"
#include "gen/say_fleet_state.h"

static int absent(struct err *err)
{
	return err_set_code(err, ERR_ABSENT, "NO_SUCH_FLEET", "there is no such fleet");
}

int account_open(const struct book *book, const struct uuid *id,
		 struct account *ret_account, struct err *err)
{
	*ret_account = (struct account){ .rows = NULL };
	if (store_account_open(book->tx, id, &ret_account->row, &ret_account->rows, err) <
	    0)
		return -1;
	return ret_account->row.status == FLEET_STATE_STATUS_CLOSED ? absent(err) : 0;
}

void account_done(struct account *account)
{
	rows_free(account->rows);
	account->rows = NULL;
}

int account_open_managed(const struct book *book, const char *id,
			 struct account *ret_account, struct err *err)
{
	struct uuid fleet = uuid_from(id), party = book_party(book);
	bool manages = false;

	if (account_open(book, &fleet, ret_account, err) < 0 ||
	    store_party_manages(book->tx, &party, &fleet, &manages, err) < 0)
		return -1;
	return manages ? 0 : absent(err);
}

int account_open_arranged(const struct book *book, const char *id,
			  struct account *ret_account, struct err *err)
{
	struct uuid fleet = uuid_from(id);
	const char *garage = book_garage(book);

	if (account_open(book, &fleet, ret_account, err) < 0)
		return -1;
	if (!garage || strcmp(ret_account->row.dealer, garage) != 0)
		return absent(err);
	if (ret_account->row.status == FLEET_STATE_STATUS_ACTIVE)
		return err_set_code(err, ERR_CONFLICT, "FLEET_ACTIVE_ALREADY",
				    "the manager runs the account: ask there");
	return 0;
}

static int say_it(const struct book *book, const struct account_row *row,
		  const struct rows *managers, struct err *err)
{
	const char *ids[FLEET_MANAGERS];
	char created[INSTANT_TEXT], activated[INSTANT_TEXT];
	struct fleet_state state = {
		.fleet_id = row->id.text,
		.version = row->version,
		.name = row->name,
		.dealer = row->dealer,
		.status = row->status,
		.managers = ids,
		.anchor_id = book_id(&row->anchor),
		.anchor_gone = row->anchor_gone,
		.has_approval_limit_cents = row->has_limit,
		.approval_limit_cents = row->limit_cents,
		.messages = row->messages,
		.created_by = row->created_by,
		.created_at = book_time(row->created_at, created),
		.activated_at = book_time(row->activated_at, activated),
	};

	for (size_t i = 0; i < rows_count(managers) && i < FLEET_MANAGERS; i++)
		ids[state.managers_count++] = row_text(managers, i, 0);
	return say_fleet_state(book->say, &state, err);
}

int account_put(const struct book *book, struct account *account, struct err *err)
{
	AUTO(rows) *managers = NULL;

	account->row.version++;
	if (store_account_save(book->tx, &account->row, err) < 0 ||
	    store_party_managers(book->tx, &account->row.id, false, &managers, err) < 0)
		return -1;
	return say_it(book, &account->row, managers, err);
}

int account_anchor_left(const struct book *book, const struct uuid *id, struct err *err)
{
	ACCOUNT_AUTO account = { .rows = NULL };

	if (account_open(book, id, &account, err) < 0)
		return -1;
	account.row.anchor_gone = true;
	return account_put(book, &account, err);
}

int account_activate(const struct book *book, struct account *account, struct err *err)
{
	account->row.status = FLEET_STATE_STATUS_ACTIVE;
	if (instant_is_set(account->row.activated_at))
		return 0;
	account->row.activated_at = tx_now(book->tx);
	return digest_plan(book, &account->row, err);
}
