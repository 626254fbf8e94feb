/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How another system names things: its mapping, which is data, applied to what leaves and
 * to what comes in. Where a value comes from (a JSON document, a row of a file) is the
 * caller's. Pure. Thread: any.
 */
#ifndef BEURT_GATEWAY_CONNECT_MAPPING_H
#define BEURT_GATEWAY_CONNECT_MAPPING_H

#include "base/err.h"
#include "base/strbuf.h"
#include "gen/wire_connector_mapping.h"
#include "msg/json_doc.h"

#define MAPPED_MOST  4000         /* bytes of one value that comes in */
#define WRITTEN_MOST (512 * 1024) /* of one that leaves */

struct mapping_source {
	/* As json_doc_find. */
	enum json_kind (*find)(const void *from, const char *path, struct strbuf *out);
	const void *from;
};

/* How this fact leaves; NULL: in our own form. */
const struct wire_connector_out *
mapping_of_fact(const struct wire_connector_mapping *mapping,
		enum wire_connector_fact fact);
/* How a message of this channel leaves, lent by the mapping; false: in our own form. */
bool mapping_of_message(const struct wire_connector_mapping *mapping, const char *channel,
			struct wire_connector_out *ret_out);
/* The body as the other system wants it; fields that are absent are left out. ERR_INVALID
 * MAPPING_WORD when a word has no counterpart, naming the field. */
MUST_CHECK int mapping_write(const struct wire_connector_out *out,
			     const struct mapping_source *source, struct strbuf *json,
			     struct err *err);

/* The kind of thing it is. ERR_INVALID NO_KIND when no entry fits. */
MUST_CHECK int mapping_kind(const struct wire_connector_mapping *mapping,
			    const struct mapping_source *source,
			    const struct wire_connector_in **ret_in, struct err *err);
/* Whether it tells what became of a message; *ret_in lends its fields. */
bool mapping_is_report(const struct wire_connector_mapping *mapping,
		       const struct mapping_source *source,
		       struct wire_connector_in *ret_in);
/* Our field `name`, added to `value`; nothing when it is absent. Errors as above. */
MUST_CHECK int mapping_read(const struct wire_connector_in *in,
			    const struct mapping_source *source, const char *name,
			    struct strbuf *value, struct err *err);

#endif
