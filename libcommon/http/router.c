/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which route takes a path. Segments are compared as they are, after decoding:
 * no "..", no empty segments, no trailing slash. A parameter may have an ending,
 * "{number}.pdf". A fixed segment wins from a {parameter} by standing earlier in the
 * table.
 */
#include <string.h>

#include "http/exchange.h"

static struct slice next_segment(const char **at)
{
	const char *start = *at + 1; /* the slash */
	size_t length = strcspn(start, "/");
	*at = start + length;
	return (struct slice){ start, length };
}

/* "{number}.pdf": the parameter is what stands before the ending. */
static bool take_ending(struct slice *pattern, struct slice *segment)
{
	const char *close = memchr(pattern->at, '}', pattern->len);
	size_t name = (size_t)(close + 1 - pattern->at);
	size_t ending = pattern->len - name;
	if (segment->len <= ending ||
	    memcmp(segment->at + segment->len - ending, close + 1, ending) != 0)
		return false;
	pattern->len = name;
	segment->len -= ending;
	return true;
}

static bool take_segment(struct request *req, struct slice pattern, struct slice segment)
{
	if (segment.len == 0)
		return false;
	if (pattern.at[0] != '{')
		return pattern.len == segment.len &&
		       memcmp(pattern.at, segment.at, segment.len) == 0;
	if (!take_ending(&pattern, &segment) || req->params_count == PATH_PARAMS_MAX)
		return false;
	char *value = request_alloc(req, segment.len + 1);
	memcpy(value, segment.at, segment.len);
	req->params[req->params_count++] = (struct path_param){
		.name = { pattern.at + 1, pattern.len - 2 },
		.value = value,
	};
	return true;
}

static bool path_matches(struct request *req, const char *pattern)
{
	const char *path = req->url;
	req->params_count = 0;
	while (*pattern && *path) {
		struct slice wanted = next_segment(&pattern);
		struct slice given = next_segment(&path);
		if (!take_segment(req, wanted, given))
			return false;
	}
	return *pattern == *path;
}

/* A cheap look before anything is copied: the fixed text before the first parameter. */
static bool may_match(const char *pattern, const char *path)
{
	return strncmp(pattern, path, strcspn(pattern, "{")) == 0;
}

enum route_found router_find(const struct http_options *options, struct request *req)
{
	enum route_found found = ROUTE_NONE;
	for (size_t i = 0; i < options->routes_count; i++) {
		const struct http_route *route = &options->routes[i];
		if (!may_match(route->path, req->url) || !path_matches(req, route->path))
			continue;
		if (route->method == req->method) {
			req->route = route;
			return ROUTE_FOUND;
		}
		found = ROUTE_OTHER_METHOD;
	}
	return found;
}
