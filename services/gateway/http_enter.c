/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One log-in page for everybody; who one is decides where one lands. A link that was
 * mailed opens a page with a button: only pressing it uses the link up, since mail
 * scanners follow links. Whether an address is known is told to nobody.
 */
#include <string.h>

#include "gateway/http_page.h"
#include "gateway/http_routes.h"
#include "gateway/http_session.h"
#include "gateway/pages/simple_page.h"
#include "gateway/signin.h"
#include "gateway/signin_party.h"
#include "http/problem.h"

#define WHO_TEXT      1300 /* 320 characters and NUL */
#define PASSWORD_TEXT 810
#define WAY_TEXT      120
#define WAY_CHARACTERS                                                                   \
	"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./"

struct entry {
	char who[WHO_TEXT];
	char password[PASSWORD_TEXT];
	char way[WAY_TEXT]; /* where they wanted to go; "" */
};

/* Only pages of our own for parties, so that a link cannot lead elsewhere. */
static void take_way(const char *way, char ret_way[WAY_TEXT])
{
	bool ours = way && (strncmp(way, "/mijn", 5) == 0 ||
			    strncmp(way, "/wagenpark/", 11) == 0);
	ret_way[0] = '\0';
	if (ours && strlen(way) < WAY_TEXT && way[strspn(way, WAY_CHARACTERS)] == '\0' &&
	    !strstr(way, "//"))
		memcpy(ret_way, way, strlen(way) + 1);
}

static struct page_frame frame_of(struct gateway *gateway, const struct request *req)
{
	return (struct page_frame){
		.templates = gateway->page_templates,
		.tongue = page_tongue(req),
		.token = request_path(req, "token"),
	};
}

static int show_login(struct gateway *gateway, const struct request *req,
		      struct reply *reply, const struct entry *entry, const char *problem,
		      struct err *err)
{
	struct page_frame frame = frame_of(gateway, req);
	struct page_simple page = {
		.body = "login",
		.title = "login_title",
		PAGE_ITEMS({ "who", entry->who }, { "naar", entry->way },
			   { "by_password", entry->password }),
	};
	frame.problem = problem;
	return page_simple_write(&frame, &page, page_html(reply, problem ? 403 : 200),
				 err);
}

int http_enter_page(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct entry entry = { .who = "" };
	take_way(request_query(req, "naar"), entry.way);
	return show_login(service, req, reply, &entry, NULL, err);
}

static void land(const struct subject *subject, const char *way, struct reply *reply)
{
	const char *place = "/";
	if (subject->role == ROLE_HOLDER)
		place = strncmp(way, "/mijn", 5) == 0 ? way : "/mijn";
	if (subject->role == ROLE_FLEET_MANAGER)
		place = way[0] ? way : "/wagenpark/";
	reply_status(reply, 303);
	reply_header(reply, "Location", "%s", place);
}

static const char *refusal_word(const struct err *err)
{
	if (err->kind == ERR_LATER)
		return strcmp(err->code, "TOO_MANY") == 0 ? "login_too_often"
							  : "login_busy";
	return err->kind == ERR_DENIED || err->kind == ERR_INVALID ? "login_refused"
								   : NULL;
}

/* What was wrong stands on the page; what is broken is an error. */
static int refuse(struct gateway *gateway, const struct request *req, struct reply *reply,
		  const struct entry *entry, struct err *err)
{
	const char *word = refusal_word(err);
	bool later = err->kind == ERR_LATER;
	int status = problem_status(err);
	if (!word)
		return -1;
	err_clear(err);
	int done = show_login(gateway, req, reply, entry, word, err);
	if (later) {
		reply_status(reply, status);
		reply_header(reply, "Retry-After", "60");
	}
	return done;
}

static int enter_by_password(struct gateway *gateway, const struct request *req,
			     struct reply *reply, const struct entry *entry,
			     struct err *err)
{
	struct subject subject = { .role = ROLE_NONE };
	bool is_address = strchr(entry->who, '@') != NULL;
	struct body_login body = {
		.login = is_address ? NULL : entry->who,
		.email = is_address ? entry->who : NULL,
		.password = entry->password,
	};
	if (!entry->who[0] || !entry->password[0])
		return show_login(gateway, req, reply, entry, "login_refused", err);
	if (signin_by_password(gateway, req, reply, &body, &subject, err) < 0)
		return refuse(gateway, req, reply, entry, err);
	land(&subject, entry->way, reply);
	return 0;
}

static int send_link(struct gateway *gateway, const struct request *req,
		     struct reply *reply, const struct entry *entry, struct err *err)
{
	struct page_frame frame = frame_of(gateway, req);
	struct page_simple page = {
		.body = "login_sent",
		.title = "login_sent_title",
		PAGE_ITEMS({ "who", entry->who }),
	};
	if (!strchr(entry->who, '@'))
		return show_login(gateway, req, reply, entry, "login_needs_address", err);
	if (signin_party_send(gateway, req, reply, entry->who, err) < 0)
		return err->kind == ERR_INVALID ? show_login(gateway, req, reply, entry,
							     "email_wrong", err)
						: refuse(gateway, req, reply, entry, err);
	return page_simple_write(&frame, &page, page_html(reply, 200), err);
}

int http_enter(void *service, struct request *req, struct reply *reply, struct err *err)
{
	struct entry *entry = request_alloc(req, sizeof(*entry));
	char way[WAY_TEXT] = "";
	char how[20] = "";
	request_form(req, "who", entry->who, sizeof(entry->who));
	request_form(req, "password", entry->password, sizeof(entry->password));
	request_form(req, "naar", way, sizeof(way));
	request_form(req, "how", how, sizeof(how));
	take_way(way, entry->way);
	if (strcmp(how, "password") == 0)
		return enter_by_password(service, req, reply, entry, err);
	return send_link(service, req, reply, entry, err);
}

static int show_link(struct gateway *gateway, const struct request *req,
		     struct reply *reply, bool holds, struct err *err)
{
	struct page_frame frame = frame_of(gateway, req);
	struct page_simple page = {
		.body = "login_use",
		.title = holds ? "login_title" : "login_dead_title",
		PAGE_ITEMS({ "holds", holds ? "yes" : "" }),
	};
	return page_simple_write(&frame, &page, page_html(reply, holds ? 200 : 404), err);
}

int http_enter_link_page(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	bool holds;
	if (signin_party_look(service, req, request_path(req, "token"), &holds, err) < 0)
		return -1;
	return show_link(service, req, reply, holds, err);
}

int http_enter_link(void *service, struct request *req, struct reply *reply,
		    struct err *err)
{
	struct subject subject = { .role = ROLE_NONE };
	if (signin_party_use(service, req, reply, request_path(req, "token"), &subject,
			     err) < 0) {
		if (err->kind != ERR_DENIED)
			return -1;
		err_clear(err);
		return show_link(service, req, reply, /* holds= */ false, err);
	}
	land(&subject, "", reply);
	return 0;
}

int http_leave(void *service, struct request *req, struct reply *reply, struct err *err)
{
	if (signin_close(service, req, reply, err) < 0)
		return -1;
	reply_status(reply, 303);
	reply_header(reply, "Location", "/inloggen");
	return 0;
}
