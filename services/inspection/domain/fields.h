/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A draft: the newest value of every field, in the order of their paths, and the rule by
 * which writes of several devices meet.
 *
 * domain.md 3d-12: per field the last writer by server receive order wins; both values
 * are kept and shown when two devices touched one field. Thread: one at a time.
 */
#ifndef BEURT_INSPECTION_DOMAIN_FIELDS_H
#define BEURT_INSPECTION_DOMAIN_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/mem.h"

#define FIELDS_MOST 4000
#define DEVICE_TEXT 37
#define PREFILL     "prefill" /* the device when nobody wrote it */

struct field {
	char *path;  /* owned */
	char *value; /* owned; "" = cleared */
	char device[DEVICE_TEXT];
	int64_t counter; /* of the device, 0 for the prefill */
	int64_t revision;
	char *other; /* owned; what another device wrote at the same time, or NULL */
	char other_device[DEVICE_TEXT];
	int64_t other_revision;
	bool changed; /* since it was loaded */
};

struct field_set {
	struct field *rows; /* sorted by path, bytewise */
	size_t count;
	size_t room;
};

void fields_done(struct field_set *set);
const struct field *fields_find(const struct field_set *set, const char *path);
/* The value; NULL when there is none or it is empty. Lends until the next write. */
const char *fields_value(const struct field_set *set, const char *path);
/* Fields from `*at` on whose path starts so; `*at` moves behind the one given. NULL at
 * the end. Start with *at = fields_start(set, prefix). */
size_t fields_start(const struct field_set *set, const char *prefix);
const struct field *fields_next(const struct field_set *set, const char *prefix,
				size_t *at);

/* Put back what was stored; copies the texts. */
void fields_load(struct field_set *set, const struct field *stored);

struct write {
	const char *path;
	const char *value;
	const char *device;
	int64_t counter;       /* grows within the device */
	int64_t seen_revision; /* newest the device had seen */
	int64_t revision;      /* that this write makes */
};

enum met {
	MET_NONE,
	MET_WRITTEN,
	MET_OTHER_KEPT, /* written; what another device wrote unseen stays beside it */
	MET_STALE,      /* an older write of the same device: changes nothing */
	MET_FULL,       /* one field more than a form may have */
};

enum met fields_write(struct field_set *set, const struct write *write);

#endif
