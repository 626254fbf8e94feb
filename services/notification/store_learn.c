/* SPDX-License-Identifier: Apache-2.0 */
/* Which contacts a visit followed, and the sums that channels are compared by. */
#include "notification/store.h"

static const char SQL_VISIT[] =
	"INSERT INTO contact_visit AS v (conversion_id, version, intent_id, voided)"
	" VALUES ($1, $2, $3, $4) ON CONFLICT (conversion_id) DO UPDATE"
	" SET version = excluded.version, intent_id = excluded.intent_id,"
	" voided = excluded.voided WHERE excluded.version > v.version";

static const char SQL_FORGET_SCORES[] = "DELETE FROM channel_score";

/* Contacts of a year, but those of the last 60 days: their visits may still come. */
static const char SQL_SCORES[] =
	"INSERT INTO channel_score (dealer, channel, contacts, visits)"
	" SELECT i.dealer, i.channel, count(*), count(*) FILTER (WHERE EXISTS"
	" (SELECT 1 FROM contact_visit v WHERE v.intent_id = i.intent_id"
	" AND NOT v.voided)) FROM intent i WHERE i.state = 'sent' AND i.is_marketing"
	" AND i.contacted_at > $1::timestamptz - interval '365 days'"
	" AND i.contacted_at <= $1::timestamptz - interval '60 days'"
	" GROUP BY i.dealer, i.channel";

int store_visit_keep(struct tx *tx, const struct conversion_recorded *conversion,
		     struct err *err)
{
	return tx_run(tx, SQL_VISIT,
		      ARGS(arg_text(conversion->conversion_id),
			   arg_int(conversion->version), arg_text(conversion->intent_id),
			   arg_bool(conversion->voided)),
		      NULL, err);
}

int store_channels_learn(struct tx *tx, struct err *err)
{
	if (tx_run(tx, SQL_FORGET_SCORES, NO_ARGS, NULL, err) < 0)
		return -1;
	return tx_run(tx, SQL_SCORES, ARGS(arg_instant(tx_now(tx))), NULL, err);
}
