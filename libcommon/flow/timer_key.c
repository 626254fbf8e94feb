/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how a timer's key tells whose it is. */
#include "flow/timer_key.h"

#include <string.h>

int timer_key_read(const char *key, struct timer_key *ret_key, struct err *err)
{
	const char *slash = strrchr(key, '/');
	size_t len = slash ? (size_t)(slash - key) : 0;

	ret_key->id = uuid_from(slash ? slash + 1 : NULL);
	if (len == 0 || len >= TIMER_DEALER_TEXT || !uuid_is_set(&ret_key->id))
		return err_set(err, ERR_INVALID, "timer key '%.80s' is not dealer/id",
			       key);
	memcpy(ret_key->dealer, key, len);
	ret_key->dealer[len] = '\0';
	return 0;
}
