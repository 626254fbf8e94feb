/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides how a kept body and what follows it become one answer.
 *
 * One piece of memory: a copy costs less than sending head and body one by one. Packed,
 * deflate's blocks of the kept body end on a whole byte (a sync flush), so the rest goes
 * behind them as a last block that is not packed (RFC 1951 3.2.4), and gzip's checksum
 * just counts on (RFC 1952 2.3.1).
 */
#include "http/kept.h"

#include <stdatomic.h>
#include <string.h>
#include <zlib.h>

#include "http/exchange.h"
#include "sys/thread.h"

#define BLOCK_HEAD 5
#define GZIP_TAIL  8

struct kept_body {
	atomic_int users;
	char *bytes;
	size_t length;
	struct mutex lock; /* of what is below, made when first asked for */
	char *packed;
	size_t packed_length;
	uint32_t checksum;
};

struct kept_body *kept_body_new(const char *bytes, size_t length)
{
	struct kept_body *kept = mem_alloc(sizeof(*kept));
	atomic_store(&kept->users, 1);
	kept->bytes = mem_text_n(bytes, length);
	kept->length = length;
	mutex_init(&kept->lock);
	return kept;
}

struct kept_body *kept_body_share(struct kept_body *kept)
{
	atomic_fetch_add(&kept->users, 1);
	return kept;
}

void kept_body_free(struct kept_body *kept)
{
	if (!kept || atomic_fetch_sub(&kept->users, 1) > 1)
		return;
	mutex_done(&kept->lock);
	mem_free(kept->bytes);
	mem_free(kept->packed);
	mem_free(kept);
}

size_t kept_body_length(const struct kept_body *kept)
{
	return kept->length;
}

/* gzip's head and the body's blocks, without the end of either. */
static bool pack(struct kept_body *kept)
{
	z_stream z = { 0 };
	if (deflateInit2(&z, GZIP_LEVEL, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) !=
	    Z_OK)
		return false;
	size_t room = deflateBound(&z, kept->length) + BLOCK_HEAD + 1;
	kept->packed = mem_alloc(room);
	z.next_in = (unsigned char *)kept->bytes;
	z.avail_in = (unsigned)kept->length;
	z.next_out = (unsigned char *)kept->packed;
	z.avail_out = (unsigned)room;
	bool done = deflate(&z, Z_SYNC_FLUSH) == Z_OK && z.avail_in == 0 && z.avail_out;
	kept->packed_length = z.total_out;
	kept->checksum = (uint32_t)crc32(0, (const unsigned char *)kept->bytes,
					 (unsigned)kept->length);
	deflateEnd(&z);
	if (!done)
		mem_free(TAKE(kept->packed));
	return done;
}

bool kept_body_pack(struct kept_body *kept)
{
	MUTEX_HOLD(&kept->lock);
	return kept->packed || pack(kept);
}

static void put_number(char *at, uint32_t number, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++)
		at[i] = (char)(unsigned char)(number >> (8 * i));
}

/* `rest` as deflate's last block, and gzip's end behind it. */
static void put_end_of_gzip(const struct kept_body *kept, struct slice rest, char *end)
{
	uint32_t checksum = kept->checksum;
	if (rest.len > 0)
		checksum = (uint32_t)crc32(checksum, (const unsigned char *)rest.at,
					   (unsigned)rest.len);
	end[0] = 1; /* the last block, stored */
	put_number(end + 1, (uint32_t)rest.len, 2);
	put_number(end + 3, ~(uint32_t)rest.len, 2);
	memcpy(end + BLOCK_HEAD, rest.at, rest.len);
	put_number(end + BLOCK_HEAD + rest.len, checksum, 4);
	put_number(end + BLOCK_HEAD + rest.len + 4, (uint32_t)(kept->length + rest.len),
		   4);
}

char *kept_body_join(const struct kept_body *kept, struct slice rest, bool packed,
		     size_t *ret_length)
{
	const char *first = packed ? kept->packed : kept->bytes;
	size_t length = packed ? kept->packed_length : kept->length;
	size_t more = packed ? BLOCK_HEAD + rest.len + GZIP_TAIL : rest.len;
	char *joined = mem_grow(NULL, length + more + 1);
	memcpy(joined, first, length);
	if (packed)
		put_end_of_gzip(kept, rest, joined + length);
	else
		memcpy(joined + length, rest.at, rest.len);
	*ret_length = length + more;
	return joined;
}
