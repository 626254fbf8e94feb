/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides which records wait.
 *
 * Only records after the parked one wait: when a topic is heard again from an older
 * position, those before it were handled once and are handled again. A key that is empty
 * orders nothing and is never held.
 */
#include "flow/quarantine.h"

#include <string.h>

#include "base/text.h"

#define BUCKETS 256

struct held {
	struct held *next;
	char *topic;
	char *key;
	int64_t offset;
};

struct quarantine {
	struct held *buckets[BUCKETS];
	size_t count;
};

struct quarantine *quarantine_new(void)
{
	return mem_alloc(sizeof(struct quarantine));
}

void quarantine_free(struct quarantine *quarantine)
{
	if (!quarantine)
		return;
	for (size_t i = 0; i < BUCKETS; i++) {
		while (quarantine->buckets[i]) {
			struct held *held = quarantine->buckets[i];
			quarantine->buckets[i] = held->next;
			mem_free(held->topic);
			mem_free(held->key);
			mem_free(held);
		}
	}
	mem_free(quarantine);
}

void quarantine_add(struct quarantine *quarantine, const char *topic, const char *key,
		    int64_t offset)
{
	if (!*key)
		return;
	struct held **bucket = &quarantine->buckets[text_hash(key) % BUCKETS];
	struct held *held = mem_alloc(sizeof(*held));
	*held = (struct held){ *bucket, mem_text(topic), mem_text(key), offset };
	*bucket = held;
	quarantine->count++;
}

bool quarantine_holds(const struct quarantine *quarantine, const struct heard *heard)
{
	if (quarantine->count == 0 || !*heard->key)
		return false;
	const struct held *held = quarantine->buckets[text_hash(heard->key) % BUCKETS];
	for (; held; held = held->next)
		if (heard->offset > held->offset && strcmp(held->key, heard->key) == 0 &&
		    strcmp(held->topic, heard->topic) == 0)
			return true;
	return false;
}

/* $1 topics, $2 keys. FOR SHARE: a replay that releases the key waits for us, or we for
 * it, and then its row is no longer 'parked' and not seen here. */
static const char SQL_HEADS[] =
	"SELECT topic, key, record_offset FROM dead_letter"
	" WHERE state = 'parked' AND key <> '' AND (topic, key) IN"
	" (SELECT * FROM unnest($1::text[], $2::text[]))"
	" ORDER BY id FOR SHARE";

int quarantine_load(struct quarantine *quarantine, struct tx *tx,
		    const struct record_batch *batch, struct err *err)
{
	AUTO(rows) *rows = NULL;
	const char **columns = mem_alloc(2 * sizeof(*columns) * (batch->count + 1));
	const char **keys = columns + batch->count;
	for (size_t i = 0; i < batch->count; i++) {
		columns[i] = batch->items[i].heard.topic;
		keys[i] = batch->items[i].heard.key;
	}
	int answer = tx_rows(
		tx, SQL_HEADS,
		ARGS(arg_texts(columns, batch->count), arg_texts(keys, batch->count)),
		&rows, err);
	mem_free(columns);
	for (size_t i = 0; answer == 0 && i < rows_count(rows); i++)
		quarantine_add(quarantine, row_text(rows, i, 0), row_text(rows, i, 1),
			       row_int(rows, i, 2));
	return answer;
}
