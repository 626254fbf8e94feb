/* SPDX-License-Identifier: Apache-2.0 */
/* Hides how a connector's secret is made. */
#include "gateway/connect/secret.h"

#include <inttypes.h>
#include <stdio.h>

struct signed_secret secret_of(const struct link_keys *keys, const struct uuid *connector,
			       int64_t generation)
{
	struct signed_secret secret = { .len = LINK_SECRET_BYTES };
	char what[SECRET_KEY_TEXT + 16];
	char name[SECRET_KEY_TEXT];
	secret_name(connector, generation, name);
	snprintf(what, sizeof(what), "connector|%s", name);
	link_secret(keys, what, secret.key);
	return secret;
}

void secret_name(const struct uuid *connector, int64_t generation,
		 char ret_name[SECRET_KEY_TEXT])
{
	snprintf(ret_name, SECRET_KEY_TEXT, "%s.%" PRId64, connector->text, generation);
}
