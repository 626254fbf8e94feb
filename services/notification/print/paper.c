/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A letter on A4.
 *
 * The address lies behind the window of envelopes DL and C5/6 when the sheet is folded at
 * 105 mm. Measures: DIN 680 gives windows of 90 x 45 mm, 20 mm from the side and 15 mm
 * from the foot; DIN 5008 form B puts the field of 85 x 45 mm at 20 mm from the left and
 * 45 mm from the top, its lower 27.3 mm for the address. Dutch envelopes come with the
 * same window at the left, or as far from the right.
 */
#include <string.h>

#include "notification/domain/wording.h"
#include "notification/print/press.h"

#define LEFT         25.0
#define WIDTH        160.0
#define FOLD         105.0
#define RETURN_TOP   57.5 /* within the field, above the address */
#define ADDRESS_TOP  62.7
#define ADDRESS_WIDE 68.0
#define DATE_TOP     98.0
#define SUBJECT_TOP  108.0
#define FOOT_TOP     266.0
#define BOOK_TOP     236.0 /* the code that leads to an appointment, above the foot */
#define BOOK_SIZE    24.0
#define CODE_SIZE    24.0
#define CODE_LEFT    163.0
#define CODE_TOP     260.0
#define NUMBER_TOP   288.0

struct window {
	double text_left;
};

static const struct window WINDOW_LEFT = { 25.0 };
static const struct window WINDOW_RIGHT = { 117.0 };

/* Type sizes, the first one that fits is taken. */
static const double SIZES[] = { 10.5, 9.5, 8.5 };

static double line(struct sheets *sheets, struct sheets_text text)
{
	return sheets_text(sheets, &text);
}

static void draw_head(struct press *press, const struct letter_garage *garage)
{
	struct sheets *sheets = press->sheets;
	struct doc_colour brand = doc_colour_of(garage->brand_colour, BRAND_FILL);
	const char *const contact[] = { garage->street, garage->city, garage->phone,
					garage->website };
	double y = 14;

	sheets_fill(sheets, (struct sheets_box){ 0, 0, 210, 5 }, brand);
	line(sheets, (struct sheets_text){ .text = garage->name,
					   .tag = "P",
					   .x = LEFT,
					   .y = 13,
					   .width = 95,
					   .size = 15,
					   .bold = true,
					   .ink = PAPER_INK });
	for (size_t i = 0; i < COUNT_OF(contact); i++) {
		STRBUF_AUTO text = strbuf_new(300);

		if (!contact[i] || !*contact[i])
			continue;
		if (contact[i] == garage->city && garage->postcode) {
			postal_write_postcode(garage->postcode, &text);
			strbuf_add(&text, "  ");
		}
		strbuf_add(&text, contact[i]);
		y += line(sheets, (struct sheets_text){ .text = text.text,
							.tag = "P",
							.x = 125,
							.y = y,
							.width = 60,
							.size = 8.5,
							.at_right = true,
							.ink = PAPER_GREY });
	}
}

static void draw_address(struct press *press, const struct press_sheet *sheet)
{
	struct window window =
		press->options.window_at_right ? WINDOW_RIGHT : WINDOW_LEFT;
	STRBUF_AUTO back = strbuf_new(600);
	STRBUF_AUTO lines = strbuf_new(1000);
	double y = ADDRESS_TOP;

	press_return_line(&sheet->letter->garage, &back);
	line(press->sheets, (struct sheets_text){ .text = back.text,
						  .tag = "P",
						  .x = window.text_left,
						  .y = RETURN_TOP,
						  .width = ADDRESS_WIDE,
						  .size = 6,
						  .ink = PAPER_GREY });
	postal_write(sheet->address, &lines);
	for (char *at = lines.text; *at;) {
		size_t len = strcspn(at, "\n");

		at[len] = '\0';
		y += line(press->sheets, (struct sheets_text){ .text = at,
							       .tag = "P",
							       .x = window.text_left,
							       .y = y,
							       .width = ADDRESS_WIDE,
							       .size = 10.5,
							       .ink = PAPER_INK });
		at += len + 1;
	}
}

static void draw_date(struct press *press, const struct letter *letter)
{
	STRBUF_AUTO text = strbuf_new(300);
	char date[WORDING_DATE_TEXT];

	if (letter->garage.city && *letter->garage.city)
		strbuf_addf(&text, "%s, ", letter->garage.city);
	strbuf_add(&text, wording_date(letter->today, letter->language, date));
	line(press->sheets, (struct sheets_text){ .text = text.text,
						  .tag = "P",
						  .x = LEFT,
						  .y = DATE_TOP,
						  .width = WIDTH,
						  .size = 10,
						  .ink = PAPER_INK });
	sheets_line(press->sheets, 3, FOLD, 4);
}

