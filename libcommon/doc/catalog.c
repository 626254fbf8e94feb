/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Adds to a finished PDF what cairo 1.16 has no call for: the document's language, its
 * title in the window's bar, the words for pictures. An incremental update as ISO 32000-1
 * 7.5.6 describes: new versions of a few objects and a table of where they are, behind
 * the file as it was.
 */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "doc/parts.h"

#define OBJECTS_MAX 200000
#define CHANGED_MAX (DOC_PICTURES_MAX + 2)
#define XREF_ROW    20

struct update {
	struct strbuf *pdf;
	size_t xref; /* where the first row of the table is */
	size_t table_at;
	int64_t objects;
	int64_t root;
	int64_t info;
	int64_t numbers[CHANGED_MAX];
	size_t offsets[CHANGED_MAX];
	size_t changed;
};

static int64_t read_number(const char *text)
{
	int64_t value = 0;

	while (*text == ' ' || *text == '\n')
		text++;
	while (*text >= '0' && *text <= '9' && value < INT64_C(1000000000000))
		value = value * 10 + (*text++ - '0');
	return value;
}

static const char *find_last(const struct strbuf *pdf, const char *word)
{
	size_t len = strlen(word);

	for (size_t at = pdf->len >= len ? pdf->len - len + 1 : 0; at > 0; at--) {
		if (memcmp(pdf->text + at - 1, word, len) == 0)
			return pdf->text + at - 1;
	}
	return NULL;
}

static int64_t number_after(const struct strbuf *pdf, const char *word)
{
	const char *at = find_last(pdf, word);

	return at ? read_number(at + strlen(word)) : 0;
}

static int read_trailer(struct update *update, struct err *err)
{
	const struct strbuf *pdf = update->pdf;

	update->table_at = (size_t)number_after(pdf, "startxref");
	update->objects = number_after(pdf, "/Size");
	update->root = number_after(pdf, "/Root");
	update->info = number_after(pdf, "/Info");
	bool sound = update->objects > 0 && update->objects <= OBJECTS_MAX &&
		     update->root > 0 && update->root < update->objects &&
		     update->table_at < pdf->len;
	const char *row =
		sound ? strstr(pdf->text + update->table_at, "0000000000 65535 f") : NULL;

	if (!row)
		return err_set(err, ERR_BROKEN, "the PDF's trailer is not as expected");
	update->xref = (size_t)(row - pdf->text);
	if (update->xref + (size_t)update->objects * XREF_ROW > pdf->len)
		return err_set(err, ERR_BROKEN, "the PDF's table is cut off");
	return 0;
}

/* The dictionary of an object, without its closing ">>"; the empty slice when the object
 * is no plain dictionary. Lent until the buffer grows. */
static struct slice dictionary(const struct update *update, int64_t number)
{
	const char *row = update->pdf->text + update->xref + (size_t)number * XREF_ROW;
	size_t offset = (size_t)read_number(row);
	const char *begin;
	const char *end;

	if (offset >= update->pdf->len)
		return (struct slice){ NULL, 0 };
	begin = strstr(update->pdf->text + offset, " obj\n<<");
	end = begin ? strstr(begin, "endobj") : NULL;
	while (end && end > begin && *end != '>')
		end--;
	if (!end || end - begin < 10)
		return (struct slice){ NULL, 0 };
	begin += strlen(" obj\n");
	return (struct slice){ begin, (size_t)(end - 1 - begin) };
}

/* The object once more, with `more` in its dictionary. */
static void add_version(struct update *update, int64_t number, const char *more)
{
	struct slice old = dictionary(update, number);
	AUTO_TEXT *kept = mem_text_n(old.at, old.len);

	if (old.len == 0 || update->changed == CHANGED_MAX)
		return;
	update->numbers[update->changed] = number;
	update->offsets[update->changed++] = update->pdf->len;
	strbuf_addf(update->pdf, "%" PRId64 " 0 obj\n", number);
	strbuf_add(update->pdf, kept);
	strbuf_addf(update->pdf, " %s >>\nendobj\n", more);
}

/* UTF-16 with its byte order mark, in hexadecimal. */
static void add_text_string(struct strbuf *out, const char *text)
{
	struct slice rest = slice_of(text);
	uint32_t code;

	strbuf_add(out, "<FEFF");
	while (rest.len > 0) {
		size_t len = text_next(rest, &code);

		if (len == 0)
			break;
		if (code > 0xffff)
			strbuf_addf(out, "%04X%04X", 0xd800 + ((code - 0x10000) >> 10),
				    0xdc00 + ((code - 0x10000) & 0x3ff));
		else
			strbuf_addf(out, "%04X", code);
		rest = (struct slice){ rest.at + len, rest.len - len };
	}
	strbuf_add_char(out, '>');
}

static const struct piece *next_figure(const struct doc *doc, size_t *block,
				       size_t *piece)
{
	for (; *block < doc->count; (*block)++, *piece = 0) {
		for (; *piece < doc->blocks[*block].count; (*piece)++) {
			if (doc->blocks[*block].pieces[*piece].alt)
				return &doc->blocks[*block].pieces[(*piece)++];
		}
	}
	return NULL;
}

static bool is_figure(const struct update *update, int64_t number)
{
	struct slice old = dictionary(update, number);

	return old.len > 0 && memmem(old.at, old.len, "/S /Figure", 10) != NULL;
}

/* Figures of the structure come in the order they were drawn. */
static void add_alternatives(const struct doc *doc, struct update *update)
{
	size_t block = 0;
	size_t piece = 0;

	if (doc->pictures == 0)
		return;
	for (int64_t number = 1; number < update->objects; number++) {
		STRBUF_AUTO more = strbuf_new(DOC_TEXT_MAX * 4 + 20);
		const struct piece *figure;

		if (!is_figure(update, number))
			continue;
		figure = next_figure(doc, &block, &piece);
		if (!figure)
			return;
		strbuf_add(&more, "/Alt ");
		add_text_string(&more, figure->alt);
		add_version(update, number, more.text);
	}
}

static void add_table(struct update *update)
{
	struct strbuf *pdf = update->pdf;
	size_t at = pdf->len;

	strbuf_add(pdf, "xref\n");
	for (size_t i = 0; i < update->changed; i++)
		strbuf_addf(pdf, "%" PRId64 " 1\n%010zu 00000 n \n", update->numbers[i],
			    update->offsets[i]);
	strbuf_addf(pdf,
		    "trailer\n<< /Size %" PRId64 " /Root %" PRId64 " 0 R /Info %" PRId64
		    " 0 R /Prev %zu >>\nstartxref\n%zu\n%%%%EOF\n",
		    update->objects, update->root, update->info, update->table_at, at);
}

int doc_finish_catalog(const struct doc *doc, struct strbuf *pdf, struct err *err)
{
	STRBUF_AUTO more = strbuf_new(200);
	struct update update = { .pdf = pdf };

	if (read_trailer(&update, err) < 0)
		return -1;
	strbuf_add(&more, "/ViewerPreferences << /DisplayDocTitle true >> /Lang ");
	add_text_string(&more, doc->language);
	add_version(&update, update.root, more.text);
	add_alternatives(doc, &update);
	add_table(&update);
	return strbuf_check(pdf, err);
}
