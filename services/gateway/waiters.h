/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Requests that wait for the answer to their command. Thread: any.
 */
#ifndef BEURT_GATEWAY_WAITERS_H
#define BEURT_GATEWAY_WAITERS_H

#include <stdbool.h>

#include "base/err.h"
#include "base/uuid.h"
#include "gen/command_answered.h"

struct waiters;
struct waiter;

/* A state that was told beside what the answer is about. */
struct told_state {
	struct uuid id;
	int64_t version;
};

/* An answer, copied. */
struct told {
	enum command_answered_outcome outcome;
	char code[41];
	char detail[201];
	char aggregate[81]; /* "" = nothing to wait for */
	int64_t version;
	char *result; /* JSON text or NULL */
	struct told_state *states;
	size_t states_count;
};

struct waiters *waiters_new(void);
void waiters_free(struct waiters *waiters);
/* Say that this command's answer is waited for, before it is asked. */
struct waiter *waiters_add(struct waiters *waiters, const struct uuid *command);
/* False when none came by the deadline (clock_monotonic). The text of *ret_told becomes
 * the caller's: told_done. */
bool waiter_wait(struct waiter *waiter, int64_t deadline, struct told *ret_told);
/* After that: false when the answer was not in the log of commands by the deadline. */
bool waiter_wait_kept(struct waiter *waiter, int64_t deadline);
void waiter_end(struct waiter *waiter); /* NULL is allowed */
/* Hand an answer to whoever waits for it here; nobody may. */
void waiters_tell(struct waiters *waiters, const struct command_answered *answer);
/* The answer is in the log, for everybody to read. */
void waiters_kept(struct waiters *waiters, const char *command);
void told_done(struct told *told);

#endif
