/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A report as the holder of the car's passport opens it, without a link: which garage
 * made it, and what of it the holder may read and decide. Thread: http worker.
 */
#ifndef BEURT_GATEWAY_HTTP_MINE_HOLDER_H
#define BEURT_GATEWAY_HTTP_MINE_HOLDER_H

#include "gateway/http_mine.h"

#define REPORT_NOT_KEPT "REPORT_NOT_KEPT" /* the code when it was theirs to read */

/* The path's {id} and {inspection}; caller ends the transaction, which sees the rows of
 * the garage whose report it is. ERR_ABSENT when the car or the report is not theirs. */
MUST_CHECK int mine_begin_holder(struct mine *mine, struct tx **ret_tx, struct err *err);
/* Once it is loaded: what the reader may not see of it. */
MUST_CHECK int mine_limit_holder(struct mine *mine, struct err *err);
/* ERR_DENIED when this answer is not the reader's to give. */
MUST_CHECK int mine_check_answer(const struct mine *mine,
				 const struct wire_advice_line *line,
				 enum wire_line_answer answer, struct err *err);

#endif
