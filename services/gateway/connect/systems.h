/* SPDX-License-Identifier: Apache-2.0 */
/* Mappings to begin with, from systems/ as JSON texts, sorted by name. Thread: any. */
#ifndef BEURT_GATEWAY_CONNECT_SYSTEMS_H
#define BEURT_GATEWAY_CONNECT_SYSTEMS_H

#include <stddef.h>

struct system_source {
	const char *path; /* "claire.json" */
	const char *text;
};
extern const struct system_source system_sources[];
extern const size_t system_sources_count;

#endif
