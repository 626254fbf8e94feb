/* SPDX-License-Identifier: Apache-2.0 */
/* Asking a manager to activate a fleet's account. */
#include "fleet/book/invite.h"

#include "fleet/book/letter.h"

int account_invite(const struct book *book, const struct account *account,
		   struct party *party, struct err *err)
{
	const struct party_row *row = &party->row;
	int64_t seconds = book->svc->knobs->account_days * DAY_SECONDS;
	struct link link;
	struct letter letter;

	if (party_link(book, party, "/wagenpark/", seconds, &link, err) < 0 ||
	    party_put(book, party, err) < 0)
		return -1;
	letter = (struct letter){
		.template = "fleet_invitation",
		.dealer = account->row.dealer,
		.to = row,
		.email = row->pending_email,
		.about = row->id,
		.version = row->version,
		.until = row->link_expires_at,
		.params = { .link = link.path, .fleet_name = account->row.name },
	};
	return letter_ask(book, &letter, err);
}
