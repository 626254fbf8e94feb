/* SPDX-License-Identifier: Apache-2.0 */
/* Rows are a result of libpq under another name. Inside pg/ only. */
#ifndef BEURT_PG_ROWS_H
#define BEURT_PG_ROWS_H

#include <libpq-fe.h>

#include "pg/pg.h"

struct rows *rows_of(PGresult *result); /* takes */

#endif
