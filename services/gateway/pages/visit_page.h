/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The page of an appointment, and the choice of a slot that other pages have, too. Each
 * slot is a button that says all by itself, so pages need no script. Thread: any.
 */
#ifndef BEURT_GATEWAY_VISIT_PAGE_H
#define BEURT_GATEWAY_VISIT_PAGE_H

#include "gateway/pages/pages.h"
#include "gen/appointment_state.h"

struct page_slot {
	struct civil_date date;
	char time[6];
};

struct page_slots {
	const struct page_slot *near; /* a few to begin with */
	size_t near_count;
	const struct page_slot *all; /* of some days, in order */
	size_t all_count;
	const char *path;             /* of the page, for earlier and later days */
	struct civil_date less, more; /* first days of those; not set: none */
};

struct value;
/* near, days, less, more: what slots.html shows. */
void page_set_slots(struct value *data, enum tongue tongue,
		    const struct page_slots *slots);

/* Another car that the same invitation was about, with a page of its own. */
struct page_other_car {
	const char *path;
	const char *plate, *make, *model;
};
/* What others.html shows. */
void page_set_others(struct value *data, const struct page_other_car *others,
		     size_t count);

struct page_visit {
	const char *path; /* of the page; its calendar file is <path>.ics */
	const struct appointment_state *appointment;
	const struct page_slots *slots; /* NULL: cannot be moved here */
	bool begun;                     /* too late to change it here */
	const struct page_other_car *others;
	size_t others_count;
};
MUST_CHECK int page_visit_write(const struct page_frame *frame,
				const struct page_visit *visit, struct strbuf *out,
				struct err *err);
/* "onderhoud, APK" */
void page_visit_kinds(const struct appointment_state *appointment, enum tongue tongue,
		      struct strbuf *out);

#endif
