/* SPDX-License-Identifier: Apache-2.0 */
/*
 * SQL: campaigns as the portal shows them, and names beside the ids of examples. See
 * store.h for the conventions.
 */
#ifndef BEURT_GATEWAY_STORE_CAMPAIGNS_H
#define BEURT_GATEWAY_STORE_CAMPAIGNS_H

#include "gateway/store.h"

/* NULL status: all of them, the last changed first. */
MUST_CHECK int store_campaigns_write(struct tx *tx, const char *status, struct page *page,
				     struct strbuf *out, struct err *err);
MUST_CHECK int store_campaign_write(struct tx *tx, const struct uuid *id,
				    struct strbuf *out, int64_t *ret_version,
				    struct err *err);
/* The answer about examples with each one's customer and vehicle. */
MUST_CHECK int store_campaign_people(struct tx *tx, const char *json, struct strbuf *out,
				     struct err *err);
/* One member of an answer. */
MUST_CHECK int store_campaign_part(struct tx *tx, const char *json, const char *name,
				   struct strbuf *out, struct err *err);
/* What the car of a preview is: plate with dashes, make, model; no row when unknown. */
MUST_CHECK int store_campaign_car(struct tx *tx, const struct uuid *vehicle,
				  struct rows **ret_rows, struct err *err);

#endif
