/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who is woken. A projector that fills tables by the thousand while nobody waits
 * pays for one look at a number.
 */
#include "gateway/sights.h"

#include <stdatomic.h>
#include <string.h>

#include "base/mem.h"
#include "sys/thread.h"

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
	atomic_int count;
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

struct sight *sights_add(struct sights *sights, const char *aggregate)
{
	struct sight *sight = mem_alloc(sizeof(*sight));
	sight->home = sights;
	sight->aggregate = aggregate;
	cond_init(&sight->news);
	MUTEX_HOLD(&sights->lock);
	sight->next = sights->first;
	sights->first = sight;
	atomic_fetch_add(&sights->count, 1);
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
	atomic_fetch_sub(&sight->home->count, 1);
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
	if (atomic_load(&sights->count) == 0)
		return;
	const char *slash = strrchr(key, '/');
	const char *aggregate = slash ? slash + 1 : key;
	MUTEX_HOLD(&sights->lock);
	for (struct sight *one = sights->first; one; one = one->next) {
		if (one->aggregate && strcmp(one->aggregate, aggregate) != 0)
			continue;
		one->told = true;
		cond_wake_one(&one->news);
	}
}
