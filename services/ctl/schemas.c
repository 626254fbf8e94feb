/* SPDX-License-Identifier: Apache-2.0 */
/* The one list of schemas beurt-ctl knows; a new service is a word in EACH_SCHEMA. */
#include "ctl/schemas.h"

#include <string.h>

#define DECLARE(name)                                                                  \
	extern const struct migration name##_migrations[];                             \
	extern const size_t name##_migrations_count;
EACH_SCHEMA(DECLARE)

#define ROW(name) { #name, name##_migrations, &name##_migrations_count },
const struct schema schemas[] = { EACH_SCHEMA(ROW) };
const size_t schemas_count = COUNT_OF(schemas);

const struct schema *schema_find(const char *name)
{
	for (size_t i = 0; i < schemas_count; i++) {
		if (strcmp(schemas[i].name, name) == 0)
			return &schemas[i];
	}
	return NULL;
}
