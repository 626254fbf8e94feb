/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which handlers a topic's records may reach.
 *
 * A record reaches a handler only on its type's own topic: what outsiders may write to
 * must not carry a command by naming its type in a header.
 */
#include "flow/routes.h"

#include <regex.h>
#include <string.h>

struct pattern {
	regex_t compiled;
	bool used;
};

struct routes {
	const struct message_route *list;
	size_t count;
	struct pattern *patterns; /* one a route */
	const char **topics;
	size_t topics_count;
};

static void add_topic(struct routes *routes, const char *topic)
{
	for (size_t i = 0; i < routes->topics_count; i++)
		if (strcmp(routes->topics[i], topic) == 0)
			return;
	routes->topics[routes->topics_count++] = topic;
}

static int add_route(struct routes *routes, size_t i, struct err *err)
{
	const struct msg_type *type = routes->list[i].type;
	if (!type->topic_pattern) {
		if (!type->topic)
			return err_set(err, ERR_BROKEN, "%s is not said on any topic",
				       type->name);
		add_topic(routes, type->topic);
		return 0;
	}
	if (regcomp(&routes->patterns[i].compiled, type->topic_pattern,
		    REG_EXTENDED | REG_NOSUB) != 0)
		return err_set(err, ERR_BROKEN, "%s: topic pattern %s does not compile",
			       type->name, type->topic_pattern);
	routes->patterns[i].used = true;
	add_topic(routes, type->topic_pattern);
	return 0;
}

/* One too many would never be heard, and nobody would know. */
static int check_topic(const struct routes *routes, const char *topic, struct err *err)
{
	size_t count = 0;
	for (size_t i = 0; i < routes->count; i++) {
		const struct msg_type *type = routes->list[i].type;
		const char *own = type->topic_pattern ? type->topic_pattern : type->topic;
		count += strcmp(own, topic) == 0;
	}
	if (count > MAX_TOPIC_ROUTES)
		return err_set(err, ERR_BROKEN, "%s has %zu message types, of at most %d",
			       topic, count, MAX_TOPIC_ROUTES);
	return 0;
}

int routes_new(const struct message_route *list, size_t count, struct routes **ret_routes,
	       struct err *err)
{
	AUTO(routes) *routes = mem_alloc(sizeof(*routes));
	routes->list = list;
	routes->count = count;
	routes->patterns = mem_alloc(sizeof(*routes->patterns) * (count + 1));
	routes->topics = mem_alloc(sizeof(*routes->topics) * (count + 1));
	for (size_t i = 0; i < count; i++)
		if (add_route(routes, i, err) < 0)
			return -1;
	for (size_t i = 0; i < routes->topics_count; i++)
		if (check_topic(routes, routes->topics[i], err) < 0)
			return -1;
	*ret_routes = TAKE(routes);
	return 0;
}

void routes_free(struct routes *routes)
{
	if (!routes)
		return;
	for (size_t i = 0; i < routes->count; i++)
		if (routes->patterns[i].used)
			regfree(&routes->patterns[i].compiled);
	mem_free(routes->patterns);
	mem_free(routes->topics);
	mem_free(routes);
}

const char *const *routes_topics(const struct routes *routes, size_t *ret_count)
{
	*ret_count = routes->topics_count;
	return routes->topics;
}

enum fit { FIT_NOT, FIT_PATTERN, FIT_NAME };

static enum fit fit_of(const struct routes *routes, size_t i, const char *topic)
{
	if (!routes->patterns[i].used)
		return strcmp(routes->list[i].type->topic, topic) == 0 ? FIT_NAME
								       : FIT_NOT;
	return regexec(&routes->patterns[i].compiled, topic, 0, NULL, 0) == 0
		       ? FIT_PATTERN
		       : FIT_NOT;
}

static void collect(const struct routes *routes, const char *topic, enum fit fit,
		    struct topic_routes *found)
{
	for (size_t i = 0; i < routes->count && found->count < MAX_TOPIC_ROUTES; i++) {
		if (fit_of(routes, i, topic) != fit)
			continue;
		found->list[found->count++] = &routes->list[i];
		if (routes->list[i].unreadable)
			found->unreadable = &routes->list[i];
	}
}

struct topic_routes routes_for(const struct routes *routes, const char *topic)
{
	struct topic_routes found = { 0 };
	collect(routes, topic, FIT_NAME, &found);
	if (found.count == 0)
		collect(routes, topic, FIT_PATTERN, &found);
	return found;
}
