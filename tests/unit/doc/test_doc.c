/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Documents by their limits: pages break between rows, too much is an error and not a
 * shorter document. What they look like is tested in tests/report.
 */
#include "unit.h"

#include "doc/doc.h"

/* fontconfig keeps 288 bytes for the life of the process. */
const char *__lsan_default_suppressions(void);
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig\n";
}

#define ROOM ((size_t)8 * 1024 * 1024)

static struct doc *open_doc(void **state)
{
	return doc_new(*state, &(struct doc_options){
				       .title = "Titel",
				       .author = "Garage",
				       .language = "nl",
				       .created = "2026-11-22T09:00:00Z",
				       .footer = "voet",
				       .page_of = "pagina %d van %d",
				       .colour = { 0, 0, 0 },
			       });
}

static void add_rows(struct doc *doc, int count)
{
	static const struct doc_column COLUMNS[] = { { "een", 1, false },
						     { "twee", 1, true } };

	doc_table(doc, COLUMNS, COUNT_OF(COLUMNS));
	for (int i = 0; i < count; i++) {
		struct doc_cell cells[] = { { "rij", "klein", DOC_TEXT, DOC_MARK_TICK },
					    { "1,00", NULL, DOC_STRONG, DOC_MARK_NONE } };

		doc_row(doc, cells);
	}
}

/* Takes the document. Pages it has; -1 when it fails. */
static int finish(struct doc *doc, size_t room, struct err *err)
{
	STRBUF_AUTO pdf = strbuf_new(room);
	int pages = 0;
	int done = doc_finish(doc, &pdf, &pages, err);

	doc_free(doc);
	return done < 0 ? -1 : pages;
}

static void test_rows_go_on_on_the_next_page(void **state)
{
	struct err err = { 0 };

	struct doc *doc = open_doc(state);
	add_rows(doc, 100);
	expect_number("a hundred rows of two lines", finish(doc, ROOM, &err), 3);
}

static void test_an_empty_document_is_a_page(void **state)
{
	struct err err = { 0 };

	struct doc *doc = open_doc(state);
	expect_number("pages", finish(doc, ROOM, &err), 1);
}

static void test_too_much_is_an_error(void **state)
{
	static char text[DOC_TEXT_MAX + 3];
	struct err err = { 0 };

	memset(text, 'x', sizeof(text) - 1);
	{
		struct doc *doc = open_doc(state);
		doc_paragraph(doc, DOC_TEXT, text);
		expect_number("a text too long", finish(doc, ROOM, &err), -1);
	}
	{
		struct doc *doc = open_doc(state);
		for (int i = 0; i <= DOC_BLOCKS_MAX; i++)
			doc_space(doc, 1);
		expect_number("too many blocks", finish(doc, ROOM, &err), -1);
	}
	{
		struct doc *doc = open_doc(state);
		for (int i = 0; i <= DOC_PAGES_MAX; i++) {
			doc_next_page(doc);
			doc_paragraph(doc, DOC_TEXT, "x");
		}
		expect_number("too many pages", finish(doc, ROOM, &err), -1);
	}
	struct doc *doc = open_doc(state);
	add_rows(doc, 100);
	expect_number("no room for the file", finish(doc, 500, &err), -1);
	expect_number("is the input's fault", err.kind, ERR_INVALID);
}

static void test_a_cell_higher_than_a_page_is_an_error(void **state)
{
	static const struct doc_column COLUMNS[] = { { NULL, 1, false },
						     { NULL, 30, false } };
	static char text[1001];
	struct err err = { 0 };

	memset(text, 'W', sizeof(text) - 1);
	struct doc *doc = open_doc(state);
	doc_table(doc, COLUMNS, COUNT_OF(COLUMNS));
	doc_row(doc, (struct doc_cell[]){ { text, NULL, DOC_TEXT, DOC_MARK_NONE },
					  { "", NULL, DOC_TEXT, DOC_MARK_NONE } });
	expect_number("fails", finish(doc, ROOM, &err), -1);
}

static void test_ink_contrasts_with_the_bar(void **state)
{
	struct doc_colour blue = doc_colour_of("#0b3d91", (struct doc_colour){ 0 });
	struct doc_colour wrong = doc_colour_of("#12345g", blue);

	(void)state;
	expect_number("blue is read", blue.blue, 0x91);
	expect_number("nonsense gives the preset", wrong.blue, 0x91);
	expect_number("white on blue", doc_colour_ink_on(blue).red, 255);
	expect_number("black on yellow",
		      doc_colour_ink_on((struct doc_colour){ 242, 194, 0 }).red, 0);
}

static int open_fonts(void **state)
{
	*state = doc_fonts_new();
	return 0;
}

static int close_fonts(void **state)
{
	doc_fonts_free(*state);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows_go_on_on_the_next_page),
		cmocka_unit_test(test_an_empty_document_is_a_page),
		cmocka_unit_test(test_too_much_is_an_error),
		cmocka_unit_test(test_a_cell_higher_than_a_page_is_an_error),
		cmocka_unit_test(test_ink_contrasts_with_the_bar),
	};

	return cmocka_run_group_tests(tests, open_fonts, close_fonts);
}
