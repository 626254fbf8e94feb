/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Finds a template by language and file name, and decides what a partial means in HTML
 * and in plain text: {{> label}} is label.html or label.txt, or else label.line, which is
 * compiled both ways so that data in it is escaped exactly where it must be.
 */
#include "notification/mail/templates.h"

#include <string.h>

#define PATH_MAX_TEXT 80

struct entry {
	const char *path;
	struct mustache *html;  /* NULL for .txt, .subject and .heading */
	struct mustache *plain; /* NULL for .html */
};

struct templates {
	struct entry *entries;
	size_t count;
};

struct finder {
	const struct templates *templates;
	const char *language;
	const char *letter;
	const char *ending; /* of bodies and partials: ".html", ".txt" or ".short" */
};

static bool ends_in(const char *path, const char *ending)
{
	size_t len = strlen(path);
	size_t end = strlen(ending);

	return len >= end && strcmp(path + len - end, ending) == 0;
}

static int compile_entry(const struct template_source *source, struct entry *entry,
			 struct err *err)
{
	bool is_html = ends_in(source->path, ".html");
	bool is_line = ends_in(source->path, ".line");
	struct slice text = slice_of(source->text);

	entry->path = source->path;
	if ((is_html || is_line) &&
	    mustache_compile(text, MUSTACHE_HTML, &entry->html, err) < 0)
		return -1;
	if (!is_html && mustache_compile(text, MUSTACHE_PLAIN, &entry->plain, err) < 0)
		return -1;
	return 0;
}

int templates_open(struct templates **ret_templates, struct err *err)
{
	AUTO(templates) *templates = mem_alloc(sizeof(*templates));

	templates->entries = mem_alloc(sizeof(struct entry) * template_sources_count);
	for (size_t i = 0; i < template_sources_count; i++) {
		templates->count++;
		if (compile_entry(&template_sources[i], &templates->entries[i], err) <
		    0) {
			err->kind = ERR_BROKEN;
			return err_prefix(err, "template %s: ", template_sources[i].path);
		}
	}
	*ret_templates = TAKE(templates);
	return 0;
}

void templates_close(struct templates *templates)
{
	if (!templates)
		return;
	for (size_t i = 0; i < templates->count; i++) {
		mustache_free(templates->entries[i].html);
		mustache_free(templates->entries[i].plain);
	}
	mem_free(templates->entries);
	mem_free(templates);
}

/* The generator sorts them. */
static const struct entry *find_path(const struct templates *templates, const char *path)
{
	size_t from = 0;
	size_t to = templates->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		int order = strcmp(path, templates->entries[middle].path);

		if (order == 0)
			return &templates->entries[middle];
		if (order < 0)
			to = middle;
		else
			from = middle + 1;
	}
	return NULL;
}

/* path = folder/name.ending, cut off at its end when it is longer than any we have. */
static void put_path(char path[PATH_MAX_TEXT], const char *folder, struct slice name,
		     const char *ending)
{
	const struct slice parts[] = { slice_of(folder), slice_of(*folder ? "/" : ""),
				       name, slice_of(ending) };
	size_t len = 0;

	for (size_t i = 0; i < COUNT_OF(parts); i++) {
		size_t room = PATH_MAX_TEXT - 1 - len;
		size_t part = parts[i].len < room ? parts[i].len : room;

		memcpy(path + len, parts[i].at, part);
		len += part;
	}
	path[len] = '\0';
}

/* The language's own file, else the one that all share. */
static const struct entry *find_file(const struct templates *templates,
				     const char *language, struct slice name,
				     const char *ending)
{
	char path[PATH_MAX_TEXT];

	put_path(path, language, name, ending);
	const struct entry *own = find_path(templates, path);

	if (own)
		return own;
	put_path(path, "", name, ending);
	return find_path(templates, path);
}

static const struct mustache *find_partial(void *context, struct slice name)
{
	const struct finder *finder = context;

	if (slice_is(name, "body") && finder->letter)
		name = slice_of(finder->letter);
	const struct entry *entry =
		find_file(finder->templates, finder->language, name, finder->ending);

	if (!entry)
		entry = find_file(finder->templates, finder->language, name, ".line");
	if (!entry)
		return NULL;
	return strcmp(finder->ending, ".html") == 0 ? entry->html : entry->plain;
}

static bool have(const struct templates *templates, const char *language,
		 const char *letter, const char *ending)
{
	char path[PATH_MAX_TEXT];

	put_path(path, language, slice_of(letter), ending);
	return find_path(templates, path) != NULL;
}

bool templates_have(const struct templates *templates, const char *language,
		    const char *letter)
{
	return have(templates, language, letter, ".subject");
}

bool templates_have_short(const struct templates *templates, const char *language,
			  const char *letter)
{
	return have(templates, language, letter, ".short");
}

static const char *ending_of(const char *file)
{
	if (ends_in(file, ".html"))
		return ".html";
	return ends_in(file, ".short") ? ".short" : ".txt";
}

int templates_fill(const struct templates *templates,
		   const struct template_request *request, const struct value *data,
		   struct strbuf *out, struct err *err)
{
	struct finder finder = { .templates = templates,
				 .language = request->language,
				 .letter = request->letter,
				 .ending = ending_of(request->file) };
	struct mustache_partials partials = { find_partial, &finder };
	const struct entry *entry =
		find_file(templates, request->language, slice_of(request->file), "");

	if (!entry)
		return err_set_code(err, ERR_ABSENT, "TEMPLATE_UNKNOWN",
				    "there is no template %s in language %s",
				    request->file, request->language);
	return mustache_render(ends_in(request->file, ".html") ? entry->html
							       : entry->plain,
			       data, &partials, out, err);
}
