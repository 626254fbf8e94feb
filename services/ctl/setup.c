/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which variable names the database of a service: BEURT_DATABASES with {role} for
 * all of them, else BEURT_DATABASE and BEURT_DATABASE_OWNER for the one that is meant.
 */
#include "ctl/setup.h"

#include <string.h>

#include "base/strbuf.h"
#include "ctl/terminal.h"

#define CONNINFO_MOST 2000

/* clang-format off */
static const struct knob KNOBS[] = {
	{ "DATABASE", KNOB_SECRET, offsetof(struct setup, database), "",
	  "Postgres connection of one service's working role" },
	{ "DATABASE_OWNER", KNOB_SECRET, offsetof(struct setup, owner), "",
	  "Postgres connection of one service's owner, for migrate" },
	{ "DATABASES", KNOB_SECRET, offsetof(struct setup, databases), "",
	  "Postgres connection of any role: {role} in it stands for the role" },
	{ "BROKERS", KNOB_TEXT, offsetof(struct setup, brokers), "127.0.0.1:9092",
	  "Kafka bootstrap servers" },
	{ "KAFKA", KNOB_SECRET, offsetof(struct setup, kafka_options), "",
	  "more librdkafka settings, key=value;key=value" },
	{ "CLOCK", KNOB_TEXT, offsetof(struct setup, clock_file), "",
	  "file with a shared clock offset, for tests and the demo" },
	{ "PASSWORD_MEBIBYTES", KNOB_INT, offsetof(struct setup, password_mebibytes),
	  "46", "memory one password check takes (argon2id)", .min = 19, .max = 1024 },
};
/* clang-format on */

#define MIGRATIONS_OF(service)                                                           \
	extern const struct migration service##_migrations[];                            \
	extern const size_t service##_migrations_count;

MIGRATIONS_OF(invoice)
MIGRATIONS_OF(reminder)
MIGRATIONS_OF(inspection)
MIGRATIONS_OF(fleet)
MIGRATIONS_OF(notification)
MIGRATIONS_OF(gateway)

const struct ctl_service ctl_services[] = {
	{ "invoice", invoice_migrations, &invoice_migrations_count, "beurt_invoice_owner",
	  "beurt_invoice" },
	{ "reminder", reminder_migrations, &reminder_migrations_count,
	  "beurt_reminder_owner", "beurt_reminder" },
	{ "inspection", inspection_migrations, &inspection_migrations_count,
	  "beurt_inspection_owner", "beurt_inspection" },
	{ "fleet", fleet_migrations, &fleet_migrations_count, "beurt_fleet_owner",
	  "beurt_fleet" },
	{ "notification", notification_migrations, &notification_migrations_count,
	  "beurt_notification_owner", "beurt_notification" },
	{ "gateway", gateway_migrations, &gateway_migrations_count, "beurt_gateway_owner",
	  "beurt_gateway_projector" },
};
const size_t ctl_services_count = COUNT_OF(ctl_services);

const struct ctl_service *ctl_service_find(const char *name)
{
	for (size_t i = 0; i < ctl_services_count; i++)
		if (strcmp(ctl_services[i].name, name) == 0)
			return &ctl_services[i];
	return NULL;
}

int setup_open(struct setup *ret_setup, struct err *err)
{
	struct setup setup = { .clock = NULL };
	if (knobs_read(KNOBS, COUNT_OF(KNOBS), &setup, err) < 0)
		return -1;
	if (clock_open(setup.clock_file, &setup.clock, err) < 0) {
		knobs_done(KNOBS, COUNT_OF(KNOBS), &setup);
		return -1;
	}
	*ret_setup = setup;
	return 0;
}

void setup_close(struct setup *setup)
{
	clock_close(setup->clock);
	setup->clock = NULL;
	knobs_done(KNOBS, COUNT_OF(KNOBS), setup);
}

void setup_print_help(void)
{
	STRBUF_AUTO out = strbuf_new(8192);
	knobs_print_help(KNOBS, COUNT_OF(KNOBS), &out);
	terminal_say("\nEnvironment:\n%s", out.text);
}

/* The template with every {role} replaced. */
static int fill_role(const char *template, const char *role, char **ret_conninfo,
		     struct err *err)
{
	STRBUF_AUTO out = strbuf_new(CONNINFO_MOST);
	const char *at = template;
	for (const char *mark = strstr(at, "{role}"); mark; mark = strstr(at, "{role}")) {
		strbuf_add_n(&out, at, (size_t)(mark - at));
		strbuf_add(&out, role);
		at = mark + strlen("{role}");
	}
	strbuf_add(&out, at);
	if (strbuf_check(&out, err) < 0)
		return err_prefix(err, "BEURT_DATABASES: ");
	*ret_conninfo = strbuf_take(&out);
	return 0;
}

static int find_conninfo(const struct setup *setup, const char *own, const char *variable,
			 const char *role, char **ret_conninfo, struct err *err)
{
	if (own[0]) {
		*ret_conninfo = mem_text(own);
		return 0;
	}
	if (setup->databases[0])
		return fill_role(setup->databases, role, ret_conninfo, err);
	return err_set(err, ERR_INVALID,
		       "set %s for one service, or BEURT_DATABASES for all", variable);
}

int setup_owner(const struct setup *setup, const struct ctl_service *service,
		char **ret_conninfo, struct err *err)
{
	return find_conninfo(setup, setup->owner, "BEURT_DATABASE_OWNER", service->owner,
			     ret_conninfo, err);
}

int setup_role(const struct setup *setup, const struct ctl_service *service,
	       char **ret_conninfo, struct err *err)
{
	return find_conninfo(setup, setup->database, "BEURT_DATABASE", service->role,
			     ret_conninfo, err);
}

int setup_pool(const struct setup *setup, const struct ctl_service *service,
	       struct pool **ret_pool, struct err *err)
{
	AUTO_TEXT *conninfo = NULL;
	if (setup_role(setup, service, &conninfo, err) < 0)
		return -1;
	struct pool_request request = {
		.conninfo = conninfo,
		.schema = service->name,
		.application = "beurt-ctl",
		.size = 2,
		.clock = setup->clock,
	};
	if (pool_open(&request, ret_pool, err) < 0)
		return err_prefix(err, "%s: ", service->name);
	return 0;
}
