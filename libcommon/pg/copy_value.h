/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Arguments as fields of a binary COPY. Inside pg/ only. Thread: any.
 */
#ifndef BEURT_PG_COPY_VALUE_H
#define BEURT_PG_COPY_VALUE_H

#include <libpq-fe.h>

#include "base/strbuf.h"
#include "pg/arg.h"

/* One field for a column of that type: its length and its bytes. ERR_INVALID when the
 * value does not fit the type, ERR_BROKEN when the type is none a service's tables have
 * or the argument is of another kind. */
MUST_CHECK int copy_value(struct strbuf *out, const struct arg *arg, Oid type,
			  struct err *err);

#endif
