/* SPDX-License-Identifier: Apache-2.0 */
/*
 * beurt-ctl migrate: brings a service's schema to what this build knows. Safe to run
 * again and from several places at once; only the owner's role may.
 */
#include <string.h>

#include "ctl/command.h"
#include "ctl/schemas.h"
#include "ctl/terminal.h"
#include "sys/knobs.h"

struct migrate_knobs {
	const char *owner;
};

static const struct knob KNOBS[] = {
	{ "DATABASE_OWNER", KNOB_SECRET, offsetof(struct migrate_knobs, owner), NULL,
	  "Postgres connection of the schema's owner, e.g. user=beurt_invoice_owner" },
};

static void print_help(void)
{
	terminal_say("Usage: beurt-ctl migrate SERVICE\n\n"
		     "Runs the migrations the schema does not have yet, each in a transaction "
		     "of its own.\nBEURT_DATABASE_OWNER says how the owner connects.\n\n"
		     "Services:");
	for (size_t i = 0; i < schemas_count; i++)
		terminal_say(" %s", schemas[i].name);
	terminal_say("\n");
}

static int migrate(const struct schema *schema)
{
	struct migrate_knobs knobs = { 0 };
	struct err err = { 0 };
	int ran = 0;
	int result;

	if (knobs_read(KNOBS, COUNT_OF(KNOBS), &knobs, &err) < 0) {
		terminal_complain("%s", err.text);
		return CTL_USAGE;
	}
	result = migrate_run(knobs.owner, schema->name, schema->migrations, *schema->count,
			     &ran, &err);
	knobs_done(KNOBS, COUNT_OF(KNOBS), &knobs);
	if (result < 0) {
		terminal_complain("migrate %s: %s", schema->name, err.text);
		return CTL_FAILED;
	}
	terminal_say("%s: %d of %zu migrations run, the schema is current\n", schema->name,
		     ran, *schema->count);
	return CTL_DONE;
}

int command_migrate(int argc, char **argv)
{
	const struct schema *schema;

	if (argc == 2 && strcmp(argv[1], "--help") == 0) {
		print_help();
		return CTL_DONE;
	}
	schema = argc == 2 ? schema_find(argv[1]) : NULL;
	if (schema)
		return migrate(schema);
	terminal_complain("migrate takes one service; beurt-ctl migrate --help lists them");
	return CTL_USAGE;
}
