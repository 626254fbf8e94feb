/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who is woken, and what counts as just before: the last records there were.
 * Different aggregates may share a place among them, which costs a look in vain.
 */
#include "gateway/sights.h"

#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "sys/thread.h"

#define RECENT 256

struct sight {
	struct sights *home;
	struct sight *next;
	const char *aggregate;
	struct cond news;
	bool told;
};

struct sights {
	struct mutex lock;
	struct sight *first;
	uint64_t recent[RECENT]; /* what was committed, a ring */
	size_t next;
};

struct sights *sights_new(void)
{
	struct sights *sights = mem_alloc(sizeof(*sights));
	mutex_init(&sights->lock);
	return sights;
}

void sights_free(struct sights *sights)
{
	if (!sights)
		return;
	mutex_done(&sights->lock);
	mem_free(sights);
}

static bool was_told(const struct sights *sights, const char *aggregate)
{
	uint64_t wanted = aggregate ? text_hash(aggregate) : 0;
	bool told = !aggregate;
	for (size_t i = 0; i < RECENT && !told; i++)
		told = sights->recent[i] == wanted;
	return told;
}

struct sight *sights_add(struct sights *sights, const char *aggregate)
{
	struct sight *sight = mem_alloc(sizeof(*sight));
	sight->home = sights;
	sight->aggregate = aggregate;
	cond_init(&sight->news);
	MUTEX_HOLD(&sights->lock);
	sight->next = sights->first;
	sights->first = sight;
	sight->told = was_told(sights, aggregate);
	return sight;
}

bool sight_wait(struct sight *sight, int64_t deadline)
{
	MUTEX_HOLD(&sight->home->lock);
	while (!sight->told)
		if (!cond_wait_until(&sight->news, &sight->home->lock, deadline))
			return false;
	sight->told = false;
	return true;
}

static void take_out(struct sight *sight)
{
	MUTEX_HOLD(&sight->home->lock);
	struct sight **at = &sight->home->first;
	while (*at != sight)
		at = &(*at)->next;
	*at = sight->next;
}

void sight_end(struct sight *sight)
{
	if (!sight)
		return;
	take_out(sight);
	cond_done(&sight->news);
	mem_free(sight);
}

void sights_tell(struct sights *sights, const char *key)
{
	const char *slash = strrchr(key, '/');
	const char *aggregate = slash ? slash + 1 : key;
	MUTEX_HOLD(&sights->lock);
	sights->recent[sights->next++ % RECENT] = text_hash(aggregate);
	for (struct sight *one = sights->first; one; one = one->next) {
		if (one->aggregate && strcmp(one->aggregate, aggregate) != 0)
			continue;
		one->told = true;
		cond_wake_one(&one->news);
	}
}
