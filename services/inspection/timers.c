/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What happens by itself: links die, registrations expire (keys are dealer/id), and forms
 * go after their years.
 */
#include "flow/timer_key.h"
#include "inspection/form/keep.h"
#include "inspection/form/mail.h"

#include <string.h>

#include "base/mem.h"

static int registration_expires(void *svc, struct tx *tx, const char *key,
				struct instant due, struct outbox *say, struct err *err)
{
	struct timer_key parts;
	struct register_request request = { svc, tx, say, parts.dealer };

	(void)due;
	if (timer_key_read(key, &parts, err) < 0)
		return -1;
	return register_expire(&request, &parts.id, err);
}

/* The form went before its link did. */
static bool is_kept_no_more(struct err *err)
{
	if (strcmp(err->code, "NO_SUCH_INSPECTION") != 0)
		return false;
	err_clear(err);
	return true;
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
	if (timer_key_read(key, &parts, err) < 0)
		return -1;
	if (sheet_open(&request, &sheet, err) < 0)
		return is_kept_no_more(err) ? 0 : -1;
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
	{ TIMER_KEEP, keep_at_night },
};
const size_t inspection_timers_count = COUNT_OF(inspection_timers);
