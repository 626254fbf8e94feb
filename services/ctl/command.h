/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The commands of beurt-ctl. A new one is a file cmd_<name>.c, its function here and its
 * row in main.c; a new rule of `beurt-ctl try` is a file try_<name>.c, its function in
 * try.h and its row in try.c.
 */
#ifndef BEURT_CTL_COMMAND_H
#define BEURT_CTL_COMMAND_H

struct command {
	const char *name;
	const char *usage;   /* what follows the name */
	const char *purpose; /* one line */
	/* argv[0] is the command's name; returns one of the exit codes of terminal.h. */
	int (*run)(int argc, char **argv);
};

int command_import(int argc, char **argv);
int command_dead(int argc, char **argv);
int command_doctor(int argc, char **argv);
int command_migrate(int argc, char **argv);
int command_rebuild(int argc, char **argv);
int command_seed(int argc, char **argv);
int command_try(int argc, char **argv);

#endif
