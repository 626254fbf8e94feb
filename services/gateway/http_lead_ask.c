/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Where somebody who is no customer yet asks: on a garage's own page, or on the
 * platform's among garages near a postcode that take new customers. Who gets it is the
 * person's choice alone (domain.md 3d-13).
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "gateway/http_lead_form.h"
#include "gateway/http_party_page.h"
#include "gateway/http_routes.h"
#include "gateway/limiter.h"
#include "pg/pg.h"

#define ACTION_TEXT 80
#define AREA_TEXT   5
#define FIELD_TEXT  60
#define CODE_SIGNS  "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_."

static struct party nobody(void *service, struct request *req, struct reply *reply)
{
	return (struct party){ .gateway = service,
			       .req = req,
			       .reply = reply,
			       .token = "",
			       .tongue = page_tongue(req) };
}

static int limit(struct gateway *gateway, const struct request *req, struct err *err)
{
	return limiter_take_of(gateway->limiter, LIMIT_CUSTOMER, request_ip(req), err);
}

/* --- one garage's own page ------------------------------------------------------------
 */
static int open_garage(struct party *party, char ret_action[ACTION_TEXT], struct err *err)
{
	const char *code = request_path(party->req, "code");
	size_t len = strlen(code);
	if (len == 0 || len >= DEALER_TEXT || strspn(code, CODE_SIGNS) != len)
		return err_set(err, ERR_ABSENT, "a garage's code is letters and digits");
	if (party_speaks(party, code, err) < 0)
		return -1;
	if (!party->dealer || !party->dealer->active)
		return err_set(err, ERR_ABSENT, "there is no garage %s", code);
	snprintf(ret_action, ACTION_TEXT, "/garage/%s/aanmelden", party->dealer->dealer);
	return 0;
}

static int show_form(const struct party *party, const struct page_lead_form *form,
		     const char *problem, struct err *err)
{
	struct page_frame frame = party_frame(party);
	frame.problem = problem;
	return page_lead_form_write(&frame, form, party_html(party, problem ? 400 : 200),
				    err);
}

int http_lead_form_page(void *service, struct request *req, struct reply *reply,
			struct err *err)
{
	PARTY_AUTO party = nobody(service, req, reply);
	char action[ACTION_TEXT];
	if (open_garage(&party, action, err) < 0)
		return party_refuse(&party, NULL, err);
	struct page_lead_form form = { .action = action };
	return show_form(&party, &form, NULL, err);
}

