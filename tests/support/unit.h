/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What every unit test includes: cmocka with the headers it wants, and expectations that
 * say the case's sentence when they fail.
 */
#ifndef BEURT_TESTS_UNIT_H
#define BEURT_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <inttypes.h>
#include <stdbool.h>
#include <string.h>

#include "base/mem.h"

static inline void expect_text(const char *sentence, const char *got, const char *wanted)
{
	if (strcmp(got, wanted) != 0)
		fail_msg("%s: got \"%s\", wanted \"%s\"", sentence, got, wanted);
}

static inline void expect_number(const char *sentence, int64_t got, int64_t wanted)
{
	if (got != wanted)
		fail_msg("%s: got %" PRId64 ", wanted %" PRId64, sentence, got, wanted);
}

static inline void expect_true(const char *sentence, bool truth)
{
	if (!truth)
		fail_msg("not so: %s", sentence);
}

#endif
