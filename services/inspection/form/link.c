/* SPDX-License-Identifier: Apache-2.0 */
/* What the link of a form or a registration stands for. */
#include "inspection/form/link.h"

#include <stdio.h>

struct link link_make(const struct link_keys *keys, const char *dealer,
		      const struct uuid *id, enum link_kind kind)
{
	const char *name = kind == LINK_REPORT ? "report" : "registration";
	char what[128];

	snprintf(what, sizeof(what), "%s|%s|%s", dealer, id->text, name);
	return link_sign(keys, "/m/", what);
}
