/* SPDX-License-Identifier: Apache-2.0 */
/* Which schemas there are, and their migrations as compiled in. Thread: any. */
#ifndef BEURT_CTL_SCHEMAS_H
#define BEURT_CTL_SCHEMAS_H

#include "pg/migrate.h"

/* One row a service that owns a schema. */
#define EACH_SCHEMA(row) row(invoice) row(reminder) row(notification) row(gateway)

struct schema {
	const char *name;
	const struct migration *migrations;
	const size_t *count;
};

extern const struct schema schemas[];
extern const size_t schemas_count;

/* NULL when there is none of that name. */
const struct schema *schema_find(const char *name);

#endif
