/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what is measured of a request and which requests leave a line in the log.
 */
#include "http/observe.h"

#include <stdatomic.h>

#include "sys/log.h"

static const int CODES[] = {200, 201, 202, 204, 304, 400, 401, 403, 404, 405,
			    409, 412, 413, 414, 415, 428, 429, 431, 500, 503};
#define OTHER_CODE COUNT_OF(CODES)

static const int64_t BOUNDS_MICROS[] = {1000,   5000,    25000,  100000,
					500000, 1000000, 5000000};
static const char *const BOUNDS[] = {"0.001", "0.005", "0.025", "0.1", "0.5", "1", "5"};
#define BUCKETS     (COUNT_OF(BOUNDS_MICROS) + 1)
#define SLOW_MICROS 1000000

struct route_counts {
	atomic_uint_least64_t codes[OTHER_CODE + 1];
	atomic_uint_least64_t buckets[BUCKETS];
	atomic_uint_least64_t micros;
};

struct observer {
	size_t routes_count;
	struct route_counts routes[];
};

struct observer *observer_new(size_t routes_count)
{
	struct observer *observer = mem_alloc(
		sizeof(*observer) + (routes_count + 1) * sizeof(observer->routes[0]));
	observer->routes_count = routes_count;
	return observer;
}

void observer_free(struct observer *observer)
{
	mem_free(observer);
}

static void raise(atomic_uint_least64_t *counter, uint64_t by)
{
	atomic_fetch_add_explicit(counter, by, memory_order_relaxed);
}

void observer_count(struct observer *observer, size_t route, int status, int64_t micros)
{
	struct route_counts *counts = &observer->routes[route];
	size_t code = 0;
	size_t bucket = 0;
	while (code < OTHER_CODE && CODES[code] != status)
		code++;
	while (bucket < BUCKETS - 1 && BOUNDS_MICROS[bucket] < micros)
		bucket++;
	raise(&counts->codes[code], 1);
	raise(&counts->buckets[bucket], 1);
	raise(&counts->micros, (uint64_t)micros);
}

static unsigned long long value(const atomic_uint_least64_t *counter)
{
	return atomic_load_explicit(counter, memory_order_relaxed);
}

static void write_codes(const struct route_counts *counts, const char *route,
			struct strbuf *out)
{
	for (size_t i = 0; i <= OTHER_CODE; i++) {
		if (value(&counts->codes[i]) == 0)
			continue;
		strbuf_addf(out, "http_requests_total{route=\"%s\",code=\"", route);
		if (i < OTHER_CODE)
			strbuf_addf(out, "%d", CODES[i]);
		else
			strbuf_add(out, "other");
		strbuf_addf(out, "\"} %llu\n", value(&counts->codes[i]));
	}
}

static void write_times(const struct route_counts *counts, const char *route,
			struct strbuf *out)
{
	unsigned long long sum = 0;
	for (size_t i = 0; i < BUCKETS; i++) {
		sum += value(&counts->buckets[i]);
		strbuf_addf(out,
			    "http_request_seconds_bucket{route=\"%s\",le=\"%s\"} %llu\n",
			    route, i < BUCKETS - 1 ? BOUNDS[i] : "+Inf", sum);
	}
	unsigned long long micros = value(&counts->micros);
	strbuf_addf(out, "http_request_seconds_sum{route=\"%s\"} %llu.%06llu\n", route,
		    micros / 1000000, micros % 1000000);
	strbuf_addf(out, "http_request_seconds_count{route=\"%s\"} %llu\n", route, sum);
}

static void route_label(const struct http_options *options, size_t route,
			struct strbuf *out)
{
	strbuf_clear(out);
	if (route < options->routes_count)
		strbuf_addf(out, "%s %s", http_method_name(options->routes[route].method),
			    options->routes[route].path);
	else
		strbuf_add(out, "other");
}

void observer_write(const struct observer *observer, const struct http_options *options,
		    struct strbuf *out)
{
	STRBUF_AUTO label = strbuf_new(200);
	strbuf_add(out, "# HELP http_requests_total Requests answered.\n"
			"# TYPE http_requests_total counter\n");
	for (size_t i = 0; i <= observer->routes_count; i++) {
		route_label(options, i, &label);
		write_codes(&observer->routes[i], label.text, out);
	}
	strbuf_add(out, "# HELP http_request_seconds Time from head to last byte.\n"
			"# TYPE http_request_seconds histogram\n");
	for (size_t i = 0; i <= observer->routes_count; i++) {
		route_label(options, i, &label);
		write_times(&observer->routes[i], label.text, out);
	}
}

void observer_log(const struct request *req, int64_t micros)
{
	bool worth = req->reply.status >= 500 || micros >= SLOW_MICROS ||
		     (req->method != HTTP_GET && req->method != 0);
	log_event(worth ? LOG_INFO : LOG_DEBUG, "request",
		  F_TEXT("route", req->route ? req->route->path : "other"),
		  F_TEXT("method", http_method_name(req->method)),
		  F_INT("status", req->reply.status), F_INT("micros", micros),
		  F_TEXT("trace", req->trace), F_TEXT("code", req->refusal.code),
		  F_TEXT("error", req->refusal.text));
}
