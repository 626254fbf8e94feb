/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One's own cars: the list, and one car. What a garage knows is read as that garage's, by
 * the vehicle alone and only of the days it looked after the car.
 */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "base/zone.h"
#include "gateway/http_holder.h"
#include "gateway/http_lights.h"
#include "gateway/http_routes.h"
#include "gateway/pages/car_page.h"
#include "gateway/store_inspection.h"
#include "pg/pg.h"
#include "sys/zone_file.h"

#define PLACE_TEXT 120

/* What was done, as the page that follows says it; only our own redirects ask for it. */
static const char *said_word(const struct request *req)
{
	static const char *const SAID[][2] = {
		{ "accepted", "said_accepted" },         { "declined", "said_declined" },
		{ "cancelled", "said_cancelled" },       { "reminded", "said_reminded" },
		{ "offered", "said_offered" },           { "disowned", "said_disowned" },
		{ "unlinked", "said_unlinked" },         { "booked", "said_booked" },
		{ "messages_off", "said_messages_off" }, { "saved", "said_saved" },
		{ "address", "said_address" },
	};
	const char *said = request_query(req, "said");
	for (size_t i = 0; said && i < COUNT_OF(SAID); i++)
		if (strcmp(said, SAID[i][0]) == 0)
			return SAID[i][1];
	return NULL;
}

struct page_frame holder_frame(const struct party *party)
{
	struct page_frame frame = party_frame(party);
	frame.said = said_word(party->req);
	return frame;
}

int holder_speaks(struct party *party, struct err *err)
{
	char garage[DEALER_TEXT];
	AUTO(tx) *tx = NULL;
	if (party_begin(party, &tx, err) < 0 ||
	    store_holder_garage(tx, garage, err) < 0 || tx_commit(TAKE(tx), err) < 0)
		return -1;
	return garage[0] ? party_speaks(party, garage, err) : 0;
}

