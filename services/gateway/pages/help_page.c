/* SPDX-License-Identifier: Apache-2.0 */
/* Paragraphs and lists: no more than that is in an article, so nothing in it is markup.
 */
#include "gateway/pages/help_page.h"

#include <string.h>

#include "gateway/pages/parts.h"

#define PARAGRAPH_BYTES ((size_t)4000)

static const char *language_of(const struct page_frame *frame)
{
	return frame->tongue == TONGUE_EN ? "en" : "nl";
}

static void set_desk(struct value *data, const struct page_help *view)
{
	page_set(data, "email", view->email);
	page_set(data, "phone", view->phone);
	page_set(data, "feedback", view->feedback);
	value_set_bool(data, "garage_side", view->garage);
}

int page_help_write(const struct page_frame *frame, const struct page_help *view,
		    struct strbuf *out, struct err *err)
{
	AUTO(value) *data = page_begin(frame, page_word(frame->tongue, "help_title"));
	struct value *list = value_set_list(data, "articles");
	bool any = false;

	for (size_t i = 0; i < help_sources_count; i++) {
		struct help_article article;

		if (!help_read(&help_sources[i], language_of(frame), &article) ||
		    !(view->garage || article.for_holder) ||
		    !help_matches(&article, view->search))
			continue;
		struct value *item = value_add_object(list);

		value_set_text(item, "name", article.name);
		value_set_text(item, "heading", article.title);
		any = true;
	}
	page_set(data, "search", view->search);
	value_set_bool(data, "none", !any);
	set_desk(data, view);
	return page_templates_fill(frame->templates, "help", data, out, err);
}

static void end_block(struct value *blocks, struct strbuf *text)
{
	if (text->len > 0)
		value_set_text(value_add_object(blocks), "text", text->text);
	strbuf_clear(text);
}

static void add_line(struct value *blocks, struct value **list, struct strbuf *text,
		     struct slice line)
{
	bool is_item = line.len > 2 && strncmp(line.at, "- ", 2) == 0;

	if (line.len == 0 || is_item)
		end_block(blocks, text);
	if (!is_item)
		*list = NULL;
	if (line.len == 0)
		return;
	if (!is_item) {
		strbuf_addf(text, "%s%.*s", text->len ? " " : "", (int)line.len, line.at);
		return;
	}
	if (!*list)
		*list = value_set_list(value_add_object(blocks), "items");
	strbuf_addf(text, "%.*s", (int)line.len - 2, line.at + 2);
	value_set_text(value_add_object(*list), "item", text->text);
	strbuf_clear(text);
}

int page_article_write(const struct page_frame *frame, const struct page_help *view,
		       const struct help_article *article, struct strbuf *out,
		       struct err *err)
{
	AUTO(value) *data = page_begin(frame, article->title);
	struct value *blocks = value_set_list(data, "blocks");
	struct value *list = NULL;
	STRBUF_AUTO text = strbuf_new(PARAGRAPH_BYTES);

	for (const char *at = article->body.at; *at;) {
		size_t len = strcspn(at, "\n");

		add_line(blocks, &list, &text, (struct slice){ at, len });
		at += len + (at[len] == '\n');
	}
	end_block(blocks, &text);
	if (strbuf_check(&text, err) < 0)
		return err_prefix(err, "article %s: ", article->name);
	set_desk(data, view);
	return page_templates_fill(frame->templates, "help_article", data, out, err);
}
