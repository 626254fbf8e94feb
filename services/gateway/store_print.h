/* SPDX-License-Identifier: Apache-2.0 */
/* Rows of print batches and of calls. Thread: that of the transaction. */
#ifndef BEURT_GATEWAY_STORE_PRINT_H
#define BEURT_GATEWAY_STORE_PRINT_H

#include "base/strbuf.h"
#include "pg/pg.h"

#define PRINT_BATCHES_SHOWN 104 /* a year of letters and cards */
#define CALLS_SHOWN         500

/* Objects with commas between, the newest first. */
MUST_CHECK int store_print_batches_write(struct tx *tx, struct strbuf *out,
					 struct err *err);
/* ERR_ABSENT when there is none. */
MUST_CHECK int store_print_batch_write(struct tx *tx, const struct uuid *id,
				       struct strbuf *out, int64_t *ret_version,
				       struct err *err);
/* Calls that are open, the one that is due first; or the newest that are over. */
MUST_CHECK int store_calls_write(struct tx *tx, bool over, struct strbuf *out,
				 struct err *err);
MUST_CHECK int store_call_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				int64_t *ret_version, struct err *err);

#endif
