/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Prints the routes, so that a test can hold them against the interface's description.
 */
#include "gateway/routes_print.h"

#include <unistd.h>

#include "gateway/gateway.h"
#include "sys/file.h"

int routes_print(void)
{
	STRBUF_AUTO out = strbuf_new(64 * 1024);
	struct err err;
	for (size_t i = 0; i < gateway_routes_count; i++)
		strbuf_addf(&out, "%s %s\n", http_method_name(gateway_routes[i].method),
			    gateway_routes[i].path);
	return file_write_all(STDOUT_FILENO, slice_of(out.text), &err) == 0 ? 0 : 1;
}
