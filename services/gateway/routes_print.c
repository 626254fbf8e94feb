/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the routes, so that a test can hold them against the interface's description.
 */
#include "gateway/routes_print.h"

#include <unistd.h>

#include "base/mem.h"
#include "gateway/routes.h"
#include "sys/file.h"

int routes_print(void)
{
	STRBUF_AUTO out = strbuf_new(64 * 1024);
	struct err err;
	size_t count = 0;
	struct http_route *routes = gateway_routes(&count);
	for (size_t i = 0; i < count; i++)
		strbuf_addf(&out, "%s %s\n", http_method_name(routes[i].method),
			    routes[i].path);
	mem_free(routes);
	return file_write_all(STDOUT_FILENO, slice_of(out.text), &err) == 0 ? 0 : 1;
}
