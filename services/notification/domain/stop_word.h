/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Whether an answer to a text message means "no more of these" (domain.md 3d-10).
 *
 * The word must come first; some words mean it only when they stand alone, because
 * sentences begin with them too. Dutch and English. Thread: any.
 */
#ifndef BEURT_NOTIFICATION_STOP_WORD_H
#define BEURT_NOTIFICATION_STOP_WORD_H

#include <stdbool.h>

#include "base/slice.h"

bool stop_word_is(struct slice text);

#endif