int http_lead_form(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	PARTY_AUTO party = nobody(service, req, reply);
	struct lead_typed *typed = request_alloc(req, sizeof(*typed));
	char action[ACTION_TEXT];
	if (limit(service, req, err) < 0 || open_garage(&party, action, err) < 0)
		return party_refuse(&party, NULL, err);
	const char *wrong = lead_form_read(req, typed);
	struct page_lead_form form = lead_form_again(typed, action);
	if (wrong)
		return show_form(&party, &form, wrong, err);
	struct lead_wanted wanted = {
		.codes = { party.dealer->dealer },
		.names = { party.dealer->name },
		.count = 1,
		.source = WIRE_LEAD_SOURCE_PAGE,
	};
	if (lead_form_keep(service, req, typed, &wanted, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "lead_sent", NULL, err);
}

/* --- among garages --------------------------------------------------------------------
 */
struct nearby {
	struct rows *rows;
	struct page_garage garages[LEAD_NEARBY];
	size_t count;
};

static void nearby_done(struct nearby *nearby)
{
	rows_free(nearby->rows);
}
#define NEARBY_AUTO __attribute__((cleanup(nearby_done))) struct nearby

static bool read_area(const char *postcode, char ret_area[AREA_TEXT])
{
	while (*postcode == ' ')
		postcode++;
	for (int i = 0; i < AREA_TEXT - 1; i++) {
		if (!isdigit((unsigned char)postcode[i]))
			return false;
		ret_area[i] = postcode[i];
	}
	ret_area[AREA_TEXT - 1] = '\0';
	return ret_area[0] != '0' && !isdigit((unsigned char)postcode[AREA_TEXT - 1]);
}

static int find_near(const struct party *party, const char *area, struct nearby *ret,
		     struct err *err)
{
	char field[FIELD_TEXT];
	AUTO(tx) *tx = NULL;
	if (tx_begin(party->gateway->all, &tx, err) < 0 ||
	    store_lead_nearby(tx, area, &ret->rows, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	for (; ret->count < rows_count(ret->rows); ret->count++) {
		struct page_garage *garage = &ret->garages[ret->count];
		*garage = (struct page_garage){
			.code = row_text(ret->rows, ret->count, 0),
			.name = row_text(ret->rows, ret->count, 1),
			.street = row_text(ret->rows, ret->count, 2),
			.postcode = row_text(ret->rows, ret->count, 3),
			.city = row_text(ret->rows, ret->count, 4),
		};
		snprintf(field, sizeof(field), "g_%s", garage->code);
		garage->chosen = party_checked(party->req, field);
	}
	return 0;
}

/* Only the word we made ourselves comes back. */
static const char *from_of(const struct request *req)
{
	char typed[12] = "";
	const char *asked = request_query(req, "van");
	if (!asked && request_form(req, "van", typed, sizeof(typed)))
		asked = typed;
	return asked && strcmp(asked, "paspoort") == 0 ? "paspoort" : NULL;
}

static int show_garages(const struct party *party, struct page_lead_form *form,
			const struct nearby *nearby, const char *problem, struct err *err)
{
	struct page_frame frame = party_frame(party);
	frame.problem = problem;
	form->from = from_of(party->req);
	return page_garages_write(&frame, form, nearby->garages, nearby->count,
				  party_html(party, problem ? 400 : 200), err);
}

int http_garages_page(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	PARTY_AUTO party = nobody(service, req, reply);
	NEARBY_AUTO nearby = { .rows = NULL };
	struct page_lead_form form = {
		.action = "/garages",
		.plate = request_query(req, "kenteken"),
		.postcode = request_query(req, "postcode"),
	};
	char area[AREA_TEXT];
	if (!form.postcode || !form.postcode[0])
		return show_garages(&party, &form, &nearby, NULL, err);
	if (!read_area(form.postcode, area)) {
		form.postcode = NULL;
		return show_garages(&party, &form, &nearby, "garages_postcode_wrong",
				    err);
	}
	if (find_near(&party, area, &nearby, err) < 0)
		return party_refuse(&party, NULL, err);
	return show_garages(&party, &form, &nearby, NULL, err);
}

static void choose(const struct nearby *nearby, struct lead_wanted *ret_wanted)
{
	for (size_t i = 0; i < nearby->count; i++) {
		if (!nearby->garages[i].chosen)
			continue;
		if (ret_wanted->count < LEAD_GARAGES) {
			ret_wanted->codes[ret_wanted->count] = nearby->garages[i].code;
			ret_wanted->names[ret_wanted->count] = nearby->garages[i].name;
		}
		ret_wanted->count++;
	}
}

int http_garages(void *service, struct request *req, struct reply *reply, struct err *err)
{
	PARTY_AUTO party = nobody(service, req, reply);
	NEARBY_AUTO nearby = { .rows = NULL };
	struct lead_typed *typed = request_alloc(req, sizeof(*typed));
	struct lead_wanted wanted = {
		.source = from_of(req) ? WIRE_LEAD_SOURCE_PASSPORT
				       : WIRE_LEAD_SOURCE_PLATFORM,
	};
	char area[AREA_TEXT];
	if (limit(service, req, err) < 0)
		return party_refuse(&party, NULL, err);
	const char *wrong = lead_form_read(req, typed);
	struct page_lead_form form = lead_form_again(typed, "/garages");
	if (!read_area(typed->postcode, area)) {
		form.postcode = NULL;
		return show_garages(&party, &form, &nearby, "garages_postcode_wrong",
				    err);
	}
	if (find_near(&party, area, &nearby, err) < 0)
		return party_refuse(&party, NULL, err);
	choose(&nearby, &wanted);
	if (!wrong && (wanted.count == 0 || wanted.count > LEAD_GARAGES))
		wrong = "garages_choose_needed";
	if (wrong)
		return show_garages(&party, &form, &nearby, wrong, err);
	if (lead_form_keep(service, req, typed, &wanted, err) < 0)
		return party_refuse(&party, NULL, err);
	return party_tell(&party, 200, "lead_sent", NULL, err);
}
