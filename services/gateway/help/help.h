/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Articles of the help centre: files of this folder, compiled in, one a language and
 * task. A file is a "# title", a line "voor: garage", "voor: houder" or "voor: allen", a
 * line "zoek:" with more words to find it by, and paragraphs; lines that begin with "- "
 * are a list. Thread: any.
 */
#ifndef BEURT_GATEWAY_HELP_H
#define BEURT_GATEWAY_HELP_H

#include <stdbool.h>
#include <stddef.h>

#include "base/slice.h"

struct help_source {
	const char *path; /* "nl/weeklijst.md" */
	const char *text;
};
extern const struct help_source help_sources[];
extern const size_t help_sources_count;

#define HELP_NAME  60
#define HELP_TITLE 160
struct help_article {
	char name[HELP_NAME]; /* "weeklijst" */
	char title[HELP_TITLE];
	bool for_garage, for_holder;
	struct slice words; /* to find it by */
	struct slice body;
};

/* NULL-safe for what is no article: false. */
bool help_read(const struct help_source *source, const char *language,
	       struct help_article *ret_article);
bool help_find(const char *language, const char *name, struct help_article *ret_article);
/* Every word that was typed stands in its title, words or text; "" matches all. */
bool help_matches(const struct help_article *article, const char *typed);

#endif
