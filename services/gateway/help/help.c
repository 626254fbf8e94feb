/* SPDX-License-Identifier: Apache-2.0 */
/* Reads articles where they lie: nothing is copied but name and title. */
#include "gateway/help/help.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"

#define WORD_TEXT 60

static struct slice line_of(const char **at)
{
	const char *start = *at;
	size_t len = strcspn(start, "\n");

	*at = start + len + (start[len] == '\n');
	return (struct slice){ start, len };
}

static struct slice after(struct slice line, const char *head)
{
	size_t len = strlen(head);

	if (line.len < len || strncmp(line.at, head, len) != 0)
		return (struct slice){ "", 0 };
	return slice_trim((struct slice){ line.at + len, line.len - len });
}

static void copy(char *ret, size_t size, struct slice text)
{
	snprintf(ret, size, "%.*s", (int)text.len, text.at ? text.at : "");
}

static bool read_name(const char *path, const char *language, char ret_name[HELP_NAME])
{
	size_t head = strlen(language);
	size_t len = strlen(path);

	if (len <= head + 4 || strncmp(path, language, head) != 0 || path[head] != '/' ||
	    strcmp(path + len - 3, ".md") != 0)
		return false;
	copy(ret_name, HELP_NAME, (struct slice){ path + head + 1, len - head - 4 });
	return true;
}

bool help_read(const struct help_source *source, const char *language,
	       struct help_article *ret_article)
{
	struct help_article article = { .words = { "", 0 } };
	const char *at = source->text;

	if (!read_name(source->path, language, article.name))
		return false;
	copy(article.title, HELP_TITLE, after(line_of(&at), "# "));
	struct slice who = after(line_of(&at), "voor:");

	article.for_garage = !slice_is(who, "houder");
	article.for_holder = !slice_is(who, "garage");
	article.words = after(line_of(&at), "zoek:");
	article.body = slice_of(at);
	*ret_article = article;
	return true;
}

bool help_find(const char *language, const char *name, struct help_article *ret_article)
{
	for (size_t i = 0; i < help_sources_count; i++)
		if (help_read(&help_sources[i], language, ret_article) &&
		    strcmp(ret_article->name, name) == 0)
			return true;
	return false;
}

bool help_matches(const struct help_article *article, const char *typed)
{
	/* The body follows its head in one text, which ends it. */
	const char *whole = article->words.at;

	for (const char *at = typed; *at;) {
		char word[WORD_TEXT];
		size_t len = strcspn(at, " ");

		copy(word, sizeof(word), (struct slice){ at, len });
		if (len > 0 && !text_contains_nocase(article->title, word) &&
		    !text_contains_nocase(whole, word))
			return false;
		at += len + (at[len] == ' ');
	}
	return true;
}
