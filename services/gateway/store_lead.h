/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: leads as the portal shows them, requests that wait for their address to be
 * confirmed, and garages that take new customers. See store.h for the conventions.
 */
#ifndef BEURT_GATEWAY_STORE_LEAD_H
#define BEURT_GATEWAY_STORE_LEAD_H

#include "gateway/store.h"

#define LEAD_GARAGES 3 /* one request goes to so many garages at most */

/* NULL status: those that are not settled, a file's after all others. Newest first. */
MUST_CHECK int store_leads_write(struct tx *tx, const char *status, struct page *page,
				 struct strbuf *out, struct err *err);
MUST_CHECK int store_lead_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				int64_t *ret_version, struct err *err);
/* {"counts":{…},"answer_minutes":…}: by status, and the median to the first answer of the
 * last 90 days. */
MUST_CHECK int store_lead_figures(struct tx *tx, struct strbuf *out, struct err *err);
/* Its status; "" when it is not there any more. */
#define LEAD_STATUS_TEXT 16
MUST_CHECK int store_lead_status(struct tx *tx, const struct uuid *id,
				 char ret_status[LEAD_STATUS_TEXT], struct err *err);

struct lead_request {
	const char *hash;
	const char *garages[LEAD_GARAGES]; /* codes */
	const char *leads[LEAD_GARAGES];   /* ids, one a garage */
	size_t count;
	const char *address; /* SHA-256; NULL once confirmed */
	const char *body;    /* JSON as typed; NULL once confirmed */
	struct instant created_at;
	struct instant expires_at;
};
/* Requests of that address that nobody confirmed yet (the projector's role). */
MUST_CHECK int store_lead_requests_open(struct tx *tx, const char *address,
					int64_t *ret_count, struct err *err);
MUST_CHECK int store_lead_request_add(struct tx *tx, const struct lead_request *request,
				      struct err *err);
/* By the hash that the transaction's app.link names; texts are lent by ret_rows.
 * ERR_ABSENT when there is none or it is over. */
MUST_CHECK int store_lead_request_load(struct tx *tx, const char *hash,
				       struct lead_request *ret_request,
				       struct rows **ret_rows, struct err *err);
/* What was typed goes; the link lives on until then. */
MUST_CHECK int store_lead_request_confirm(struct tx *tx, const char *hash,
					  struct instant until, struct err *err);
MUST_CHECK int store_lead_request_drop(struct tx *tx, const char *hash, struct err *err);
MUST_CHECK int store_forget_lead_requests(struct tx *tx, struct err *err);

/* Garages that take new customers, nearest postcode areas first: code, name, street,
 * postcode, city (the projector's role). The area is the first four digits. */
#define LEAD_NEARBY 20
MUST_CHECK int store_lead_nearby(struct tx *tx, const char *area, struct rows **ret_rows,
				 struct err *err);

#endif
