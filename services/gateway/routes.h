/* SPDX-License-Identifier: Apache-2.0 */
/* The tables of routes: method, path, function, who may, what it costs. Thread: any. */
#ifndef BEURT_GATEWAY_ROUTES_H
#define BEURT_GATEWAY_ROUTES_H

#include "http/http.h"

/* All of them; the caller frees it with mem_free, after the server that uses it. */
struct http_route *gateway_routes(size_t *ret_count);
/* routes_pages.c: those of people's pages. Constant. */
const struct http_route *gateway_page_routes(size_t *ret_count);

#endif
