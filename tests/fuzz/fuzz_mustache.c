/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any template compiles or is refused, and what compiles fills, within its limits: up to
 * the first NUL the template, behind it the partial "p" (which may name itself).
 */
#include <stdint.h>
#include <string.h>

#include "text/mustache.h"

static const struct mustache *find_partial(void *context, struct slice name)
{
	return slice_is(name, "p") ? context : NULL;
}

static struct value *make_data(void)
{
	struct value *data = value_new_object();
	struct value *list = value_set_list(data, "l");
	struct value *object = value_set_object(data, "o");

	value_set_text(data, "t", "<a & \"b\">");
	value_set_text(data, "e", "");
	value_set_bool(data, "y", true);
	value_set_bool(data, "n", false);
	value_set_none(data, "z");
	value_set_text(object, "t", "inner");
	value_set_text(value_set_object(object, "o"), "t", "deep");
	value_add_text(list, "1");
	value_set_text(value_add_object(list), "t", "2");
	value_add_text(value_add_list(list), "3");
	return data;
}

static struct mustache *compile(struct slice source, enum mustache_escape escape)
{
	struct mustache *tmpl = NULL;
	struct err err = { 0 };

	if (mustache_compile(source, escape, &tmpl, &err) < 0 && err.kind != ERR_INVALID)
		__builtin_trap();
	return tmpl;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	const char *text = (const char *)bytes;
	size_t len = strnlen(text, size);
	struct slice rest = { text + len, size - len };
	AUTO(mustache) *tmpl = compile((struct slice){ text, len }, MUSTACHE_HTML);
	AUTO(mustache) *partial = NULL;
	AUTO(value) *data = make_data();
	STRBUF_AUTO out = strbuf_new(64 * 1024);
	struct err err = { 0 };

	if (rest.len > 1)
		partial = compile((struct slice){ rest.at + 1, rest.len - 1 },
				  MUSTACHE_PLAIN);
	struct mustache_partials partials = { find_partial, partial };

	if (!tmpl)
		return 0;
	if (mustache_render(tmpl, data, &partials, &out, &err) < 0 &&
	    err.kind != ERR_INVALID)
		__builtin_trap();
	/* Without a tag the text comes out as it went in, or not at all. */
	if (!memmem(text, len, "{{", 2) && !out.full &&
	    (out.len != len || memcmp(out.text, text, len) != 0))
		__builtin_trap();
	return 0;
}
