/* SPDX-License-Identifier: Apache-2.0 */
/* `beurt-gateway --routes`: the table of routes, for tests and people. Thread: main. */
#ifndef BEURT_GATEWAY_ROUTES_PRINT_H
#define BEURT_GATEWAY_ROUTES_PRINT_H

int routes_print(void); /* one "METHOD path" a line; returns the exit code */

#endif