int http_holder_cars(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	struct holder_car *cars = request_alloc(req, HOLDER_CARS_MAX * sizeof(*cars));
	struct holder_offer *offers =
		request_alloc(req, HOLDER_OFFERS_MAX * sizeof(*offers));
	struct page_cars view = { .cars = cars, .offers = offers };
	AUTO(tx) *tx = NULL;
	if (access_subject(req)->role == ROLE_FLEET_MANAGER)
		return party_see(&party, "/wagenpark/");
	if (party_begin(&party, &tx, err) < 0 ||
	    store_holder_cars(tx, cars, &view.cars_count, err) < 0 ||
	    store_holder_offers(tx, offers, &view.offers_count, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0 || holder_speaks(&party, err) < 0)
		return -1;
	struct page_frame frame = holder_frame(&party);
	return page_cars_write(&frame, &view, party_html(&party, 200), err);
}

int holder_begin(struct party *party, struct tx **ret_tx, struct passport_view *ret_view,
		 struct err *err)
{
	struct uuid id;
	if (request_path_uuid(party->req, "id", &id, err) < 0)
		return err_set(err, ERR_ABSENT, "there is no such car");
	return passport_begin_as(party->gateway, party->tenant, &id, ret_tx, ret_view,
				 err);
}

int holder_open(struct party *party, struct passport_view *ret_view,
		struct holder_facts *ret_facts, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (holder_begin(party, &tx, ret_view, err) < 0 ||
	    store_holder_facts(tx, &ret_view->passport, ret_facts, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	const struct passport_garage *garage = passport_garage_now(ret_view);
	return garage ? party_speaks(party, garage->dealer, err) : 0;
}

/* Everything of the car page; the garages are the part that must be given back. */
struct holder_page {
	struct passport_view view;
	struct holder_facts facts;
	struct holder_register register_facts;
	struct page_car_garage *garages;
	size_t garages_count;
	struct expected_costs costs;
	struct civil_date today;
};

static void page_done(struct holder_page *page)
{
	for (size_t i = 0; i < page->garages_count; i++) {
		msg_free(&dealer_state_type, page->garages[i].dealer);
		msg_free(&inspection_state_type, page->garages[i].newest);
	}
	msg_free(&register_state_type, page->register_facts.state);
}
#define HOLDER_PAGE_AUTO __attribute__((cleanup(page_done))) struct holder_page

static int load_dealer(struct tx *tx, const char *code, struct dealer_state **ret_dealer,
		       struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *dealer;
	if (store_dealer_load(tx, code, &json, err) < 0 ||
	    msg_decode(&dealer_state_type, slice_of(json), &dealer, err) < 0)
		return -1;
	*ret_dealer = dealer;
	return 0;
}

/* The newest report is what is open now; older ones were followed by it. */
static int load_newest(struct tx *tx, struct page_car_garage *garage, struct err *err)
{
	AUTO_TEXT *json = NULL;
	void *form;
	if (garage->reports_count == 0 || !garage->runs)
		return 0;
	if (store_form_load(tx, &garage->reports[0].inspection, &json, err) < 0 ||
	    msg_decode(&inspection_state_type, slice_of(json), &form, err) < 0)
		return -1;
	garage->newest = form;
	return 0;
}

static int load_costs(struct tx *tx, struct holder_page *page, struct err *err)
{
	if (page->costs.count > 0)
		return 0;
	return store_expected_costs(tx, &page->view.vehicle,
				    uuid_is_set(&page->view.fleet), &page->costs, err);
}

static int load_messages(struct tx *tx, const struct holder_page *page,
			 const struct passport_garage *of, struct page_car_garage *garage,
			 struct err *err)
{
	struct holder_messages_of what = {
		.facts = &page->facts,
		.garage = of,
		.passport = page->view.passport,
		.since = page->view.since,
	};
	return store_holder_messages(tx, &what, garage->messages, &garage->messages_count,
				     err);
}

static int load_known(struct tx *tx, struct holder_page *page,
		      const struct passport_garage *of, struct page_car_garage *garage,
		      struct err *err)
{
	const struct zone *zone;
	struct civil_date before = NO_DATE;
	if (zone_find(garage->dealer->timezone, &zone, err) < 0)
		return -1;
	if (instant_is_set(of->until))
		before = zone_local(zone, of->until).date;
	if (!civil_is_set(page->today))
		page->today = zone_local(zone, tx_now(tx)).date;
	garage->runs = !instant_is_set(of->until);
	garage->zone = zone;
	garage->own = passport_own_days(&page->view, zone);
	if (store_holder_visits(tx, &page->view.vehicle, before, garage->visits,
				&garage->visits_count, err) < 0 ||
	    store_holder_reports(tx, &page->view.vehicle, of->until, garage->reports,
				 &garage->reports_count, err) < 0)
		return -1;
	if (load_messages(tx, page, of, garage, err) < 0)
		return -1;
	if (garage->runs &&
	    (store_holder_next(tx, &page->view.vehicle, &garage->next, err) < 0 ||
	     load_costs(tx, page, err) < 0))
		return -1;
	return load_newest(tx, garage, err);
}

/* Newest garage first; the register is read through the one that looks after the car. */
static int load_garages(struct tx *tx, const struct party *party,
			struct holder_page *page, struct err *err)
{
	struct passport_view *view = &page->view;
	page->garages =
		request_alloc(party->req, PASSPORT_GARAGES * sizeof(*page->garages));
	for (size_t i = view->garages_count; i > 0; i--) {
		const struct passport_garage *of = &view->garages[i - 1];
		struct page_car_garage *garage = &page->garages[page->garages_count];
		if (passport_turn_to(tx, view, of, err) < 0 ||
		    load_dealer(tx, of->dealer, &garage->dealer, err) < 0)
			return -1;
		page->garages_count++;
		if (load_known(tx, page, of, garage, err) < 0)
			return -1;
		if (!page->register_facts.state &&
		    !civil_is_set(page->register_facts.apk_expiry) &&
		    store_holder_register(tx, &view->vehicle, &page->register_facts,
					  err) < 0)
			return -1;
	}
	return 0;
}

static int load_page(struct party *party, struct holder_page *page, struct err *err)
{
	AUTO(tx) *tx = NULL;
	if (holder_begin(party, &tx, &page->view, err) < 0 ||
	    store_holder_facts(tx, &page->view.passport, &page->facts, err) < 0 ||
	    load_garages(tx, party, page, err) < 0)
		return -1;
	return tx_commit(TAKE(tx), err);
}

int http_holder_car(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	PARTY_AUTO party = party_signed_in(service, req, reply);
	HOLDER_PAGE_AUTO page = { .garages_count = 0 };
	if (load_page(&party, &page, err) < 0)
		return party_refuse(&party, "/mijn", err);
	const struct passport_garage *now = passport_garage_now(&page.view);
	if (now && party_speaks(&party, now->dealer, err) < 0)
		return -1;
	struct page_car_view view = {
		.facts = &page.facts,
		.register_facts = &page.register_facts,
		.garages = page.garages,
		.garages_count = page.garages_count,
		.costs = &page.costs,
		.today = page.today,
		.books = party.dealer && party.dealer->opening_count > 0,
	};
	struct page_frame frame = holder_frame(&party);
	return page_car_write(&frame, &view, party_html(&party, 200), err);
}

/* --- lights ------------------------------------------------------------------------- */

typedef int (*show_fn)(const struct request *req, struct reply *reply,
		       const struct page_frame *frame,
		       const struct page_light_place *place, struct err *err);

static int show_light(void *service, struct request *req, struct reply *reply,
		      show_fn show, struct err *err)
{
	char home[PLACE_TEXT];
	char base[PLACE_TEXT];
	char book[PLACE_TEXT];
	struct passport_view view;
	struct holder_facts facts;
	PARTY_AUTO party = party_signed_in(service, req, reply);
	if (holder_open(&party, &view, &facts, err) < 0)
		return party_refuse(&party, "/mijn", err);
	snprintf(home, sizeof(home), "/mijn/auto/%s", view.passport.text);
	snprintf(base, sizeof(base), "%.80s/lampje", home);
	snprintf(book, sizeof(book), "%.80s/afspraak?", home);
	bool books = party.dealer && party.dealer->opening_count > 0;
	struct page_light_place place = {
		.base = base,
		.home = home,
		.book = books ? book : NULL,
	};
	struct page_frame frame = party_frame(&party);
	return show(req, reply, &frame, &place, err);
}

int http_holder_lights(void *service, struct request *req, struct reply *reply,
		       struct err *err)
{
	return show_light(service, req, reply, lights_show, err);
}

int http_holder_light(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	return show_light(service, req, reply, light_show, err);
}
