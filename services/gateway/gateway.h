/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the gateway's parts share while it runs. Filled at start, then only read; the
 * parts lock themselves. Thread: any.
 */
#ifndef BEURT_GATEWAY_GATEWAY_H
#define BEURT_GATEWAY_GATEWAY_H

#include "gateway/knobs.h"
#include "http/http.h"

struct flow;
struct producer;
struct waiters;
struct sights;
struct heard;
struct replies;
struct passwords;
struct limiter;
struct web;
struct page_cache;
struct inquiries;
struct doc_fonts;
struct page_templates;
struct link_keys;
struct courier;
struct drop;

struct gateway {
	const struct gateway_knobs *knobs;
	const struct clock *clock;
	struct clock *wall;  /* never stepped: sessions end in real time */
	struct pool *all;    /* the projector's role: every dealer */
	struct pool *portal; /* the role that sees one dealer at a time */
	struct flow *flow;
	struct producer *producer;
	struct waiters *waiters;
	struct sights *sights;
	struct replies *replies;
	struct passwords *passwords;
	struct limiter *limiter;
	struct web *web;
	struct page_cache *pages;
	struct doc_fonts *fonts;
	struct page_templates *page_templates;
	struct inquiries *inquiries;
	struct http_route *routes;
	struct http_server *server;
	struct link_keys *connector_keys; /* NULL: there are no connectors */
	struct courier *courier;
	struct drop *drop;
};

/* start.c */
int gateway_start(const struct app *app, struct pool *pool, const struct clock *clock,
		  void **ret_state, struct err *err);
int gateway_run(void *state, const struct app_running *with, struct err *err);
void gateway_committed(void *state, const struct heard *in);
void gateway_metrics(void *state, struct strbuf *out);
void gateway_quiet(void *state);
void gateway_stop(void *state);

#endif
