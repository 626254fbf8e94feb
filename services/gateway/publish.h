/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gateway puts on the bus itself, not through the outbox: commands, and uploads
 * that are answered when the brokers have them. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_PUBLISH_H
#define BEURT_GATEWAY_PUBLISH_H

#include "gateway/gateway.h"

struct publication {
	const struct msg_type *type;
	const void *msg;   /* names the record's key */
	const char *json;  /* its text; NULL: made from msg */
	const char *id;    /* ce_id */
	const char *trace; /* 32 hex digits */
	struct instant time;
};

/* Opens the gateway's producer, with the topics it sends to warmed up. */
MUST_CHECK int publish_open(const struct gateway_knobs *knobs,
			    struct producer **ret_producer, struct err *err);
/* Hands the record to the producer, which gives it up never. ERR_LATER: its queue is
 * full. */
MUST_CHECK int publish(struct producer *producer, const struct publication *publication,
		       struct err *err);
/* The same, and all replicas have it. ERR_LATER when they do not in time: it may still
 * arrive, so only for what is harmless twice. */
MUST_CHECK int publish_surely(struct producer *producer,
			      const struct publication *publication, int64_t deadline,
			      struct err *err);

#endif
