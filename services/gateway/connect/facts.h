/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which messages are facts a connector may be told of. Thread: loop, in the transaction
 * that hears them.
 */
#ifndef BEURT_GATEWAY_CONNECT_FACTS_H
#define BEURT_GATEWAY_CONNECT_FACTS_H

#include "flow/flow.h"

enum fact_source {
	FACTS_OF_OUTCOMES,
	FACTS_OF_INVOICES,
	FACTS_OF_CONVERSIONS,
	FACTS_OF_INSPECTIONS,
	FACTS_OF_APPOINTMENTS,
	FACTS_OF_CALLS,
	FACTS_OF_MESSAGES, /* to the connector that delivers it, and no other */
};

/* Puts a delivery in the queue of every connector that asked for it; the id follows from
 * connector and fact, so hearing anything again changes nothing. */
MUST_CHECK int facts_queue(struct tx *tx, enum fact_source source,
			   const struct heard *const *in, size_t count, struct err *err);

#endif