/* "label<TAB>value" a line; returns the y below. */
static double draw_facts(struct sheets *sheets, const char *facts, double y, bool measure)
{
	STRBUF_AUTO copy = strbuf_new(DOC_TEXT_MAX);

	strbuf_add(&copy, facts);
	for (char *at = copy.text; *at;) {
		size_t len = strcspn(at, "\n");
		size_t tab = strcspn(at, "\t\n");
		bool last = at[len] == '\0';
		char *value = at[tab] == '\t' ? at + tab + 1 : at + len;

		at[len] = '\0';
		at[tab] = '\0';
		struct sheets_text label = { .text = at,
					     .tag = "P",
					     .x = LEFT,
					     .y = y,
					     .width = 55,
					     .size = 9.5,
					     .ink = PAPER_GREY };
		struct sheets_text fact = { .text = value,
					    .tag = "P",
					    .x = LEFT + 57,
					    .y = y,
					    .width = WIDTH - 57,
					    .size = 9.5,
					    .bold = true,
					    .ink = PAPER_INK };

		if (!measure)
			sheets_text(sheets, &label);
		y += measure ? sheets_height(sheets, &fact) : sheets_text(sheets, &fact);
		at += last ? len : len + 1;
	}
	return y;
}

/* The facts stand under the subject; returns the y below the text. */
static double draw_words(struct press *press, const struct letter_paper *words,
			 double size, bool measure)
{
	struct sheets *sheets = press->sheets;
	struct sheets_text subject = { .text = words->subject,
				       .tag = "H1",
				       .x = LEFT,
				       .y = SUBJECT_TOP,
				       .width = WIDTH,
				       .size = 11.5,
				       .bold = true,
				       .ink = PAPER_INK };
	double y = SUBJECT_TOP + 4 +
		   (measure ? sheets_height(sheets, &subject)
			    : sheets_text(sheets, &subject));
	double below = draw_facts(sheets, words->facts, y, measure);

	return paper_flow_write(&(struct paper_flow){
		.sheets = sheets,
		.text = words->text,
		.x = LEFT,
		.y = below > y ? below + 4 : y,
		.width = WIDTH,
		.size = size,
		.measure = measure,
	});
}

static int draw_foot(struct press *press, const struct press_sheet *sheet,
		     const struct letter_paper *words, struct err *err)
{
	STRBUF_AUTO number = strbuf_new(40);

	line(press->sheets, (struct sheets_text){ .text = words->stop,
						  .tag = "P",
						  .x = LEFT,
						  .y = FOOT_TOP,
						  .width = 130,
						  .size = 8,
						  .ink = PAPER_GREY });
	strbuf_addf(&number, "%lld", (long long)sheet->number);
	line(press->sheets, (struct sheets_text){ .text = number.text,
						  .x = 175,
						  .y = NUMBER_TOP,
						  .width = 25,
						  .size = 7,
						  .at_right = true,
						  .ink = PAPER_GREY });
	if (!*words->stop_url)
		return 0;
	return sheets_code(press->sheets, CODE_LEFT, CODE_TOP, CODE_SIZE, words->stop_url,
			   err);
}

/* Words of the band above the foot, and where the text must end for it. */
static int draw_booking(struct press *press, const struct letter_paper *words,
			struct err *err)
{
	line(press->sheets, (struct sheets_text){ .text = words->book,
						  .tag = "P",
						  .x = LEFT + BOOK_SIZE + 4,
						  .y = BOOK_TOP + 7,
						  .width = 100,
						  .size = 10,
						  .bold = true,
						  .ink = PAPER_INK });
	return sheets_code(press->sheets, LEFT, BOOK_TOP, BOOK_SIZE, words->booking_url,
			   err);
}

/* The size at which the words end above `bottom`, or one past the last. */
static size_t fit(struct press *press, const struct letter_paper *words, double bottom)
{
	size_t fits = 0;

	while (fits < COUNT_OF(SIZES) &&
	       draw_words(press, words, SIZES[fits], /* measure= */ true) > bottom - 2)
		fits++;
	return fits;
}

int paper_draw(struct press *press, const struct press_sheet *sheet,
	       const struct letter_paper *words, struct err *err)
{
	bool books = *words->booking_url != '\0';
	size_t fits = fit(press, words, books ? BOOK_TOP : FOOT_TOP);

	/* A long letter says to phone rather than not to be printed. */
	if (books && fits == COUNT_OF(SIZES)) {
		books = false;
		fits = fit(press, words, FOOT_TOP);
	}
	if (fits == COUNT_OF(SIZES))
		return err_set_code(err, ERR_INVALID, "LETTER_TOO_LONG",
				    "the letter does not fit on one side");
	sheets_page(press->sheets);
	sheets_begin(press->sheets);
	draw_head(press, &sheet->letter->garage);
	draw_address(press, sheet);
	draw_date(press, sheet->letter);
	draw_words(press, words, SIZES[fits], /* measure= */ false);
	int failed = books ? draw_booking(press, words, err) : 0;

	if (failed == 0)
		failed = draw_foot(press, sheet, words, err);
	sheets_end(press->sheets);
	return failed;
}
