/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Any bytes as a template, filled with a small tree and with itself as every partial:
 * it is refused in words, or it renders within its limits, twice the same.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/mustache.h"

enum { MAX_TEXT = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool truth)
{
	if (!truth)
		abort();
}

static struct value *make_data(void)
{
	struct value *root = value_new_object();
	struct value *list = value_set_list(root, "list");
	struct value *inner = value_set_object(root, "a");

	value_set_text(root, "name", "<De Vries> & \"zonen\"");
	value_set_text(root, "empty", "");
	value_set_bool(root, "yes", true);
	value_set_bool(root, "no", false);
	value_set_none(root, "none");
	value_set_text(inner, "b", "ë\n'");
	value_add_text(list, "one");
	value_add_bool(list, false);
	value_set_text(value_add_object(list), "name", "inner");
	value_add_text(value_add_list(list), "deep");
	return root;
}

static const struct mustache *find_partial(void *context, struct slice name)
{
	return name.len > 0 ? context : NULL;
}

static void fill(const struct mustache *tmpl, const struct value *data)
{
	union {
		const struct mustache *in;
		void *out;
	} self = { .in = tmpl };
	struct mustache_partials partials = { find_partial, self.out };
	STRBUF_AUTO once = strbuf_new(MAX_TEXT);
	STRBUF_AUTO twice = strbuf_new(MAX_TEXT);
	struct err err = { 0 };

	if (mustache_render(tmpl, data, &partials, &once, &err) < 0) {
		must(err.kind == ERR_INVALID && err.text[0]);
		return;
	}
	must(mustache_render(tmpl, data, &partials, &twice, &err) == 0);
	must(once.len == twice.len &&
	     (once.len == 0 || memcmp(once.text, twice.text, once.len) == 0));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(value) *tree = make_data();
	struct err err = { 0 };

	for (int escape = MUSTACHE_HTML; escape <= MUSTACHE_PLAIN; escape++) {
		AUTO(mustache) *tmpl = NULL;

		if (mustache_compile((struct slice){ (const char *)data, size },
				     (enum mustache_escape)escape, &tmpl, &err) < 0) {
			must(err.kind == ERR_INVALID && err.text[0]);
			return 0;
		}
		fill(tmpl, tree);
	}
	return 0;
}
