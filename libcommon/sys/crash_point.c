/* SPDX-License-Identifier: Apache-2.0 */
/* Dying on request, in builds made for the fault tests only. */
#include "sys/crash_point.h"

#ifdef BEURT_CRASH_POINTS

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { KILLED = 137 }; /* what a shell shows for SIGKILL */

void crash_point(const char *label)
{
	static int passes;
	const char *wanted = getenv("BEURT_CRASH_AT");
	size_t len = strlen(label);
	int nth;

	if (wanted == NULL || strncmp(wanted, label, len) != 0 || wanted[len] != ':')
		return;
	nth = (int)strtol(wanted + len + 1, NULL, 10);
	if (__atomic_add_fetch(&passes, 1, __ATOMIC_RELAXED) == nth)
		_exit(KILLED);
}

#endif
