/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what is measured of a request and which requests leave a line in the log.
 */
#include "http/observe.h"

#include <stdatomic.h>

#include "sys/log.h"

static const int CODES[] = { 200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
			     409, 412, 413, 414, 415, 428, 429, 431, 500, 503 };
#define OTHER_CODE  COUNT_OF(CODES)
#define SLOW_MICROS 1000000

/* Counters are made when a code is first answered: most routes know three of them. */
struct route_metrics {
	_Atomic(struct counter *) codes[OTHER_CODE + 1];
	struct histogram *seconds;
};

struct observer {
	const struct http_options *options;
	struct route_metrics routes[];
};

static void route_label(const struct http_options *options, size_t route,
			struct strbuf *out)
{
	if (route < options->routes_count)
		strbuf_addf(out, "route=\"%s %s\"",
			    http_method_name(options->routes[route].method),
			    options->routes[route].path);
	else
		strbuf_add(out, "route=\"other\"");
}

struct observer *observer_new(const struct http_options *options)
{
	size_t count = options->routes_count + 1;
	struct observer *observer =
		mem_alloc(sizeof(*observer) + count * sizeof(observer->routes[0]));
	observer->options = options;
	for (size_t i = 0; options->metrics && i < count; i++) {
		STRBUF_AUTO label = strbuf_new(200);
		route_label(options, i, &label);
		observer->routes[i].seconds =
			metrics_histogram(options->metrics, "http_request_seconds",
					  "Time from head to last byte.", label.text);
	}
	return observer;
}

void observer_free(struct observer *observer)
{
	mem_free(observer);
}

static struct counter *make_counter(struct observer *observer, size_t route, size_t code)
{
	STRBUF_AUTO label = strbuf_new(240);
	route_label(observer->options, route, &label);
	if (code < OTHER_CODE)
		strbuf_addf(&label, ",code=\"%d\"", CODES[code]);
	else
		strbuf_add(&label, ",code=\"other\"");
	return metrics_counter(observer->options->metrics, "http_requests_total",
			       "Requests answered.", label.text);
}

void observer_count(struct observer *observer, const struct request *req, int64_t micros)
{
	const struct http_options *options = observer->options;
	size_t route = req->route ? (size_t)(req->route - options->routes)
				  : options->routes_count;
	struct route_metrics *metrics = &observer->routes[route];
	size_t code = 0;
	if (!options->metrics)
		return;
	while (code < OTHER_CODE && CODES[code] != req->reply.status)
		code++;
	struct counter *counter = atomic_load(&metrics->codes[code]);
	if (!counter) {
		counter = make_counter(observer, route, code);
		atomic_store(&metrics->codes[code], counter);
	}
	counter_add(counter, 1);
	histogram_observe(metrics->seconds, micros);
}

void observer_log(const struct request *req, int64_t micros)
{
	bool worth = req->reply.status == 500 || micros >= SLOW_MICROS ||
		     (req->method != HTTP_GET && req->method != 0);
	log_event(worth ? LOG_INFO : LOG_DEBUG, "request",
		  F_TEXT("route", req->route ? req->route->path : "other"),
		  F_TEXT("method", http_method_name(req->method)),
		  F_INT("status", req->reply.status), F_INT("micros", micros),
		  F_TEXT("trace", req->trace), F_TEXT("code", req->refusal.code));
}
