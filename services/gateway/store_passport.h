/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What is asked of passports, fleets and transfers. Rows are composed by Postgres as JSON
 * text (store.h). What may be seen is row-level security's: every function reads as the
 * tenant of the transaction. Thread: http worker or loop, one transaction at a time.
 */
#ifndef BEURT_GATEWAY_STORE_PASSPORT_H
#define BEURT_GATEWAY_STORE_PASSPORT_H

#include "gateway/passport.h"
#include "gateway/store.h"

/* --- store_passport.c --------------------------------------------------------------- */
/* ERR_ABSENT when the tenant does not see it. */
MUST_CHECK int store_passport_view(struct tx *tx, const struct uuid *passport,
				   struct passport_view *ret_view, struct err *err);

struct passport_filter {
	const char *text;  /* part of plate, make or model; NULL: all */
	const char *plate; /* the same as a plate; "" when it cannot be one */
	const char *status;
	struct uuid fleet; /* not set: all; so are the next */
	struct uuid customer;
	struct uuid vehicle;
};
/* Newest first. */
MUST_CHECK int store_passports_write(struct tx *tx, const struct passport_filter *filter,
				     struct page *page, struct strbuf *out,
				     struct err *err);
/* {"created":3,…} of all the tenant sees. */
MUST_CHECK int store_passport_counts_write(struct tx *tx, struct strbuf *out,
					   struct err *err);
MUST_CHECK int store_passport_write(struct tx *tx, const struct uuid *id,
				    struct strbuf *out, int64_t *ret_version,
				    struct err *err);

/* --- store_usage.c ------------------------------------------------------------------ */
/* {"month":…,"passports":3,"used":2,…} of the garage; `month` is its first day. */
MUST_CHECK int store_usage_write(struct tx *tx, struct civil_date month,
				 struct strbuf *out, struct err *err);

/* --- store_transfer.c --------------------------------------------------------------- */
MUST_CHECK int store_transfers_write(struct tx *tx, struct strbuf *out, struct err *err);
/* ERR_ABSENT when the tenant does not see it. */
MUST_CHECK int store_transfer_write(struct tx *tx, const struct uuid *id,
				    struct strbuf *out, int64_t *ret_version,
				    struct err *err);
MUST_CHECK int store_transfer_car(struct tx *tx, const struct uuid *id,
				  struct uuid *ret_passport, struct err *err);

/* --- store_fleet.c ------------------------------------------------------------------ */
/* By name; `text` NULL: all. */
MUST_CHECK int store_fleets_write(struct tx *tx, const char *text, struct page *page,
				  struct strbuf *out, struct err *err);
MUST_CHECK int store_fleet_write(struct tx *tx, const struct uuid *id, struct strbuf *out,
				 int64_t *ret_version, struct err *err);
/* Its first manager. ERR_ABSENT. */
MUST_CHECK int store_fleet_manager(struct tx *tx, const struct uuid *id,
				   struct uuid *ret_party, struct err *err);
/* The fleet that the tenant, a manager, runs. ERR_ABSENT. */
MUST_CHECK int store_fleet_own(struct tx *tx, struct uuid *ret_fleet, struct err *err);
/* The cars of a fleet that the tenant, a garage, looks after. */
MUST_CHECK int store_fleet_vehicles_write(struct tx *tx, const struct uuid *fleet,
					  struct strbuf *out, struct err *err);
/* What a car's fleet lets others than its manager approve. */
struct approval {
	int64_t limit_cents;   /* -1: the car is of no fleet, or it has no limit */
	int64_t highest_cents; /* of the advices asked about; 0 when no price is known */
};
/* Advices of a form, as that version of it has them. */
struct approval_ask {
	const struct uuid *inspection;
	int64_t number;
	const char *const *advices;
	size_t count;
};
MUST_CHECK int store_approval(struct tx *tx, const struct approval_ask *ask,
			      struct approval *ret_approval, struct err *err);

#endif
