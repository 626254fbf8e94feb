/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Template text to nodes: finds the tags, drops lines on which a tag stands alone, and
 * cuts text at line ends so that a partial's indentation can be put before each line.
 */
#include <string.h>

#include "text/mustache_nodes.h"

#define DELIMITER_MAX 8

struct compiler {
	struct mustache *tmpl;
	struct slice source;
	size_t at; /* first byte not yet compiled */
	char open[DELIMITER_MAX + 1];
	char close[DELIMITER_MAX + 1];
	size_t sections[MUSTACHE_SECTIONS_DEEP]; /* nodes not yet closed */
	size_t depth;
	bool plain;
};

struct tag {
	char sigil; /* # ^ / > ! = & { or 0 for a plain name */
	size_t start;
	size_t end; /* after the closing delimiter */
	struct slice body;
};

static int line_of(const struct compiler *c, size_t at)
{
	int line = 1;

	for (size_t i = 0; i < at; i++)
		line += c->source.at[i] == '\n';
	return line;
}

static bool is_blank(char ch)
{
	return ch == ' ' || ch == '\t';
}

static bool is_space(char ch)
{
	return is_blank(ch) || ch == '\n' || ch == '\r';
}

static bool at_line_start(const struct compiler *c, size_t at)
{
	return at == 0 || c->source.at[at - 1] == '\n';
}

static struct node *add_node(struct compiler *c, enum node_kind kind, bool line_start)
{
	struct mustache *tmpl = c->tmpl;

	if (tmpl->count == tmpl->cap) {
		tmpl->cap = tmpl->cap ? tmpl->cap * 2 : 64;
		tmpl->nodes = mem_grow(tmpl->nodes, tmpl->cap * sizeof(*tmpl->nodes));
	}
	struct node *node = &tmpl->nodes[tmpl->count++];

	*node = (struct node){ .kind = kind, .line_start = line_start };
	return node;
}

/* One node a line, so that the renderer knows where lines begin. */
static void add_text(struct compiler *c, size_t from, size_t to)
{
	while (from < to) {
		const char *start = c->source.at + from;
		const char *newline = memchr(start, '\n', to - from);
		size_t len = newline ? (size_t)(newline - start) + 1 : to - from;

		add_node(c, NODE_TEXT, at_line_start(c, from))->text =
			(struct slice){ start, len };
		from += len;
	}
}

static const char *find_from(const struct compiler *c, size_t from, const char *what)
{
	if (from > c->source.len)
		return NULL;
	return memmem(c->source.at + from, c->source.len - from, what, strlen(what));
}

/* {{{name}}} has its own closing form; = and others end at the plain delimiter. */
static int find_tag_end(const struct compiler *c, struct tag *tag, size_t body_start,
			struct err *err)
{
	char closing[DELIMITER_MAX + 2];
	size_t len = 0;

	if (tag->sigil == '{' || tag->sigil == '=')
		closing[len++] = tag->sigil == '{' ? '}' : '=';
	memcpy(closing + len, c->close, strlen(c->close) + 1);

	const char *end = find_from(c, body_start, closing);

	if (!end)
		return err_set(err, ERR_INVALID, "line %d: tag is not closed by %s",
			       line_of(c, tag->start), closing);
	size_t body_end = (size_t)(end - c->source.at);

	tag->body = (struct slice){ c->source.at + body_start, body_end - body_start };
	tag->end = body_end + strlen(closing);
	return 0;
}

static int read_tag(const struct compiler *c, size_t start, struct tag *ret_tag,
		    struct err *err)
{
	struct tag tag = { .start = start };
	size_t at = start + strlen(c->open);

	while (at < c->source.len && is_space(c->source.at[at]))
		at++;
	if (at < c->source.len && strchr("#^/>!=&{", c->source.at[at]))
		tag.sigil = c->source.at[at++];
	if (find_tag_end(c, &tag, at, err) < 0)
		return -1;
	if (tag.sigil != '!')
		tag.body = slice_trim(tag.body);
	if (tag.body.len == 0 && tag.sigil != '!')
		return err_set(err, ERR_INVALID, "line %d: tag has no name",
			       line_of(c, start));
	*ret_tag = tag;
	return 0;
}

struct lone_line {
	bool alone;
	size_t start; /* of the line the tag stands on */
	size_t end;   /* after its line end */
};

/* Tags that print nothing themselves take their line with them when alone on it. */
static struct lone_line lone_line(const struct compiler *c, const struct tag *tag)
{
	struct lone_line line = { .start = tag->start, .end = tag->end };
	const char *text = c->source.at;

	if (tag->sigil == '\0' || tag->sigil == '&' || tag->sigil == '{')
		return line;
	while (line.start > 0 && is_blank(text[line.start - 1]))
		line.start--;
	while (line.end < c->source.len && is_blank(text[line.end]))
		line.end++;
	if (!at_line_start(c, line.start))
		return line;
	if (line.end + 1 < c->source.len && text[line.end] == '\r' &&
	    text[line.end + 1] == '\n')
		line.end++;
	if (line.end < c->source.len && text[line.end] != '\n')
		return line;
	line.end += line.end < c->source.len;
	line.alone = true;
	return line;
}

static int open_section(struct compiler *c, const struct tag *tag, bool line_start,
			struct err *err)
{
	if (c->depth == MUSTACHE_SECTIONS_DEEP)
		return err_set(err, ERR_INVALID, "line %d: sections nest deeper than %d",
			       line_of(c, tag->start), MUSTACHE_SECTIONS_DEEP);
	enum node_kind kind = tag->sigil == '#' ? NODE_SECTION : NODE_INVERTED;

