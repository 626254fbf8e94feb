/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Help with a light on the dashboard: for anybody, and with the garage's number and an
 * appointment for who came by a link of a report. Nothing is asked of the database but
 * whose page it is, and nothing is kept.
 */
#include <stdio.h>
#include <string.h>

#include "gateway/http_lights.h"
#include "gateway/http_mine.h"
#include "gateway/http_page.h"
#include "gateway/http_routes.h"

#define SEARCH_MOST 100
#define PLACE_TEXT  300

static int no_light(struct err *err)
{
	return err_set(err, ERR_ABSENT, "there is no such light, or no such answer");
}

int lights_show(const struct request *req, struct reply *reply,
		const struct page_frame *frame, const struct page_light_place *place,
		struct err *err)
{
	const char *search = request_query(req, "q");
	const char *fuel = request_query(req, "fuel");
	struct page_lights view = {
		.place = *place,
		.search = search ? search : "",
		.fuel = fuel ? fuel : "",
	};
	if (strlen(view.search) > SEARCH_MOST)
		return err_set(err, ERR_INVALID, "q takes at most %d bytes", SEARCH_MOST);
	return page_lights_write(frame, &view, page_html(reply, 200), err);
}

int light_show(const struct request *req, struct reply *reply,
	       const struct page_frame *frame, const struct page_light_place *place,
	       struct err *err)
{
	const char *path = request_query(req, "path");
	struct page_light view = {
		.place = *place,
		.light = light_find(request_path(req, "light")),
		.path = path ? path : "",
	};
	if (!view.light || !light_walk(view.light, view.path))
		return no_light(err);
	return page_light_write(frame, &view, page_html(reply, 200), err);
}

typedef int (*show_fn)(const struct request *req, struct reply *reply,
		       const struct page_frame *frame,
		       const struct page_light_place *place, struct err *err);

static int show_public(struct gateway *gateway, struct request *req, struct reply *reply,
		       show_fn show, struct err *err)
{
	struct dealer_state *dealer = NULL;
	const char *code = page_garage_code(req);
	if (code && page_garage_load(gateway, code, &dealer, err) < 0)
		return -1;
	struct page_frame frame = {
		.templates = gateway->page_templates,
		.dealer = dealer,
		.tongue = page_tongue(req),
	};
	struct page_light_place place = {
		.base = "/lampje",
		.garage = dealer ? code : NULL,
	};
	int done = show(req, reply, &frame, &place, err);
	msg_free(&dealer_state_type, dealer);
	return done;
}

int http_lights(void *service, struct request *req, struct reply *reply, struct err *err)
{
	return show_public(service, req, reply, lights_show, err);
}

int http_light(void *service, struct request *req, struct reply *reply, struct err *err)
{
	return show_public(service, req, reply, light_show, err);
}

/* In the name of the garage whose link it is; its page takes the wish. */
static int show_mine(void *service, struct request *req, struct reply *reply,
		     show_fn show, struct err *err)
{
	char base[PLACE_TEXT];
	char home[PLACE_TEXT];
	char book[PLACE_TEXT];
	MINE_AUTO mine;
	if (mine_load(service, req, reply, &mine, err) < 0)
		return mine_refuse(&mine, err);
	snprintf(home, sizeof(home), "/m/%.200s", mine.token);
	snprintf(base, sizeof(base), "%.210s/lampje", home);
	snprintf(book, sizeof(book), "%.210s?", home);
	struct page_frame frame = mine_frame(&mine);
	struct page_light_place place = {
		.base = base,
		.home = home,
		.book = mine.saved.version ? book : NULL,
		.book_end = "#wish",
	};
	return show(req, reply, &frame, &place, err);
}

int http_mine_lights(void *service, struct request *req, struct reply *reply,
		     struct err *err)
{
	return show_mine(service, req, reply, lights_show, err);
}

int http_mine_light(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	return show_mine(service, req, reply, light_show, err);
}
