/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl migrate: bring the schemas of some services, or of all, up to date.
 */
#include <string.h>

#include "ctl/command.h"
#include "ctl/setup.h"
#include "ctl/terminal.h"

static void print_help(void)
{
	terminal_say("Usage: beurt-ctl migrate [SERVICE…]\n\n"
		     "Runs what is not there yet, each file in a transaction of\n"
		     "its own, under a lock, and remembers it with its checksum.\n"
		     "Without a name: all services.\n");
	setup_print_help();
}

static int migrate_one(const struct setup *setup, const struct ctl_service *service,
		       struct err *err)
{
	AUTO_TEXT *owner = NULL;
	int ran = 0;
	if (setup_owner(setup, service, &owner, err) < 0 ||
	    migrate_run(owner, service->name, service->migrations,
			*service->migrations_count, &ran, err) < 0)
		return err_prefix(err, "%s: ", service->name);
	terminal_say("%s: %zu migrations, %d of them new\n", service->name,
		     *service->migrations_count, ran);
	return 0;
}

static int migrate_named(const struct setup *setup, char **names, int count,
			 struct err *err)
{
	for (int i = 0; i < count; i++) {
		const struct ctl_service *service = ctl_service_find(names[i]);
		if (!service)
			return err_set(err, ERR_INVALID, "there is no service %s",
				       names[i]);
		if (migrate_one(setup, service, err) < 0)
			return -1;
	}
	return 0;
}

static int migrate_all(const struct setup *setup, struct err *err)
{
	if (setup->owner[0])
		return err_set(err, ERR_INVALID,
			       "BEURT_DATABASE_OWNER is one service's: name the service");
	for (size_t i = 0; i < ctl_services_count; i++)
		if (migrate_one(setup, &ctl_services[i], err) < 0)
			return -1;
	return 0;
}

int command_migrate(int argc, char **argv)
{
	struct err err = { 0 };
	SETUP_AUTO setup = { .clock = NULL };
	if (argc > 1 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return CTL_DONE;
	}
	if (setup_open(&setup, &err) == 0 &&
	    (argc > 1 ? migrate_named(&setup, argv + 1, argc - 1, &err)
		      : migrate_all(&setup, &err)) == 0)
		return CTL_DONE;
	terminal_complain("migrate: %s", err.text);
	return err.kind == ERR_INVALID ? CTL_USAGE : CTL_FAILED;
}
