/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a garage knows of one car, as its holder may take it along. Thread: http worker,
 * one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_HOLDER_FILE_H
#define BEURT_GATEWAY_STORE_HOLDER_FILE_H

#include "gateway/passport.h"
#include "pg/pg.h"

enum holder_file_list { HOLDER_FILE_VISITS, HOLDER_FILE_REPORTS, HOLDER_FILE_LISTS };

/* As that garage, of the time it looked after the car, oldest first: rows of one JSON
 * text. What was paid is told of the holder's own days; who drives another's car is told
 * none. */
MUST_CHECK int store_holder_file_list(struct tx *tx, const struct passport_view *view,
				      const struct passport_garage *garage,
				      enum holder_file_list list, struct rows **ret_rows,
				      struct err *err);

#endif
