/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl: the tool of whoever runs or integrates Beurt. This file holds the table of
 * commands and finds the one that was asked for.
 */
#include <string.h>

#include "base/mem.h"
#include "ctl/command.h"
#include "ctl/terminal.h"

static const struct command COMMANDS[] = {
	{ "import", "--url URL … FILE…", "upload invoices and report what was parked",
	  command_import },
	{ "doctor", "[SERVICE…]", "look at everything a house needs", command_doctor },
	{ "dead", "list|show|replay|discard …", "records that could not be handled",
	  command_dead },
	{ "rebuild", "gateway", "fill the read model again from its topics",
	  command_rebuild },
	{ "migrate", "[SERVICE…]", "bring the services' schemas up to date",
	  command_migrate },
	{ "seed", "FILE", "add or change dealers and users", command_seed },
	{ "try", "RULE [OPTION…]",
	  "run one rule without any server, JSON lines in and out", command_try },
};

static void print_help(void)
{
	terminal_say("Usage: beurt-ctl COMMAND [ARGUMENT…]\n\nCommands:\n");
	for (size_t i = 0; i < COUNT_OF(COMMANDS); i++)
		terminal_say("  %-10s %-28s %s\n", COMMANDS[i].name, COMMANDS[i].usage,
			     COMMANDS[i].purpose);
	terminal_say("\nOptions:\n"
		     "  --help     show this text; beurt-ctl COMMAND --help tells more\n"
		     "  --version  show the version\n");
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(COMMANDS); i++) {
		if (strcmp(COMMANDS[i].name, name) == 0)
			return &COMMANDS[i];
	}
	return NULL;
}

int main(int argc, char **argv)
{
	const char *name = argc > 1 ? argv[1] : "";
	const struct command *command = find_command(name);

	if (command != NULL)
		return command->run(argc - 1, argv + 1);
	if (strcmp(name, "--version") == 0) {
		terminal_say("beurt-ctl %s\n", BEURT_VERSION);
		return CTL_DONE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "help") == 0) {
		print_help();
		return CTL_DONE;
	}
	terminal_complain("%s%s; beurt-ctl --help lists the commands",
			  argc > 1 ? "no such command: " : "no command given", name);
	return CTL_USAGE;
}
