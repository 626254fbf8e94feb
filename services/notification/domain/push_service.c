/* SPDX-License-Identifier: Apache-2.0 */
/* Compares scheme, host and port, letter by letter; a host with odd letters is unknown.
 */
#include "notification/domain/push_service.h"

#include <stddef.h>
#include <string.h>

#include "base/slice.h"

#define HOST_BYTES "abcdefghijklmnopqrstuvwxyz0123456789.-:"

/* Splits at "://": scheme with it, and the rest. */
static bool split(struct slice text, struct slice *ret_scheme, struct slice *ret_rest)
{
	for (size_t i = 0; i + 3 <= text.len; i++) {
		if (memcmp(text.at + i, "://", 3) == 0) {
			*ret_scheme = (struct slice){ text.at, i + 3 };
			*ret_rest = (struct slice){ text.at + i + 3, text.len - i - 3 };
			return true;
		}
	}
	return false;
}

static bool same(struct slice a, struct slice b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static bool matches(struct slice service, struct slice scheme, struct slice host)
{
	struct slice wanted_scheme;
	struct slice wanted;

	if (!split(service, &wanted_scheme, &wanted) || !same(wanted_scheme, scheme))
		return false;
	if (wanted.len < 2 || memcmp(wanted.at, "*.", 2) != 0)
		return same(wanted, host);
	/* ".push.example" at its end, and something before. */
	struct slice end = { wanted.at + 1, wanted.len - 1 };

	return host.len > end.len &&
	       memcmp(host.at + host.len - end.len, end.at, end.len) == 0;
}

bool push_service_is_known(const char *services, const char *endpoint)
{
	struct slice scheme;
	struct slice host;

	if (!split(slice_of(endpoint), &scheme, &host))
		return false;
	host.len = strspn(host.at, HOST_BYTES);
	if (host.len == 0 || (host.at[host.len] != '\0' && host.at[host.len] != '/'))
		return false;
	for (const char *at = services; *at;) {
		size_t len = strcspn(at, ",");

		if (matches(slice_trim((struct slice){ at, len }), scheme, host))
			return true;
		at += len + (at[len] == ',');
	}
	return false;
}
