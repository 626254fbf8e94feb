/* SPDX-License-Identifier: Apache-2.0 */
/* The page behind an invitation's booking link: for that car, without a log-in. */
#ifndef BEURT_GATEWAY_INVITE_PAGE_H
#define BEURT_GATEWAY_INVITE_PAGE_H

#include "gateway/pages/visit_page.h"

#define INVITE_OTHERS 5

struct page_invite {
	const char *path;   /* where the form goes */
	const char *disown; /* page "this car is no longer mine" */
	const char *plate, *make, *model;
	const struct page_slots *slots; /* NULL: the garage takes none through us */
	const struct appointment_state *booked; /* by another way; NULL: none to come */
	bool ask_email;                         /* nobody knows where to confirm to */
	const char *email, *remarks;            /* typed, "" nothing */
	const char *kind;                       /* "apk" */
	const struct page_other_car *others;
	size_t others_count;
};
MUST_CHECK int page_invite_write(const struct page_frame *frame,
				 const struct page_invite *view, struct strbuf *out,
				 struct err *err);

#endif
