/* SPDX-License-Identifier: Apache-2.0 */
/* What the routes of results share: the period with its filters, and the sentence of the
 * true effect. Thread: http worker. */
#ifndef BEURT_GATEWAY_HTTP_RESULTS_H
#define BEURT_GATEWAY_HTTP_RESULTS_H

#include "base/json_out.h"
#include "gateway/access.h"
#include "gateway/store_results.h"

/* from and to (weeks), reason, adviser, channel, campaign of the query; ERR_INVALID. */
MUST_CHECK int results_filter(const struct request *req,
			      struct results_filter *ret_filter, struct err *err);

/* --- http_effect.c ------------------------------------------------------------------ */
/* "effect": its basis and its sentence in the reader's language. */
MUST_CHECK int results_write_effect(struct tx *tx, const struct subject *subject,
				    struct json_out *out, struct err *err);
/* Words from facts, for whoever says the sentence. */
void results_effect_text(const struct effect_facts *facts, bool english,
			 struct strbuf *out);

#endif
