/* SPDX-License-Identifier: Apache-2.0 */
/* Decides what "alive" and "ready" answer. */
#include "app/admin.h"

#include "http/http.h"

struct admin {
	struct http_server *server;
};

static int answer(struct reply *reply, bool good, const char *detail)
{
	reply_status(reply, good ? 200 : 503);
	reply_type(reply, "text/plain; charset=utf-8");
	strbuf_add(reply_body(reply), detail);
	strbuf_add_char(reply_body(reply), '\n');
	return 0;
}

static int livez(void *service, struct request *req, struct reply *reply, struct err *err)
{
	(void)req;
	(void)err;
	struct admin_view *view = service;
	struct flow *flow = atomic_load(&view->flow);
	if (!flow)
		return answer(reply, true, "starting or stopping");
	struct flow_health health = flow_health(flow);
	return answer(reply, health.alive,
		      health.alive ? "alive" : "the loop stands still");
}

static int readyz(void *service, struct request *req, struct reply *reply,
		  struct err *err)
{
	(void)req;
	(void)err;
	struct admin_view *view = service;
	struct flow *flow = atomic_load(&view->flow);
	if (!flow)
		return answer(reply, false, "starting or stopping");
	struct flow_health health = flow_health(flow);
	return answer(reply, health.ready, health.detail);
}

static int metrics(void *service, struct request *req, struct reply *reply,
		   struct err *err)
{
	(void)req;
	(void)err;
	struct admin_view *view = service;
	void *state = atomic_load(&view->state);
	reply_type(reply, "text/plain; version=0.0.4; charset=utf-8");
	metrics_write(view->metrics, reply_body(reply));
	if (state && view->app->metrics)
		view->app->metrics(state, reply_body(reply));
	return 0;
}

static const struct http_route ROUTES[] = {
	{ .method = HTTP_GET, .path = "/livez", .run = livez },
	{ .method = HTTP_GET, .path = "/readyz", .run = readyz },
	{ .method = HTTP_GET, .path = "/metrics", .run = metrics },
};

int admin_start(struct admin_view *view, int port, struct admin **ret_admin,
		struct err *err)
{
	struct http_options options = {
		.address = "0.0.0.0",
		.port = port,
		.threads = 1,
		.workers = 1,
		.queue = 8,
		.connections = 32,
		.connections_per_ip = 16,
		.timeout_seconds = 10,
		.clock = view->clock,
		.routes = ROUTES,
		.routes_count = COUNT_OF(ROUTES),
		.service = view,
	};
	*ret_admin = NULL;
	if (port == 0)
		return 0;
	struct http_server *server = NULL;
	if (http_server_start(&options, &server, err) < 0)
		return err_prefix(err, "admin port: ");
	*ret_admin = mem_alloc(sizeof(**ret_admin));
	(*ret_admin)->server = server;
	return 0;
}

void admin_stop(struct admin *admin)
{
	if (!admin)
		return;
	http_server_stop(admin->server);
	mem_free(admin);
}
