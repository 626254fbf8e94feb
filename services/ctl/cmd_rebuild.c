/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl rebuild gateway: forget the read model and hear its topics again from their
 * beginning. The gateway may run; it shows what it has heard so far.
 */
#include <string.h>

#include "ctl/command.h"
#include "ctl/setup.h"
#include "ctl/store.h"
#include "ctl/terminal.h"
#include "flow/offsets.h"

/* What fills the read model (services/gateway/events.c). */
static const char *const TOPICS[] = {
	"customer.state.v1",
	"vehicle.state.v1",
	"proposal.state.v1",
	"week.state.v1",
	"week.closed.v1",
	"intake.state.v1",
	"consent.state.v1",
	"conversion.recorded.v1",
	"notification.outcome.v1",
	"invoice.recorded.v1",
	"inspection.state.v1",
	"checklist.state.v1",
	"inspection_version.state.v1",
	"registration.state.v1",
	"register.state.v1",
	"passport.state.v1",
	"party.state.v1",
	"fleet.state.v1",
	"transfer.state.v1",
	"appointment.state.v1",
	"calendar.state.v1",
	"cost.state.v1",
};

static void print_help(void)
{
	terminal_say(
		"Usage: beurt-ctl rebuild gateway\n\n"
		"Empties the gateway's read model and hears its topics again from their\n"
		"beginning. Log-ins, settings, commands and the audit log stay.\n");
	setup_print_help();
}

static int forget_all(struct tx *tx, int64_t *ret_partitions, struct err *err)
{
	*ret_partitions = 0;
	if (store_rebuild_clear(tx, err) < 0)
		return -1;
	for (size_t i = 0; i < COUNT_OF(TOPICS); i++) {
		int64_t count;
		if (offset_forget(tx, TOPICS[i], -1, &count, err) < 0)
			return -1;
		*ret_partitions += count;
	}
	return 0;
}

static int rebuild(struct err *err)
{
	SETUP_AUTO setup = { .clock = NULL };
	AUTO(pool) *pool = NULL;
	AUTO(tx) *tx = NULL;
	int64_t partitions;
	if (setup_open(&setup, err) < 0 ||
	    setup_pool(&setup, ctl_service_find("gateway"), &pool, err) < 0 ||
	    tx_begin(pool, &tx, err) < 0 || forget_all(tx, &partitions, err) < 0 ||
	    tx_commit(TAKE(tx), err) < 0)
		return -1;
	terminal_say("the read model is empty; %lld partitions are heard again\n",
		     (long long)partitions);
	return 0;
}

int command_rebuild(int argc, char **argv)
{
	struct err err = { 0 };
	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return CTL_DONE;
	}
	if (argc != 2 || strcmp(argv[1], "gateway") != 0) {
		terminal_complain("rebuild: the gateway has the only read model: "
				  "beurt-ctl rebuild gateway");
		return CTL_USAGE;
	}
	if (rebuild(&err) == 0)
		return CTL_DONE;
	terminal_complain("rebuild: %s", err.text);
	return CTL_FAILED;
}
