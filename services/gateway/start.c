/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Start and stop of the gateway's own parts. Stopping goes the other way round: first no
 * new requests, then no answers, then the bus, then what requests used.
 */
#include "bus/producer.h"
#include "doc/doc.h"
#include "flow/flow.h"
#include "gateway/access.h"
#include "gateway/connect/courier.h"
#include "gateway/connect/drop.h"
#include "gateway/inquiries.h"
#include "gateway/limiter.h"
#include "gateway/page_cache.h"
#include "gateway/pages/templates.h"
#include "gateway/password.h"
#include "gateway/publish.h"
#include "gateway/replies.h"
#include "gateway/routes.h"
#include "gateway/sights.h"
#include "gateway/timers.h"
#include "gateway/waiters.h"
#include "gateway/web.h"
#include "http/forwarded.h"
#include "pg/pg.h"
#include "sys/link.h"
#include "sys/log.h"

#define FLUSH_MILLIS 5000

static int answer_static(void *service, struct request *req, struct reply *reply,
			 struct err *err)
{
	const struct gateway *gateway = service;
	return web_answer(gateway->web, req, reply, err);
}

static int start_server(struct gateway *gateway, struct metrics *metrics, struct err *err)
{
	const struct gateway_knobs *knobs = gateway->knobs;
	size_t count = 0;
	gateway->routes = gateway_routes(&count);
	struct http_options options = {
		.address = knobs->http_address,
		.port = (int)knobs->http_port,
		.threads = (int)knobs->http_threads,
		.workers = (int)knobs->http_workers,
		.queue = (int)knobs->http_workers * 4,
		.connections = (int)knobs->connections,
		.connections_per_ip = (int)knobs->connections_per_ip,
		.timeout_seconds = (int)knobs->http_timeout,
		.proxies = knobs->proxies,
		.clock = gateway->clock,
		.metrics = metrics,
		.routes = gateway->routes,
		.routes_count = count,
		.guard = access_guard,
		.otherwise = answer_static,
		.service = gateway,
	};
	if (proxies_check(knobs->proxies, err) < 0)
		return err_prefix(err, "BEURT_HTTP_PROXY: ");
	if (http_server_start(&options, &gateway->server, err) < 0)
		return -1;
	log_event(LOG_INFO, "http_listening",
		  F_INT("port", http_server_port(gateway->server)));
	return 0;
}

static int open_portal_pool(struct gateway *gateway, struct err *err)
{
	struct pool_request request = {
		.conninfo = gateway->knobs->portal_database,
		.schema = "gateway",
		.application = "beurt-gateway-portal",
		.size = (int)gateway->knobs->portal_connections,
		.clock = gateway->clock,
	};
	return pool_open(&request, &gateway->portal, err);
}

static int open_parts(struct gateway *gateway, struct err *err)
{
	const struct gateway_knobs *knobs = gateway->knobs;
	gateway->waiters = waiters_new();
	gateway->sights = sights_new();
	gateway->pages = page_cache_new();
	gateway->fonts = doc_fonts_new();
	gateway->limiter = limiter_new((const int64_t[LIMITS]){
		[LIMIT_LOGIN] = knobs->logins_per_minute,
		[LIMIT_ENTRY] = knobs->entries_per_minute,
		[LIMIT_UPLOAD] = knobs->uploads_per_minute,
		[LIMIT_READ] = knobs->reads_per_minute,
		[LIMIT_CUSTOMER] = knobs->customer_posts_per_minute,
	});
	if (clock_open(NULL, &gateway->wall, err) < 0 ||
	    passwords_open((size_t)knobs->password_mebibytes,
			   (int)knobs->passwords_at_once, &gateway->passwords, err) < 0 ||
	    web_open(knobs->web, &gateway->web, err) < 0 ||
	    page_templates_open(&gateway->page_templates, err) < 0 ||
	    open_portal_pool(gateway, err) < 0 || timers_start(gateway->all, err) < 0)
		return -1;
	if (knobs->connector_keys[0] &&
	    link_keys_open(knobs->connector_keys, &gateway->connector_keys, err) < 0)
		return -1;
	return publish_open(knobs, &gateway->producer, err);
}

int gateway_start(const struct app *app, struct pool *pool, const struct clock *clock,
		  void **ret_state, struct err *err)
{
	struct gateway *gateway = mem_alloc(sizeof(*gateway));
	gateway->knobs = app->knobs_into;
	gateway->clock = clock;
	gateway->all = pool;
	if (open_parts(gateway, err) < 0) {
		gateway_stop(gateway);
		return -1;
	}
	*ret_state = gateway;
	return 0;
}

int gateway_run(void *state, const struct app_running *with, struct err *err)
{
	struct gateway *gateway = state;
	gateway->flow = with->flow;
	if (replies_open(gateway, &gateway->replies, err) < 0 ||
	    inquiries_open(gateway, &gateway->inquiries, err) < 0)
		return -1;
	if (gateway->connector_keys &&
	    (courier_start(gateway, &gateway->courier, err) < 0 ||
	     drop_start(gateway, &gateway->drop, err) < 0))
		return -1;
	return start_server(gateway, with->metrics, err);
}

void gateway_committed(void *state, const struct heard *in)
{
	const struct gateway *gateway = state;
	sights_tell(gateway->sights, in->key);
}

void gateway_metrics(void *state, struct strbuf *out)
{
	const struct gateway *gateway = state;
	if (!gateway->flow)
		return;
	struct flow_health health = flow_health(gateway->flow);
	strbuf_addf(out,
		    "# HELP beurt_projection_lag_seconds how far what is shown is behind"
		    " what was said; 0 = all of it is shown\n"
		    "# TYPE beurt_projection_lag_seconds gauge\n"
		    "beurt_projection_lag_seconds %lld\n",
		    (long long)(health.behind_micros / MICROS_PER_SECOND));
}

void gateway_quiet(void *state)
{
	struct gateway *gateway = state;
	http_server_stop(TAKE(gateway->server));
	drop_stop(TAKE(gateway->drop));
	courier_stop(TAKE(gateway->courier));
	inquiries_close(TAKE(gateway->inquiries));
	replies_close(TAKE(gateway->replies));
}

void gateway_stop(void *state)
{
	struct gateway *gateway = state;
	if (!gateway)
		return;
	if (gateway->producer)
		producer_close(gateway->producer, FLUSH_MILLIS);
	pool_close(gateway->portal);
	web_close(gateway->web);
	passwords_close(gateway->passwords);
	limiter_free(gateway->limiter);
	page_templates_close(gateway->page_templates);
	doc_fonts_free(gateway->fonts);
	page_cache_free(gateway->pages);
	waiters_free(gateway->waiters);
	sights_free(gateway->sights);
	link_keys_close(gateway->connector_keys);
	clock_close(gateway->wall);
	mem_free(gateway->routes);
	mem_free(gateway);
}
