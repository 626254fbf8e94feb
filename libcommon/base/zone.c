/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Time zones from compiled tzdata (RFC 8536, versions 2 to 4).
 *
 * The 32-bit block at the front of the file is skipped, the 64-bit one read, and the
 * footer's rule takes over after the last transition. Files with leap seconds ("right/")
 * are refused: moments here are POSIX time.
 */
#include "base/zone.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/zone_rule.h"

enum {
	HEADER_BYTES = 44,
	TYPE_BYTES = 6,
	MAX_TRANSITIONS = 4000,
	MAX_TYPES = 255,
	MAX_OFFSET = 26 * 3600,
	SECONDS_PER_DAY = 86400,
};

struct zone {
	char *name;
	size_t count;
	int64_t *times;   /* of the transitions, ascending */
	int *offsets;     /* in force from times[i] on */
	int first_offset; /* before times[0] */
	bool has_rule;
	struct zone_rule rule; /* from the last transition on */
};

struct counts {
	size_t utc_flags;
	size_t standard_flags;
	size_t leaps;
	size_t times;
	size_t types;
	size_t chars;
};

static int64_t big_endian(const char *at, int bytes)
{
	uint64_t value = (unsigned char)at[0] & 0x80U ? UINT64_MAX : 0;

	for (int i = 0; i < bytes; i++)
		value = value << 8 | (unsigned char)at[i];
	return (int64_t)value;
}

/* The counts of the header that begins the slice; false when it is none. */
static bool read_header(struct slice in, struct counts *ret)
{
	size_t *const into[] = { &ret->utc_flags, &ret->standard_flags, &ret->leaps,
				 &ret->times,     &ret->types,          &ret->chars };

	if (in.len < HEADER_BYTES || memcmp(in.at, "TZif", 4) != 0 || in.at[4] < '2')
		return false;
	for (size_t i = 0; i < COUNT_OF(into); i++) {
		int64_t count = big_endian(in.at + 20 + 4 * i, 4);

		if (count < 0 || count > MAX_TRANSITIONS)
			return false;
		*into[i] = (size_t)count;
	}
	return ret->types >= 1 && ret->types <= MAX_TYPES;
}

static size_t block_bytes(const struct counts *n, size_t time_bytes)
{
	return n->times * (time_bytes + 1) + n->types * TYPE_BYTES + n->chars +
	       n->leaps * (time_bytes + 4) + n->standard_flags + n->utc_flags;
}

static bool skip(struct slice *in, size_t bytes)
{
	if (bytes > in->len)
		return false;
	in->at += bytes;
	in->len -= bytes;
	return true;
}

static bool read_transitions(struct zone *zone, const char *at, const struct counts *n)
{
	const char *indexes = at + n->times * 8;
	const char *types = indexes + n->times;

	zone->count = n->times;
	zone->times = mem_alloc(n->times * sizeof(*zone->times));
	zone->offsets = mem_alloc(n->times * sizeof(*zone->offsets));
	zone->first_offset = (int)big_endian(types, 4);
	for (size_t i = 0; i < n->times; i++) {
		size_t type = (unsigned char)indexes[i];
		int64_t offset;

		if (type >= n->types)
			return false;
		offset = big_endian(types + type * TYPE_BYTES, 4);
		if (offset < -MAX_OFFSET || offset > MAX_OFFSET)
			return false;
		zone->times[i] = big_endian(at + i * 8, 8);
		zone->offsets[i] = (int)offset;
		if (i > 0 && zone->times[i] <= zone->times[i - 1])
			return false;
	}
	return zone->first_offset >= -MAX_OFFSET && zone->first_offset <= MAX_OFFSET;
}

/* "\nCET-1CEST,M3.5.0,M10.5.0/3\n"; an empty rule means that the last offset stays. */
static int read_footer(struct zone *zone, struct slice in, struct err *err)
{
	struct slice rule;
	const char *end;

	if (in.len < 2 || in.at[0] != '\n')
		return err_set(err, ERR_INVALID, "time zone file has no footer");
	end = memchr(in.at + 1, '\n', in.len - 1);
	if (end == NULL)
		return err_set(err, ERR_INVALID, "time zone file ends inside its footer");
	rule = (struct slice){ in.at + 1, (size_t)(end - in.at) - 1 };
	if (rule.len == 0)
		return 0;
	zone->has_rule = true;
	return zone_rule_parse(rule, &zone->rule, err);
}