	add_node(c, kind, line_start)->text = tag->body;
	c->sections[c->depth++] = c->tmpl->count - 1;
	return 0;
}

static bool same_text(struct slice a, struct slice b)
{
	return a.len == b.len && memcmp(a.at, b.at, a.len) == 0;
}

static int close_section(struct compiler *c, const struct tag *tag, struct err *err)
{
	if (c->depth == 0)
		return err_set(err, ERR_INVALID, "line %d: '/%.*s' closes no section",
			       line_of(c, tag->start), (int)tag->body.len, tag->body.at);
	struct node *open = &c->tmpl->nodes[c->sections[c->depth - 1]];

	if (!same_text(open->text, tag->body))
		return err_set(err, ERR_INVALID,
			       "line %d: section '%.*s' is closed by '/%.*s'",
			       line_of(c, tag->start), (int)open->text.len, open->text.at,
			       (int)tag->body.len, tag->body.at);
	open->end = c->tmpl->count;
	c->depth--;
	return 0;
}

/* "=<% %>=": two words without blanks or '='. */
static int set_delimiters(struct compiler *c, const struct tag *tag, struct err *err)
{
	struct slice body = tag->body;
	size_t first = 0;

	while (first < body.len && !is_space(body.at[first]))
		first++;
	size_t second = first;

	while (second < body.len && is_space(body.at[second]))
		second++;
	size_t second_len = body.len - second;

	if (first > DELIMITER_MAX || second_len == 0 || second_len > DELIMITER_MAX ||
	    memchr(body.at, '=', body.len))
		return err_set(err, ERR_INVALID,
			       "line %d: delimiters must be two words of at most %d "
			       "characters",
			       line_of(c, tag->start), DELIMITER_MAX);
	memcpy(c->open, body.at, first);
	c->open[first] = '\0';
	memcpy(c->close, body.at + second, second_len);
	c->close[second_len] = '\0';
	return 0;
}

static void add_partial(struct compiler *c, const struct tag *tag,
			const struct lone_line *line, bool line_start)
{
	struct node *node = add_node(c, NODE_PARTIAL, line_start);

	node->text = tag->body;
	if (line->alone)
		node->indent = (struct slice){ c->source.at + line->start,
					       tag->start - line->start };
}

static int add_tag(struct compiler *c, const struct tag *tag,
		   const struct lone_line *line, struct err *err)
{
	bool line_start = !line->alone && at_line_start(c, tag->start);
	bool raw = c->plain || tag->sigil != '\0';

	switch (tag->sigil) {
	case '#':
	case '^':
		return open_section(c, tag, line_start, err);
	case '>':
		add_partial(c, tag, line, line_start);
		return 0;
	case '/':
	case '=':
	case '!':
		/* It prints nothing, but the line it begins has begun. */
		if (line_start)
			add_node(c, NODE_TEXT, line_start)->text = slice_of("");
		return tag->sigil == '/'   ? close_section(c, tag, err)
		       : tag->sigil == '=' ? set_delimiters(c, tag, err)
					   : 0;
	default:
		add_node(c, raw ? NODE_RAW : NODE_VARIABLE, line_start)->text = tag->body;
		return 0;
	}
}

static int compile_next(struct compiler *c, struct err *err)
{
	const char *open = find_from(c, c->at, c->open);
	struct tag tag = { 0 };

	if (!open) {
		add_text(c, c->at, c->source.len);
		c->at = c->source.len;
		return 0;
	}
	if (read_tag(c, (size_t)(open - c->source.at), &tag, err) < 0)
		return -1;
	struct lone_line line = lone_line(c, &tag);

	add_text(c, c->at, line.alone ? line.start : tag.start);
	if (add_tag(c, &tag, &line, err) < 0)
		return -1;
	c->at = line.alone ? line.end : tag.end;
	return 0;
}

static int compile_all(struct compiler *c, struct err *err)
{
	while (c->at < c->source.len) {
		if (compile_next(c, err) < 0)
			return -1;
	}
	if (c->depth > 0) {
		struct slice name = c->tmpl->nodes[c->sections[c->depth - 1]].text;

		return err_set(err, ERR_INVALID, "section '%.*s' is not closed",
			       (int)(name.len < 100 ? name.len : 100), name.at);
	}
	return 0;
}

int mustache_compile(struct slice source, enum mustache_escape escape,
		     struct mustache **ret_template, struct err *err)
{
	if (source.len > MUSTACHE_SIZE_MAX)
		return err_set(err, ERR_INVALID, "template has more than %zu bytes",
			       MUSTACHE_SIZE_MAX);
	AUTO(mustache) *tmpl = mem_alloc(sizeof(*tmpl));

	tmpl->source = mem_text_n(source.at ? source.at : "", source.len);
	struct compiler c = { .tmpl = tmpl,
			      .source = { tmpl->source, source.len },
			      .open = "{{",
			      .close = "}}",
			      .plain = escape == MUSTACHE_PLAIN };

	if (compile_all(&c, err) < 0)
		return -1;
	*ret_template = TAKE(tmpl);
	return 0;
}

void mustache_free(struct mustache *tmpl)
{
	if (!tmpl)
		return;
	mem_free(tmpl->nodes);
	mem_free(tmpl->source);
	mem_free(tmpl);
}
