/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides who has asked too often. Keys share a table of buckets; a key looks at a few
 * places and takes over the one that was quiet longest, so a flood of other keys can
 * forget a bucket but never fill memory.
 */
#include "gateway/domain/throttle.h"

#include "base/mem.h"

#define LOOK_AT           8
#define MICROS_PER_MINUTE INT64_C(60000000)

struct bucket {
	uint64_t key;
	int64_t level;  /* millionths of a token that are used up */
	int64_t micros; /* when level was right */
};

struct throttle {
	size_t count;
	int64_t per_minute;
	struct bucket buckets[];
};

struct throttle *throttle_new(size_t keys, int64_t per_minute)
{
	struct throttle *throttle =
		mem_alloc(sizeof(*throttle) + keys * sizeof(throttle->buckets[0]));
	throttle->count = keys;
	throttle->per_minute = per_minute;
	return throttle;
}

void throttle_free(struct throttle *throttle)
{
	mem_free(throttle);
}

static struct bucket *find_bucket(struct throttle *throttle, uint64_t key)
{
	struct bucket *oldest = &throttle->buckets[key % throttle->count];
	for (size_t i = 0; i < LOOK_AT; i++) {
		struct bucket *bucket = &throttle->buckets[(key + i) % throttle->count];
		if (bucket->key == key)
			return bucket;
		if (bucket->micros < oldest->micros)
			oldest = bucket;
	}
	*oldest = (struct bucket){ .key = key };
	return oldest;
}

bool throttle_take(struct throttle *throttle, uint64_t key, int64_t micros)
{
	struct bucket *bucket = find_bucket(throttle, key);
	int64_t passed = micros - bucket->micros;
	int64_t limit = throttle->per_minute * INT64_C(1000000);
	int64_t refilled =
		passed > MICROS_PER_MINUTE ? limit : passed * throttle->per_minute / 60;
	bucket->level = bucket->level > refilled ? bucket->level - refilled : 0;
	bucket->micros = micros;
	if (bucket->level + 1000000 > limit)
		return false;
	bucket->level += 1000000;
	return true;
}
