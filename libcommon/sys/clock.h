/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The only reader of time.
 *
 * clock_now() is the business moment: it can be set and stepped for tests and the demo
 * through the file BEURT_CLOCK names (two signed 64-bit numbers of microseconds, shared
 * by mapping, so that all processes step together: an offset, and the moment at which
 * time stands, nought when it runs). clock_monotonic() is the real one, for time-outs
 * only. Thread: any.
 */
#ifndef BEURT_SYS_CLOCK_H
#define BEURT_SYS_CLOCK_H

#include "base/instant.h"

struct clock;

/* path NULL or empty: the plain system clock. The file is made when absent. */
MUST_CHECK int clock_open(const char *path, struct clock **ret_clock, struct err *err);
void clock_close(struct clock *clock);
AUTO_FREE(clock, clock_close)

struct instant clock_now(const struct clock *clock);
/* Now becomes `at`, from which it runs on or, standing, does not. ERR_INVALID without a
 * clock file. */
MUST_CHECK int clock_set(struct clock *clock, struct instant at, struct err *err);
struct instant clock_real(void);  /* never stepped; for log lines only */
int64_t clock_monotonic(void);    /* microseconds, never stepped */
void clock_pause(int64_t micros); /* real time; for back-off only */

#endif
