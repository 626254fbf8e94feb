/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which pages are kept: each place of a table holds the last page whose key falls
 * on it, so memory has an end without anything to sweep.
 */
#include "gateway/page_cache.h"

#include <string.h>

#include "base/text.h"
#include "http/kept.h"
#include "sys/thread.h"

#define PLACES    1024
#define LOCKS     16
#define BODY_MOST (256 * 1024)

struct place {
	char *key;
	char *link;
	struct kept_body *body;
	int64_t revision;
};

struct page_cache {
	struct mutex locks[LOCKS];
	struct place places[PLACES];
};

struct page_cache *page_cache_new(void)
{
	struct page_cache *cache = mem_alloc(sizeof(*cache));
	for (size_t i = 0; i < LOCKS; i++)
		mutex_init(&cache->locks[i]);
	return cache;
}

static void empty(struct place *place)
{
	mem_free(place->key);
	kept_body_free(place->body);
	mem_free(place->link);
	*place = (struct place){ .key = NULL };
}

void page_cache_free(struct page_cache *cache)
{
	if (!cache)
		return;
	for (size_t i = 0; i < PLACES; i++)
		empty(&cache->places[i]);
	for (size_t i = 0; i < LOCKS; i++)
		mutex_done(&cache->locks[i]);
	mem_free(cache);
}

static bool is_current(const struct place *place, const struct page_key *key)
{
	return place->key && strcmp(place->key, key->text) == 0 &&
	       place->revision == key->revision;
}

bool page_cache_find(struct page_cache *cache, const struct page_key *key,
		     struct reply *reply)
{
	uint64_t hash = text_hash(key->text);
	struct place *place = &cache->places[hash % PLACES];
	MUTEX_HOLD(&cache->locks[hash % LOCKS]);
	if (!is_current(place, key))
		return false;
	reply_kept(reply, place->body);
	if (place->link)
		reply_header(reply, "Link", "%s", place->link);
	return true;
}

void page_cache_keep(struct page_cache *cache, const struct page_key *key,
		     struct reply *reply, const char *link)
{
	struct strbuf *body = reply_body(reply);
	uint64_t hash = text_hash(key->text);
	struct place *place = &cache->places[hash % PLACES];
	if (body->full || body->len > BODY_MOST)
		return;
	MUTEX_HOLD(&cache->locks[hash % LOCKS]);
	empty(place);
	*place = (struct place){
		.key = mem_text(key->text),
		.body = kept_body_new(body->text, body->len),
		.link = mem_text(link),
		.revision = key->revision,
	};
	reply_kept(reply, place->body);
	strbuf_clear(body);
}
