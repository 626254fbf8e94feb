/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A page of people on its way to campaign_member. Inside campaign/ only. Thread: that of
 * the tx.
 */
#ifndef BEURT_REMINDER_CAMPAIGN_RUN_H
#define BEURT_REMINDER_CAMPAIGN_RUN_H

#include "reminder/campaign/campaign.h"
#include "reminder/read.h"

struct page {
	const struct campaign_edit *edit; /* keeps */
	struct member_list list;
	const char **customers; /* the same ids as the rows', as columns */
	const char **vehicles;
	size_t *places; /* the people's rows the members are of */
	struct rows *rows; /* what they lend from, when page_keep was called */
	int64_t waiting;
	bool more; /* another page follows */
};
#define PAGE_AUTO __attribute__((cleanup(page_done))) struct page

struct page page_new(const struct campaign_edit *edit, int64_t room);
/* Columns 0 and 1: customer and vehicle, lent by `people`. */
void page_add(struct page *page, const struct rows *people, size_t row,
	      const char *status, const char *reason);
void page_keep(struct page *page, struct rows *rows); /* takes */
void page_done(struct page *page);

/* Some customers in the order of their ids, and who of them is selected. */
struct stretch {
	struct uuid after; /* from the first one above it … */
	int64_t count;     /* … so many … */
	struct uuid last;  /* … and none above this one; none: to the end */
};
struct looked {
	struct rows *people; /* store_selection_page */
	struct uuid until;   /* the last customer looked at; none: there are no more */
};
MUST_CHECK int page_look(struct desk *desk, const struct campaign_edit *edit,
			 const struct stretch *stretch, struct looked *ret_looked,
			 struct err *err);
/* Judged people onto the page: who goes, up to `room`; who does not, and why. False when
 * there was no room for all: the page ends at ret_last. */
bool page_sort(struct page *page, const struct rows *people, int64_t room,
	       struct uuid *ret_last);
/* Ask for the messages of those who wait. */
MUST_CHECK int page_ask(struct desk *desk, const struct page *page,
			const struct rows *people, struct err *err);

/* --- lane.c ---------------------------------------------------------------------------
 */
MUST_CHECK int campaign_start_lanes(struct desk *desk, const struct campaign_edit *edit,
				    struct err *err);
/* Now, or when its hours begin again. */
struct instant campaign_hours(const struct desk *desk, const struct campaign_edit *edit);

struct campaign_withdrawal {
	const char *campaign;
	const char *customer;
	const char *reason;
};
MUST_CHECK int campaign_withdraw(struct desk *desk,
				 const struct campaign_withdrawal *gone, struct err *err);

#endif
