/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A postcard on A6, lying: the garage's colour with what it is about on one side, words
 * and address on the other. The right half belongs to the post: stamp at the top, the
 * address in the middle, 18 mm at the foot left free for the sorting code. The plate is
 * not on it: anybody can read a card.
 */
#include "notification/print/press.h"

#include <string.h>

#define WIDTH        148.0
#define HEIGHT       105.0
#define EDGE         8.0
#define WORDS_WIDE   64.0
#define WORDS_BOTTOM 84.0
#define BOOK_TOP     66.0 /* the code that leads to an appointment, under the words */
#define BOOK_SIZE    16.0
#define POST_LEFT    80.0
#define POST_WIDE    60.0
#define ADDRESS_TOP  50.0
#define CODE_SIZE    17.0
#define CODE_TOP     85.0

static const double SIZES[] = { 9.5, 8.5, 7.5 };

static void draw_front(struct press *press, const struct letter_garage *garage,
		       const char *subject)
{
	struct sheets *sheets = press->sheets;
	struct doc_colour fill = doc_colour_of(garage->brand_colour, BRAND_FILL);
	struct doc_colour ink = doc_colour_ink_on(fill);

	sheets_page(sheets);
	sheets_fill(sheets, (struct sheets_box){ 0, 0, WIDTH, HEIGHT }, fill);
	sheets_text(sheets, &(struct sheets_text){ .text = subject,
						   .tag = "H1",
						   .x = 14,
						   .y = 22,
						   .width = WIDTH - 28,
						   .size = 22,
						   .bold = true,
						   .ink = ink });
	sheets_text(sheets, &(struct sheets_text){ .text = garage->name,
						   .tag = "P",
						   .x = 14,
						   .y = 86,
						   .width = WIDTH - 28,
						   .size = 13,
						   .bold = true,
						   .ink = ink });
}

static double draw_words(struct press *press, const char *text, double size, bool measure)
{
	return paper_flow_write(&(struct paper_flow){
		.sheets = press->sheets,
		.text = text,
		.x = EDGE,
		.y = EDGE,
		.width = WORDS_WIDE,
		.size = size,
		.measure = measure,
	});
}

static void draw_address(struct press *press, const struct press_sheet *sheet)
{
	STRBUF_AUTO back = strbuf_new(600);
	STRBUF_AUTO lines = strbuf_new(1000);
	double y = ADDRESS_TOP;

	press_return_line(&sheet->letter->garage, &back);
	sheets_text(press->sheets, &(struct sheets_text){ .text = back.text,
							  .tag = "P",
							  .x = POST_LEFT,
							  .y = ADDRESS_TOP - 8,
							  .width = POST_WIDE,
							  .size = 6,
							  .ink = PAPER_GREY });
	postal_write(sheet->address, &lines);
	for (char *at = lines.text; *at;) {
		size_t len = strcspn(at, "\n");

		at[len] = '\0';
		y += sheets_text(press->sheets,
				 &(struct sheets_text){ .text = at,
							.tag = "P",
							.x = POST_LEFT,
							.y = y,
							.width = POST_WIDE,
							.size = 10,
							.ink = PAPER_INK });
		at += len + 1;
	}
}

static int draw_foot(struct press *press, const struct press_sheet *sheet,
		     const struct letter_paper *words, struct err *err)
{
	STRBUF_AUTO number = strbuf_new(40);

	strbuf_addf(&number, "%lld", (long long)sheet->number);
	sheets_text(press->sheets, &(struct sheets_text){ .text = number.text,
							  .x = EDGE,
							  .y = HEIGHT - 6,
							  .width = 20,
							  .size = 6,
							  .ink = PAPER_GREY });
	if (!*words->stop_url)
		return 0;
	sheets_text(press->sheets, &(struct sheets_text){ .text = words->card_stop,
							  .tag = "P",
							  .x = EDGE + CODE_SIZE + 2,
							  .y = CODE_TOP + 5,
							  .width = 42,
							  .size = 6.5,
							  .ink = PAPER_GREY });
	return sheets_code(press->sheets, EDGE, CODE_TOP, CODE_SIZE - 2, words->stop_url,
			   err);
}

static int draw_booking(struct press *press, const struct letter_paper *words,
			struct err *err)
{
	sheets_text(press->sheets, &(struct sheets_text){ .text = words->book,
							  .tag = "P",
							  .x = EDGE + BOOK_SIZE + 3,
							  .y = BOOK_TOP + 2,
							  .width = 45,
							  .size = 7.5,
							  .bold = true,
							  .ink = PAPER_INK });
	return sheets_code(press->sheets, EDGE, BOOK_TOP, BOOK_SIZE, words->booking_url,
			   err);
}

/* The size at which the words end above `bottom`, or one past the last. */
static size_t fit(struct press *press, const struct letter_paper *words, double bottom)
{
	size_t fits = 0;

	while (fits < COUNT_OF(SIZES) &&
	       draw_words(press, words->card, SIZES[fits], /* measure= */ true) > bottom)
		fits++;
	return fits;
}

int card_draw(struct press *press, const struct press_sheet *sheet,
	      const struct letter_paper *words, struct err *err)
{
	bool books = *words->booking_url != '\0';
	size_t fits = fit(press, words, books ? BOOK_TOP - 2 : WORDS_BOTTOM);

	if (books && fits == COUNT_OF(SIZES)) {
		books = false;
		fits = fit(press, words, WORDS_BOTTOM);
	}
	if (fits == COUNT_OF(SIZES))
		return err_set_code(err, ERR_INVALID, "LETTER_TOO_LONG",
				    "the text does not fit on a card");
	sheets_begin(press->sheets);
	draw_front(press, &sheet->letter->garage, words->subject);
	sheets_page(press->sheets);
	draw_words(press, words->card, SIZES[fits], /* measure= */ false);
	draw_address(press, sheet);
	int failed = books ? draw_booking(press, words, err) : 0;

	if (failed == 0)
		failed = draw_foot(press, sheet, words, err);
	sheets_end(press->sheets);
	return failed;
}
