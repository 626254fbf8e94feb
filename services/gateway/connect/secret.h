/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The secret of a connector: it follows from our key, the connector and how often it was
 * renewed, so nobody keeps it. Thread: any.
 */
#ifndef BEURT_GATEWAY_CONNECT_SECRET_H
#define BEURT_GATEWAY_CONNECT_SECRET_H

#include "base/uuid.h"
#include "sys/link.h"
#include "sys/signed.h"

#define SECRET_KEY_TEXT 60 /* name of the key: the connector's id and the generation */

struct signed_secret secret_of(const struct link_keys *keys, const struct uuid *connector,
			       int64_t generation);
/* What webhook-key says. */
void secret_name(const struct uuid *connector, int64_t generation,
		 char ret_name[SECRET_KEY_TEXT]);

#endif
