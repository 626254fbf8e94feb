/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages that help with a light on the dashboard: all lights as pictures, and one
 * light with its questions and what to do. Everything is in the address, nothing is kept.
 * Thread: any.
 */
#ifndef BEURT_GATEWAY_LIGHT_PAGE_H
#define BEURT_GATEWAY_LIGHT_PAGE_H

#include "gateway/lights/lights.h"
#include "gateway/pages/pages.h"

/* Where the pages stand. Texts are ready for an address. */
struct page_light_place {
	const char *base; /* "/lampje" */
	const char *home; /* the page of the car they belong to; NULL: none */
	const char
		*book; /* where an appointment is asked for, to its "?"; NULL: nowhere */
	const char *book_end; /* after the light: "#wish"; NULL: nothing */
	const char *garage;   /* code that goes along from page to page; NULL: none */
};

struct page_lights {
	struct page_light_place place;
	const char *search; /* as typed; "" none */
	const char *fuel;   /* "petrol", "diesel", "electric"; "" all */
};
MUST_CHECK int page_lights_write(const struct page_frame *frame,
				 const struct page_lights *view, struct strbuf *out,
				 struct err *err);

struct page_light {
	struct page_light_place place;
	const struct light *light;
	const char *path; /* that light_walk() follows */
};
MUST_CHECK int page_light_write(const struct page_frame *frame,
				const struct page_light *view, struct strbuf *out,
				struct err *err);

/* Of the fuel's word, for lights; all of them when it is none. */
unsigned page_light_fuels(const char *fuel);

/* What the customer would say of it: the light and the answers given. Nothing is added
 * when there is no such light or path. */
void page_light_complaint(enum tongue tongue, const char *id, const char *path,
			  struct strbuf *out);

#endif