static int read_file(struct zone *zone, struct slice in, struct err *err)
{
	struct counts n;
	const char *block;

	if (!read_header(in, &n) || !skip(&in, HEADER_BYTES + block_bytes(&n, 4)) ||
	    !read_header(in, &n) || !skip(&in, HEADER_BYTES))
		return err_set(err, ERR_INVALID,
			       "not a time zone file of version 2 or later");
	if (n.leaps > 0)
		return err_set(err, ERR_INVALID, "time zone file counts leap seconds");
	block = in.at;
	if (!skip(&in, block_bytes(&n, 8)) || !read_transitions(zone, block, &n))
		return err_set(err, ERR_INVALID, "time zone file is damaged");
	return read_footer(zone, in, err);
}

int zone_from_tzif(const char *name, struct slice bytes, struct zone **ret_zone,
		   struct err *err)
{
	AUTO(zone) *zone = mem_alloc(sizeof(*zone));

	zone->name = mem_text(name);
	if (read_file(zone, bytes, err) < 0)
		return err_prefix(err, "%.60s: ", name);
	*ret_zone = TAKE(zone);
	return 0;
}

void zone_free(struct zone *zone)
{
	if (zone == NULL)
		return;
	mem_free(zone->name);
	mem_free(zone->times);
	mem_free(zone->offsets);
	mem_free(zone);
}

const char *zone_name(const struct zone *zone)
{
	return zone->name;
}

/* How many transitions lie at or before this moment. */
static size_t transitions_until(const struct zone *zone, int64_t utc)
{
	size_t low = 0;
	size_t high = zone->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (zone->times[middle] <= utc)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static int offset_at(const struct zone *zone, int64_t utc)
{
	size_t passed = transitions_until(zone, utc);

	if (passed == zone->count && zone->has_rule)
		return zone_rule_offset(&zone->rule, utc);
	return passed == 0 ? zone->first_offset : zone->offsets[passed - 1];
}

static int64_t floor_divide(int64_t value, int64_t by)
{
	return value / by - (value % by < 0 ? 1 : 0);
}

struct local_time zone_local(const struct zone *zone, struct instant at)
{
	int64_t utc = floor_divide(at.micros, MICROS_PER_SECOND);
	int offset = offset_at(zone, utc);
	int64_t local = utc + offset;
	int64_t day = floor_divide(local, SECONDS_PER_DAY);

	return (struct local_time){
		.date = civil_from_days((int32_t)day),
		.second_of_day = (int)(local - day * SECONDS_PER_DAY),
		.micro = (int)(at.micros - utc * MICROS_PER_SECOND),
		.offset_seconds = offset,
	};
}

/* The first second after `from` at which the offset is another one. */
static int64_t next_change(const struct zone *zone, int64_t from, int64_t until)
{
	int before = offset_at(zone, from);

	while (from + 1 < until) {
		int64_t middle = from + (until - from) / 2;

		if (offset_at(zone, middle) == before)
			from = middle;
		else
			until = middle;
	}
	return until;
}

struct instant zone_instant(const struct zone *zone, struct civil_date date,
			    int second_of_day)
{
	int64_t local = (int64_t)civil_to_days(date) * SECONDS_PER_DAY + second_of_day;
	int64_t day_before = local - SECONDS_PER_DAY;
	int64_t day_after = local + SECONDS_PER_DAY;
	int64_t utc = local - offset_at(zone, day_before);
	int64_t later = local - offset_at(zone, day_after);

	/* A time told twice fits both offsets, and the one before comes first; a time in
	 * a gap fits neither. */
	if (local - offset_at(zone, utc) != utc)
		utc = later;
	if (local - offset_at(zone, utc) != utc)
		utc = next_change(zone, day_before, day_after);
	return (struct instant){ utc * MICROS_PER_SECOND };
}

const char *local_format(struct local_time local, char ret_text[LOCAL_TEXT])
{
	int minutes = (local.offset_seconds < 0 ? -local.offset_seconds
						: local.offset_seconds) /
		      60;
	char date[CIVIL_TEXT];
	int len;

	len = snprintf(ret_text, LOCAL_TEXT, "%sT%02d:%02d:%02d",
		       civil_format(local.date, date), local.second_of_day / 3600,
		       local.second_of_day / 60 % 60, local.second_of_day % 60);
	if (local.micro != 0)
		len += snprintf(ret_text + len, LOCAL_TEXT - (size_t)len, ".%06d",
				local.micro);
	(void)snprintf(ret_text + len, LOCAL_TEXT - (size_t)len, "%c%02d:%02d",
		       local.offset_seconds < 0 ? '-' : '+', minutes / 60, minutes % 60);
	return ret_text;
}
