/* SPDX-License-Identifier: Apache-2.0 */
/* The offer of a car: what comes along, and the answer. Thread: any. */
#ifndef BEURT_GATEWAY_OFFER_PAGE_H
#define BEURT_GATEWAY_OFFER_PAGE_H

#include "gateway/pages/pages.h"
#include "gateway/store_holder.h"

struct page_offer {
	const struct holder_offer *offer;
	const struct offered_garage *garages; /* that may go on looking after the car */
	size_t garages_count;
	bool known; /* signed in as whom it is offered to, or who offered it */
};
MUST_CHECK int page_offer_write(const struct page_frame *frame,
				const struct page_offer *view, struct strbuf *out,
				struct err *err);

/* A car's plate, make and model, and the fleet that owns it. */
void page_set_holder_car(struct value *data, const char *plate, const char *make,
			 const char *model);

#endif
