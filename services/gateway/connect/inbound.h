/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a connector tells us becomes a command: how a call ended, an appointment made
 * elsewhere, what somebody agreed to, an invoice. Thread: http worker or the folder's.
 */
#ifndef BEURT_GATEWAY_CONNECT_INBOUND_H
#define BEURT_GATEWAY_CONNECT_INBOUND_H

#include "gateway/connect/mapping.h"
#include "gateway/gateway.h"

struct inbound {
	struct gateway *gateway;
	const char *dealer;
	const char *name; /* of the connector, for the audit */
	struct uuid connector;
	const struct wire_connector_mapping *mapping;
	const struct mapping_source *source;
	const char *post_id; /* the same is done once */
	const char *text;    /* the same id with another text is refused */
};

/* Takes it in, and waits for the answer. *ret_kind names the kind once it is known.
 * Errors as the command's, or of the mapping; ERR_LATER when no answer came: the same
 * post may come again. */
MUST_CHECK int inbound_take(const struct inbound *inbound, const char **ret_kind,
			    struct err *err);

#endif
