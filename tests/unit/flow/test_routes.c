/* SPDX-License-Identifier: Apache-2.0 */
/* Which handlers a topic's records may reach. */
#include "flow/routes.h"
#include "gen/invoice_published.h"
#include "gen/invoice_uploaded.h"
#include "gen/proposal_decide.h"
#include "gen/week_decide.h"
#include "unit.h"

static const struct message_route LIST[] = {
	{ .type = &invoice_published_type },
	{ .type = &invoice_uploaded_type },
	{ .type = &proposal_decide_type },
	{ .type = &week_decide_type },
};

static struct routes *open_routes(void)
{
	struct err err = { 0 };
	struct routes *routes = NULL;
	if (routes_new(LIST, COUNT_OF(LIST), &routes, &err) < 0)
		fail_msg("%s", err.text);
	return routes;
}

static void each_topic_is_subscribed_to_once(void **state)
{
	(void)state;
	size_t count = 0;
	AUTO(routes) *routes = open_routes();
	const char *const *topics = routes_topics(routes, &count);
	expect_number("count", (int64_t)count, 3);
	expect_true("a pattern starts with ^", topics[0][0] == '^');
}

static void a_vendor_topic_has_its_patterns_route(void **state)
{
	(void)state;
	AUTO(routes) *routes = open_routes();
	struct topic_routes found = routes_for(routes, "ingress.invoice.acme.v1");
	expect_number("count", (int64_t)found.count, 1);
	expect_true("published", found.list[0]->type == &invoice_published_type);
}

static void a_name_hides_a_pattern(void **state)
{
	(void)state;
	AUTO(routes) *routes = open_routes();
	struct topic_routes found = routes_for(routes, "ingress.invoice.upload.v1");
	expect_number("count", (int64_t)found.count, 1);
	expect_true("uploaded", found.list[0]->type == &invoice_uploaded_type);
}

static void one_topic_may_carry_many_types(void **state)
{
	(void)state;
	AUTO(routes) *routes = open_routes();
	expect_number("commands",
		      (int64_t)routes_for(routes, "reminder.command.v1").count, 2);
	expect_number("others",
		      (int64_t)routes_for(routes, "ingress.invoice.a.b.v1").count, 0);
}

static void too_many_types_of_a_topic_are_refused(void **state)
{
	(void)state;
	static struct message_route list[MAX_TOPIC_ROUTES + 1];
	struct routes *routes = NULL;
	struct err err = { 0 };
	for (size_t i = 0; i < COUNT_OF(list); i++)
		list[i] = (struct message_route){ .type = &proposal_decide_type };
	expect_number("as many", routes_new(list, MAX_TOPIC_ROUTES, &routes, &err), 0);
	expect_number("all of them",
		      (int64_t)routes_for(routes, "reminder.command.v1").count,
		      MAX_TOPIC_ROUTES);
	routes_free(routes);
	expect_number("one more", routes_new(list, COUNT_OF(list), &routes, &err), -1);
	expect_number("broken", err.kind, ERR_BROKEN);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_topic_is_subscribed_to_once),
		cmocka_unit_test(a_vendor_topic_has_its_patterns_route),
		cmocka_unit_test(a_name_hides_a_pattern),
		cmocka_unit_test(one_topic_may_carry_many_types),
		cmocka_unit_test(too_many_types_of_a_topic_are_refused),
	};
	return cmocka_run_group_tests_name("routes", tests, NULL, NULL);
}
