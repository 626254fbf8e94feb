/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Templates are shared with mails, whose lines are cut for a screen: here they become
 * paragraphs of paper again.
 */
#include <string.h>

#include "notification/print/press.h"

#define MM_PER_POINT   (25.4 / 72)
#define BETWEEN        0.75 /* of a line, between paragraphs */
#define PARAGRAPH_MOST ((size_t)DOC_TEXT_MAX)
#define BULLET         "\xe2\x80\xa2 "

enum line { LINE_WORDS, LINE_EMPTY, LINE_HEADING, LINE_POINT };

/* Capitals and no small letter: the only mark of a heading in a plain text. */
static bool is_heading(const char *line, size_t len)
{
	size_t capitals = 0;

	for (size_t i = 0; i < len; i++) {
		if (line[i] >= 'a' && line[i] <= 'z')
			return false;
		capitals += line[i] >= 'A' && line[i] <= 'Z';
	}
	return capitals >= 4 && line[len - 1] != '.';
}

static enum line line_of(const char *line, size_t len)
{
	if (len == 0)
		return LINE_EMPTY;
	if (len > 2 && line[0] == '*' && line[1] == ' ')
		return LINE_POINT;
	return is_heading(line, len) ? LINE_HEADING : LINE_WORDS;
}

static double put(const struct paper_flow *flow, const char *text, double y, bool heading)
{
	struct sheets_text words = {
		.text = text,
		.tag = heading ? "H2" : "P",
		.x = flow->x,
		.y = y,
		.width = flow->width,
		.size = heading ? flow->size * 0.9 : flow->size,
		.bold = heading,
		.ink = PAPER_INK,
	};
	double high = flow->measure ? sheets_height(flow->sheets, &words)
				    : sheets_text(flow->sheets, &words);

	return y + high;
}

/* A paragraph that is being gathered. */
struct gathered {
	struct strbuf text;
	double y;
	bool any; /* something stands above */
};

static void flush(const struct paper_flow *flow, struct gathered *all, bool heading)
{
	double line = flow->size * MM_PER_POINT;

	if (all->text.len == 0)
		return;
	all->y = put(flow, all->text.text, all->y, heading);
	all->y += heading ? line * 0.15 : line * BETWEEN;
	strbuf_clear(&all->text);
}

static void take_line(const struct paper_flow *flow, struct gathered *all,
		      const char *line, size_t len)
{
	enum line kind = line_of(line, len);

	if (kind != LINE_WORDS)
		flush(flow, all, false);
	if (kind == LINE_EMPTY)
		return;
	if (kind == LINE_POINT) {
		strbuf_add(&all->text, BULLET);
		line += 2;
		len -= 2;
	}
	while (len > 0 && *line == ' ') {
		line++;
		len--;
	}
	if (kind == LINE_WORDS && all->text.len > 0)
		strbuf_add_char(&all->text, ' ');
	strbuf_add_n(&all->text, line, len);
	if (kind == LINE_HEADING)
		flush(flow, all, true);
}

double paper_flow_write(const struct paper_flow *flow)
{
	struct gathered all = { .text = strbuf_new(PARAGRAPH_MOST), .y = flow->y };

	for (const char *at = flow->text; *at;) {
		size_t len = strcspn(at, "\n");

		take_line(flow, &all, at, len);
		at += len + (at[len] == '\n');
	}
	flush(flow, &all, false);
	strbuf_done(&all.text);
	return all.y;
}
