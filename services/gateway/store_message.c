/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was sent to the holder about one car. Decides whose a message was: a party's own
 * letters name their passport; what went to the garage's customer is the holder's when
 * the passport names the holder as contact, or the customer has the holder's address.
 */
#include "gateway/store_message.h"

#include "base/text.h"

/* clang-format off */
/* $1 party, $2 passport, $3 vehicle, $4 customer, $5 contact, $6 address, $7 since,
 * $8 until. What became of it last is what counts; what never left is nobody's business. */
static const char SQL_MESSAGES[] =
	"SELECT at, channel, outcome, coalesce(template, '') FROM ("
	" SELECT DISTINCT ON (t.intent_id) t.* FROM gateway.contact t"
	" WHERE (t.customer_id = $1 AND (t.passport_id = $2 OR t.vehicle_id = $3))"
	"  OR (t.vehicle_id = $3 AND t.customer_id = $4 AND ($5 OR EXISTS ("
	"   SELECT 1 FROM gateway.customer c WHERE c.customer_id = $4"
	"   AND lower(btrim(c.email)) = $6)))"
	" ORDER BY t.intent_id, t.sequence DESC) m"
	" WHERE outcome IN ('sent', 'failed', 'bounced', 'uncertain')"
	" AND at >= $7 AND ($8::timestamptz IS NULL OR at < $8)"
	" ORDER BY at DESC, intent_id LIMIT 20";
/* clang-format on */

int store_holder_messages(struct tx *tx, const struct holder_messages_of *of,
			  struct holder_message messages[HOLDER_MESSAGES_MAX],
			  size_t *ret_count, struct err *err)
{
	const struct holder_facts *facts = of->facts;
	const struct passport_garage *garage = of->garage;
	AUTO(rows) *rows = NULL;
	if (tx_rows(tx, SQL_MESSAGES,
		    ARGS(arg_uuid(&facts->party), arg_uuid(&of->passport),
			 arg_uuid(&garage->vehicle), arg_uuid(&garage->customer),
			 arg_bool(facts->is_contact), arg_text(facts->address),
			 arg_instant(of->since), arg_instant(garage->until)),
		    &rows, err) < 0)
		return -1;
	for (size_t i = 0; i < rows_count(rows); i++) {
		messages[i].at = row_instant(rows, i, 0);
		text_copy(messages[i].channel, sizeof(messages[i].channel),
			  row_text(rows, i, 1));
		text_copy(messages[i].outcome, sizeof(messages[i].outcome),
			  row_text(rows, i, 2));
		text_copy(messages[i].template, sizeof(messages[i].template),
			  row_text(rows, i, 3));
	}
	*ret_count = rows_count(rows);
	return 0;
}
