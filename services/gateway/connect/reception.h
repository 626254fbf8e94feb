/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One post of a connector, whichever way it came: known ones are answered as before, new
 * ones are taken in and written down with what became of them. Thread: any.
 */
#ifndef BEURT_GATEWAY_CONNECT_RECEPTION_H
#define BEURT_GATEWAY_CONNECT_RECEPTION_H

#include "gateway/connect/inbound.h"
#include "gen/body_connector.h"
#include "pg/pg.h"

/* A connector as it stands; free with connector_done. */
struct connector {
	struct uuid id;
	struct rows *rows;
	const char *dealer;
	const char *name;
	bool active;
	int64_t generation;
	struct body_connector *body;
};
/* ERR_ABSENT when there is none, or connectors are not in use. */
MUST_CHECK int connector_open(struct gateway *gateway, const struct uuid *id,
			      struct connector *ret_connector, struct err *err);
void connector_done(struct connector *connector);
#define CONNECTOR_AUTO __attribute__((cleanup(connector_done))) struct connector

struct arrived {
	const char *post_id;
	const char *text;
	const struct mapping_source *source;
};
/* Errors as inbound_take; a refusal is answered again in the same words, while ERR_LATER
 * is not written down. */
MUST_CHECK int reception_take(struct gateway *gateway, const struct connector *connector,
			      const struct arrived *arrived, struct err *err);

#endif
