/* SPDX-License-Identifier: Apache-2.0 */
/* The help centre, for anybody: garages read their own articles too. */
#include <string.h>

#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/pages/help_page.h"

#define SEARCH_MOST 100

static struct page_frame frame_of(const struct gateway *gateway,
				  const struct request *req)
{
	return (struct page_frame){ .templates = gateway->page_templates,
				    .tongue = page_tongue(req),
				    .token = "" };
}

static struct page_help view_of(const struct gateway *gateway, const struct request *req)
{
	const char *who = request_query(req, "voor");
	const char *search = request_query(req, "q");
	bool garage = who && strcmp(who, "garage") == 0;
	return (struct page_help){
		.search = search ? search : "",
		.garage = garage,
		.email = gateway->knobs->helpdesk_email,
		.phone = gateway->knobs->helpdesk_phone,
		.feedback = garage ? NULL : "/mijn/feedback",
	};
}

int http_help(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct page_frame frame = frame_of(service, req);
	struct page_help view = view_of(service, req);
	if (strlen(view.search) > SEARCH_MOST)
		return err_set(err, ERR_INVALID, "q takes at most %d bytes", SEARCH_MOST);
	return page_help_write(&frame, &view, page_html(reply, 200), err);
}

int http_help_article(void *service, struct request *req, struct reply *reply,
		      struct err *err)
{
	struct page_frame frame = frame_of(service, req);
	struct page_help view = view_of(service, req);
	struct help_article article;
	const char *language = frame.tongue == TONGUE_EN ? "en" : "nl";
	if (!help_find(language, request_path(req, "article"), &article))
		return err_set(err, ERR_ABSENT, "there is no such article");
	return page_article_write(&frame, &view, &article, page_html(reply, 200), err);
}

int http_help_short(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	(void)service;
	(void)req;
	(void)err;
	reply_status(reply, 303);
	reply_header(reply, "Location", "/hulp?voor=garage");
	return 0;
}
