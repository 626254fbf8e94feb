/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The pages of one's own cars: all of them, and one with its whole story in the order
 * people ask for it. Thread: any.
 */
#ifndef BEURT_GATEWAY_CAR_PAGE_H
#define BEURT_GATEWAY_CAR_PAGE_H

#include "gateway/pages/pages.h"
#include "gateway/store_expected.h"
#include "gateway/store_message.h"

struct page_cars {
	const struct holder_car *cars;
	size_t cars_count;
	const struct holder_offer *offers; /* that wait, to them and by them */
	size_t offers_count;
};
MUST_CHECK int page_cars_write(const struct page_frame *frame,
			       const struct page_cars *view, struct strbuf *out,
			       struct err *err);

/* What one garage knows of the car, of the days it looked after it. */
struct page_car_garage {
	struct dealer_state *dealer;
	bool runs; /* it still looks after it */
	struct own_days own;
	struct holder_visit visits[HOLDER_VISITS_MAX];
	size_t visits_count;
	struct holder_report reports[HOLDER_REPORTS_MAX];
	size_t reports_count;
	struct inspection_state *newest; /* of the reports; NULL: none */
	struct holder_appointment next;
	struct holder_message messages[HOLDER_MESSAGES_MAX];
	size_t messages_count;
	const struct zone *zone; /* its clock */
};

struct page_car_view {
	const struct holder_facts *facts;
	const struct holder_register *register_facts;
	const struct page_car_garage *garages; /* those that look after it first */
	size_t garages_count;
	const struct expected_costs *costs; /* NULL: no garage knows the car */
	struct civil_date today;
	bool books; /* a garage takes appointments through us */
};
MUST_CHECK int page_car_write(const struct page_frame *frame,
			      const struct page_car_view *view, struct strbuf *out,
			      struct err *err);

/* Part of that page: what was sent about the car. */
void page_messages_set(struct value *data, const struct page_frame *frame,
		       const struct page_car_view *view);
/* How many advices of the newest report are neither done nor decided on. */
size_t page_car_open(const struct inspection_state *form);

#endif
