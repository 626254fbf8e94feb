/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What a garage pays by: its passports, and how many of them were used in a month.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_routes.h"
#include "gateway/store_list.h"
#include "gateway/store_passport.h"

#define MONTH_LENGTH 7 /* 2026-11 */

static int read_month(const struct request *req, struct civil_date *ret_month,
		      struct err *err)
{
	const char *text = request_query(req, "month");
	char day[16];
	if (!text || strlen(text) != MONTH_LENGTH)
		return err_set(err, ERR_INVALID, "month is not a month like 2026-11");
	snprintf(day, sizeof(day), "%s-01", text);
	if (civil_parse(day, ret_month, err) < 0)
		return err_prefix(err, "month ");
	return 0;
}

int http_usage(void *service, struct request *req, struct reply *reply,
	       struct err *err)
{
	struct civil_date month;
	AUTO(tx) *tx = NULL;
	if (read_month(req, &month, err) < 0 ||
	    portal_begin(service, req, &tx, err) < 0 ||
	    store_usage_write(tx, month, reply_body(reply), err) < 0)
		return -1;
	reply_etag_of_body(reply);
	return tx_commit(TAKE(tx), err);
}
