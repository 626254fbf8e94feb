/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-gateway: log-ins, the portal's interface, the read model behind it, and the pages
 * customers reach from messages.
 */
#include <string.h>

#include "gateway/events.h"
#include "gateway/gateway.h"
#include "gateway/routes_print.h"
#include "gateway/timers.h"

extern const struct migration gateway_migrations[];
extern const size_t gateway_migrations_count;

int main(int argc, char **argv)
{
	struct gateway_knobs knobs = { .http_port = 0 };
	struct app app = {
		.service = "gateway",
		.purpose =
			"the portal's interface and read model, log-ins, customer pages",
		.knobs = gateway_knobs,
		.knobs_count = gateway_knobs_count,
		.knobs_into = &knobs,
		.migrations = gateway_migrations,
		.migrations_count = gateway_migrations_count,
		.messages = gateway_messages,
		.messages_count = gateway_messages_count,
		.committed = gateway_committed,
		.metrics = gateway_metrics,
		.timers = gateway_timers,
		.timers_count = gateway_timers_count,
		.start = gateway_start,
		.stop = gateway_stop,
		.run = gateway_run,
		.quiet = gateway_quiet,
	};
	if (argc == 2 && strcmp(argv[1], "--routes") == 0)
		return routes_print();
	return app_run(&app, argc, argv);
}
