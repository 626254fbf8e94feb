/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How the commands that work on a running house reach it: databases, broker, clock, all
 * from the environment. Thread: main.
 */
#ifndef BEURT_CTL_SETUP_H
#define BEURT_CTL_SETUP_H

#include "pg/migrate.h"
#include "pg/pg.h"
#include "sys/clock.h"
#include "sys/knobs.h"

/* A service that has a schema. */
struct ctl_service {
	const char *name;
	const struct migration *migrations;
	const size_t *migrations_count;
	const char *owner; /* role that may change tables */
	const char *role;  /* role that works in them */
};

extern const struct ctl_service ctl_services[];
extern const size_t ctl_services_count;
/* NULL when there is no such service. */
const struct ctl_service *ctl_service_find(const char *name);

struct setup {
	const char *database;  /* BEURT_DATABASE: one service's */
	const char *owner;     /* BEURT_DATABASE_OWNER: one service's */
	const char *databases; /* BEURT_DATABASES: every service's, with {role} in it */
	const char *brokers;
	const char *kafka_options;
	const char *clock_file;
	int64_t password_mebibytes; /* of what seed hashes */
	struct clock *clock;
};

MUST_CHECK int setup_open(struct setup *ret_setup, struct err *err);
void setup_close(struct setup *setup);
void setup_print_help(void); /* the variables */
#define SETUP_AUTO __attribute__((cleanup(setup_close))) struct setup

/* Connection string of a role of a service; caller frees. ERR_INVALID names the variable
 * that is missing. */
MUST_CHECK int setup_owner(const struct setup *setup, const struct ctl_service *service,
			   char **ret_conninfo, struct err *err);
MUST_CHECK int setup_role(const struct setup *setup, const struct ctl_service *service,
			  char **ret_conninfo, struct err *err);
/* A small pool of the working role. */
MUST_CHECK int setup_pool(const struct setup *setup, const struct ctl_service *service,
			  struct pool **ret_pool, struct err *err);

#endif
