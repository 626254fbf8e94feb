/* SPDX-License-Identifier: Apache-2.0 */
/* What beurt-ctl says: answers on standard output, complaints on standard error. */
#ifndef BEURT_CTL_TERMINAL_H
#define BEURT_CTL_TERMINAL_H

#include "base/err.h"

/* Exit codes of every command. */
enum { CTL_DONE = 0, CTL_FAILED = 1, CTL_USAGE = 2 };

void terminal_say(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* "beurt-ctl: …" and a newline. */
void terminal_complain(const char *fmt, ...) PRINTF_LIKE(1, 2);

#endif
