/* SPDX-License-Identifier: Apache-2.0 */
/* Reading by number and by code. */
#include "notification/store_sms.h"

#include <stdio.h>

#include "base/text.h"

#define PERSONS_MAX 200

static const char SQL_GARAGES[] =
	"SELECT dealer, coalesce(sms_sender, '') FROM garage WHERE active";

static const char SQL_PERSONS[] =
	"WITH who AS (SELECT c.dealer, c.customer_id, p.print"
	" FROM unnest($1::text[], $2::text[]) AS p (dealer, print)"
	" JOIN customer c ON c.dealer = p.dealer AND c.mobile_print = p.print"
	" UNION SELECT i.dealer, i.customer_id, p.print"
	" FROM unnest($1::text[], $2::text[]) AS p (dealer, print)"
	" JOIN intent i ON i.dealer = p.dealer AND i.to_phone_print = p.print)"
	" SELECT w.dealer, w.customer_id, w.print,"
	" EXISTS (SELECT 1 FROM suppressed_address s WHERE s.dealer = w.dealer"
	" AND s.address_print = w.print AND s.purpose = ''), t.last"
	" FROM who w CROSS JOIN LATERAL (SELECT max(i.settled_at) AS last FROM intent i"
	" WHERE i.dealer = w.dealer AND i.customer_id = w.customer_id"
	" AND i.channel = 'sms' AND i.state = 'sent') AS t"
	" ORDER BY t.last DESC NULLS LAST, w.dealer, w.customer_id LIMIT $3";

static const char SQL_LINK[] =
	"SELECT i.dealer, i.customer_id, i.purpose,"
	" coalesce(i.to_phone_print, c.mobile_print, '')"
	" FROM intent i LEFT JOIN customer c"
	" ON c.dealer = i.dealer AND c.customer_id = i.customer_id"
	" WHERE right(i.intent_id::text, 12) = $1 AND i.channel = 'sms' LIMIT 2";

int store_sms_garages(struct tx *tx, struct rows **ret_rows, struct err *err)
{
	return tx_rows(tx, SQL_GARAGES, NO_ARGS, ret_rows, err);
}

int store_sms_persons(struct tx *tx, const char *const *dealers,
		      const char *const *prints, size_t count, struct rows **ret_rows,
		      struct err *err)
{
	return tx_rows(tx, SQL_PERSONS,
		       ARGS(arg_texts(dealers, count), arg_texts(prints, count),
			    arg_int(PERSONS_MAX)),
		       ret_rows, err);
}

int store_sms_link(struct tx *tx, const char *code, struct link_token *ret_link,
		   struct err *err)
{
	AUTO(rows) *rows = NULL;

	if (tx_rows(tx, SQL_LINK, ARGS(arg_text(code)), &rows, err) < 0)
		return -1;
	if (rows_count(rows) != 1)
		return err_set_code(err, ERR_INVALID, "TOKEN_INVALID",
				    "the link is not of a text message of ours");
	struct link_token link = { .customer = row_uuid(rows, 0, 1),
				   .purpose = purpose_from(row_text(rows, 0, 2)),
				   .channel = CHANNEL_SMS };

	text_copy(link.dealer, sizeof(link.dealer), row_text(rows, 0, 0));
	text_copy(link.address_print, sizeof(link.address_print), row_text(rows, 0, 3));
	*ret_link = link;
	return 0;
}
