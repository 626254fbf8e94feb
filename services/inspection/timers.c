/* SPDX-License-Identifier: Apache-2.0 */
/* What happens by itself: links die and registrations expire. Keys are dealer/id. */
#include "inspection/form/mail.h"

#include <string.h>

#include "base/mem.h"

struct timer_key {
	char dealer[DEALER_TEXT];
	struct uuid id;
};

static int read_key(const char *key, struct timer_key *ret_key, struct err *err)
{
	const char *slash = strrchr(key, '/');
	size_t len = slash ? (size_t)(slash - key) : 0;

	ret_key->id = uuid_from(slash ? slash + 1 : NULL);
	if (len == 0 || len >= DEALER_TEXT || !uuid_is_set(&ret_key->id))
		return err_set(err, ERR_INVALID, "timer key '%.80s' is not dealer/id",
			       key);
	memcpy(ret_key->dealer, key, len);
	ret_key->dealer[len] = '\0';
	return 0;
}

static int registration_expires(void *svc, struct tx *tx, const char *key,
				struct instant due, struct outbox *say, struct err *err)
{
	struct timer_key parts;
	struct register_request request = { svc, tx, say, parts.dealer };

	(void)due;
	if (read_key(key, &parts, err) < 0)
		return -1;
	return register_expire(&request, &parts.id, err);
}

/* Nobody can open it any more, so nobody need know its hash. */
static int link_expires(void *svc, struct tx *tx, const char *key, struct instant due,
			struct outbox *say, struct err *err)
{
	struct timer_key parts;
	struct sheet_request request = { .svc = svc,
					 .tx = tx,
					 .say = say,
					 .dealer = parts.dealer,
					 .inspection_id = parts.id.text };
	SHEET_AUTO sheet = { .tx = NULL };

	(void)due;
	if (read_key(key, &parts, err) < 0 || sheet_open(&request, &sheet, err) < 0)
		return -1;
	if (!sheet.row.link_hash ||
	    instant_compare(tx_now(tx), sheet.row.link_expires_at) < 0)
		return 0;
	sheet.row.link_hash = NULL;
	sheet.row.link_expires_at = NO_INSTANT;
	return sheet_close(&sheet, err);
}

const struct timer_route inspection_timers[] = {
	{ TIMER_REGISTRATION, registration_expires },
	{ TIMER_LINK, link_expires },
};
const size_t inspection_timers_count = COUNT_OF(inspection_timers);
