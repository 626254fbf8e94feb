/* SPDX-License-Identifier: Apache-2.0 */
/* Finds a template by its name; there are about a dozen. */
#include "gateway/pages/templates.h"

#include <string.h>

#define HTML ".html"

struct page_templates {
	struct mustache **compiled; /* as page_sources; NULL for what is no template */
};

struct finder {
	const struct page_templates *templates;
	const char *body;
};

static bool is_html(const char *path)
{
	size_t len = strlen(path);

	return len > strlen(HTML) && strcmp(path + len - strlen(HTML), HTML) == 0;
}

int page_templates_open(struct page_templates **ret_templates, struct err *err)
{
	AUTO(page_templates) *templates = mem_alloc(sizeof(*templates));

	templates->compiled = mem_alloc(page_sources_count * sizeof(struct mustache *));
	for (size_t i = 0; i < page_sources_count; i++) {
		if (!is_html(page_sources[i].path))
			continue;
		if (mustache_compile(slice_of(page_sources[i].text), MUSTACHE_HTML,
				     &templates->compiled[i], err) < 0) {
			err->kind = ERR_BROKEN;
			return err_prefix(err, "template %s: ", page_sources[i].path);
		}
	}
	*ret_templates = TAKE(templates);
	return 0;
}

void page_templates_close(struct page_templates *templates)
{
	if (!templates)
		return;
	for (size_t i = 0; i < page_sources_count; i++)
		mustache_free(templates->compiled[i]);
	mem_free(templates->compiled);
	mem_free(templates);
}

static const struct mustache *find(const struct page_templates *templates,
				   struct slice name)
{
	for (size_t i = 0; i < page_sources_count; i++) {
		const char *path = page_sources[i].path;

		if (strncmp(path, name.at, name.len) == 0 &&
		    strcmp(path + name.len, HTML) == 0)
			return templates->compiled[i];
	}
	return NULL;
}

static const struct mustache *find_partial(void *context, struct slice name)
{
	const struct finder *finder = context;

	return find(finder->templates,
		    slice_is(name, "body") ? slice_of(finder->body) : name);
}

int page_templates_fill(const struct page_templates *templates, const char *body,
			const struct value *data, struct strbuf *out, struct err *err)
{
	struct finder finder = { templates, body };
	struct mustache_partials partials = { find_partial, &finder };

	return mustache_render(find(templates, slice_of("page")), data, &partials, out,
			       err);
}

const char *page_source(const char *path)
{
	for (size_t i = 0; i < page_sources_count; i++) {
		if (strcmp(page_sources[i].path, path) == 0)
			return page_sources[i].text;
	}
	return "";
}
