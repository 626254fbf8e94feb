/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which handlers belong to which topic. Inside flow/ only. Thread: any, once made.
 */
#ifndef BEURT_FLOW_ROUTES_H
#define BEURT_FLOW_ROUTES_H

#include "flow/flow.h"

struct routes;

/* Keeps list. ERR_BROKEN for a type without topic or a pattern that does not compile. */
MUST_CHECK int routes_new(const struct message_route *list, size_t count,
			  struct routes **ret_routes, struct err *err);
void routes_free(struct routes *routes);
AUTO_FREE(routes, routes_free)

/* What to subscribe to: names, and patterns starting with ^; each once. Lends. */
const char *const *routes_topics(const struct routes *routes, size_t *ret_count);

#define MAX_TOPIC_ROUTES 64

/* The routes of one topic; a name's own routes hide those of patterns that fit it too. */
struct topic_routes {
	const struct message_route *list[MAX_TOPIC_ROUTES];
	size_t count;
	const struct message_route *unreadable; /* the one with .unreadable, or NULL */
};

struct topic_routes routes_for(const struct routes *routes, const char *topic);

#endif
