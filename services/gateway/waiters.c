/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Hides how an answer finds the request that waits for it.
 */
#include "gateway/waiters.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "sys/thread.h"

#define BUCKETS 256

struct waiter {
	struct waiters *home;
	struct waiter *next;
	struct uuid command;
	struct cond news;
	bool answered;
	bool kept;
	struct told told;
};

struct waiters {
	struct mutex lock;
	struct waiter *buckets[BUCKETS];
};

struct waiters *waiters_new(void)
{
	struct waiters *waiters = mem_alloc(sizeof(*waiters));
	mutex_init(&waiters->lock);
	return waiters;
}

void waiters_free(struct waiters *waiters)
{
	if (!waiters)
		return;
	mutex_done(&waiters->lock);
	mem_free(waiters);
}

static struct waiter **bucket_of(struct waiters *waiters, const char *command)
{
	return &waiters->buckets[text_hash(command) % BUCKETS];
}

struct waiter *waiters_add(struct waiters *waiters, const struct uuid *command)
{
	struct waiter *waiter = mem_alloc(sizeof(*waiter));
	struct waiter **bucket = bucket_of(waiters, command->text);
	waiter->home = waiters;
	waiter->command = *command;
	cond_init(&waiter->news);
	MUTEX_HOLD(&waiters->lock);
	waiter->next = *bucket;
	*bucket = waiter;
	return waiter;
}

bool waiter_wait(struct waiter *waiter, int64_t deadline, struct told *ret_told)
{
	MUTEX_HOLD(&waiter->home->lock);
	while (!waiter->answered)
		if (!cond_wait_until(&waiter->news, &waiter->home->lock, deadline))
			break;
	if (!waiter->answered)
		return false;
	*ret_told = waiter->told;
	waiter->told.result = NULL;
	waiter->told.states = NULL;
	return true;
}

bool waiter_wait_kept(struct waiter *waiter, int64_t deadline)
{
	MUTEX_HOLD(&waiter->home->lock);
	while (!waiter->kept)
		if (!cond_wait_until(&waiter->news, &waiter->home->lock, deadline))
			return waiter->kept;
	return true;
}

void waiter_end(struct waiter *waiter)
{
	if (!waiter)
		return;
	mutex_lock(&waiter->home->lock);
	struct waiter **at = bucket_of(waiter->home, waiter->command.text);
	while (*at != waiter)
		at = &(*at)->next;
	*at = waiter->next;
	mutex_unlock(&waiter->home->lock);
	cond_done(&waiter->news);
	told_done(&waiter->told);
	mem_free(waiter);
}

static void copy_text(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

static void copy_states(struct told *told, const struct command_answered *answer)
{
	told->states = mem_alloc(sizeof(*told->states) * (answer->states_count + 1));
	told->states_count = answer->states_count;
	for (size_t i = 0; i < answer->states_count; i++) {
		told->states[i].id = uuid_from(answer->states[i].id);
		told->states[i].version = answer->states[i].version;
	}
}

static void tell(struct waiter *waiter, const struct command_answered *answer)
{
	struct told *told = &waiter->told;
	told->outcome = answer->outcome;
	copy_text(told->code, sizeof(told->code), answer->code);
	copy_text(told->detail, sizeof(told->detail), answer->detail);
	copy_text(told->aggregate, sizeof(told->aggregate), answer->aggregate_id);
	told->version = answer->version;
	told->result = mem_text(answer->result);
	copy_states(told, answer);
	waiter->answered = true;
	cond_wake_all(&waiter->news);
}

void waiters_tell(struct waiters *waiters, const struct command_answered *answer)
{
	MUTEX_HOLD(&waiters->lock);
	for (struct waiter *w = *bucket_of(waiters, answer->command_id); w; w = w->next)
		if (!w->answered && strcmp(w->command.text, answer->command_id) == 0)
			tell(w, answer);
}

void waiters_kept(struct waiters *waiters, const char *command)
{
	MUTEX_HOLD(&waiters->lock);
	for (struct waiter *w = *bucket_of(waiters, command); w; w = w->next) {
		if (strcmp(w->command.text, command) != 0)
			continue;
		w->kept = true;
		cond_wake_all(&w->news);
	}
}

void told_done(struct told *told)
{
	mem_free(told->result);
	mem_free(told->states);
	told->result = NULL;
	told->states = NULL;
}
