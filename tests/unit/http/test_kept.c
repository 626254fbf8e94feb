/* SPDX-License-Identifier: Apache-2.0 */
/* A kept body and what follows it: one text, packed or not. */
#include "http/kept.h"

#include <zlib.h>

#include "http/exchange.h"
#include "unit.h"

/* Refuses what a strict reader of gzip refuses: wrong sums, anything after the end. */
static char *unpack(const char *packed, size_t length, size_t *ret_length)
{
	size_t room = 1 << 20;
	char *text = mem_alloc(room);
	z_stream z = { .next_in = (unsigned char *)(uintptr_t)packed,
		       .avail_in = (unsigned)length,
		       .next_out = (unsigned char *)text,
		       .avail_out = (unsigned)room };
	assert_int_equal(inflateInit2(&z, 15 + 16), Z_OK);
	assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
	assert_int_equal(z.avail_in, 0);
	*ret_length = z.total_out;
	inflateEnd(&z);
	return text;
}

static void fill(struct strbuf *out, size_t length)
{
	for (size_t i = 0; out->len < length; i++)
		strbuf_addf(out, "%zu,", i * i % 977);
	strbuf_cut(out, out->len - length);
}

static void check(const struct kept_body *kept, const struct strbuf *rest, bool packed,
		  const struct strbuf *whole)
{
	size_t length;
	struct slice after = { rest->text ? rest->text : "", rest->len };
	char *body = kept_body_join(kept, after, packed, &length);
	char *text = packed ? unpack(body, length, &length) : mem_copy(body, length);
	assert_int_equal(length, whole->len);
	assert_memory_equal(text, whole->text, length);
	mem_free(text);
	mem_free(body);
}

static void what_is_kept_and_what_follows_are_one(void **state)
{
	static const size_t lengths[][2] = {
		{ 1, 0 }, { 1, 1 }, { 40000, 0 }, { 40000, 44 }, { 40000, KEPT_REST_MAX },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		STRBUF_AUTO first = strbuf_new(1 << 20);
		STRBUF_AUTO rest = strbuf_new(1 << 20);
		STRBUF_AUTO whole = strbuf_new(1 << 20);
		fill(&first, lengths[i][0]);
		fill(&rest, lengths[i][1]);
		strbuf_add_n(&whole, first.text, first.len);
		strbuf_add_n(&whole, rest.text ? rest.text : "", rest.len);
		struct kept_body *kept = kept_body_new(first.text, first.len);
		check(kept, &rest, /* packed= */ false, &whole);
		assert_true(kept_body_pack(kept));
		check(kept, &rest, /* packed= */ true, &whole);
		kept_body_free(kept);
	}
}

static void the_last_user_frees_it(void **state)
{
	(void)state;
	struct kept_body *kept = kept_body_new("abc", 3);
	struct kept_body *same = kept_body_share(kept);
	kept_body_free(kept);
	assert_int_equal(kept_body_length(same), 3);
	kept_body_free(same);
	kept_body_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_kept_and_what_follows_are_one),
		cmocka_unit_test(the_last_user_frees_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
