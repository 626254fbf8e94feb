/* SPDX-License-Identifier: Apache-2.0 */
/* Pages for people who are no customers yet: the form, garages to choose from, and the
 * page of one's own request. Thread: any. */
#ifndef BEURT_GATEWAY_LEAD_PAGE_H
#define BEURT_GATEWAY_LEAD_PAGE_H

#include "gateway/pages/pages.h"
#include "gen/wire_lead_wish.h"

/* What was typed, shown again when something is wrong with it. */
struct page_lead_form {
	const char *action; /* where it goes */
	const char *plate, *name, *email, *phone, *postcode, *remark;
	enum wire_lead_wish wish;
	bool reminders;
	const char *from; /* "passport": a holder who looks for a garage; NULL */
};
struct page_garage {
	const char *code, *name, *street, *postcode, *city;
	bool chosen;
};
MUST_CHECK int page_lead_form_write(const struct page_frame *frame,
				    const struct page_lead_form *form, struct strbuf *out,
				    struct err *err);
/* Without a postcode it is asked for; with one the garages stand there to choose. */
MUST_CHECK int page_garages_write(const struct page_frame *frame,
				  const struct page_lead_form *form,
				  const struct page_garage *garages, size_t count,
				  struct strbuf *out, struct err *err);

struct page_lead_place {
	const char *garage; /* its name */
	const char *phone;  /* NULL */
	const char *status; /* "new"; "" = gone; NULL = not confirmed */
};
struct page_lead {
	const char *plate; /* NULL once confirmed: it is not kept here */
	enum wire_lead_wish wish;
	bool reminders;
	const struct page_lead_place *places;
	size_t count;
};
MUST_CHECK int page_lead_write(const struct page_frame *frame,
			       const struct page_lead *view, struct strbuf *out,
			       struct err *err);

#endif
