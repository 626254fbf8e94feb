/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Makes a PDF of letters or cards, for the tests that read it.
 *
 * sheets_cli letter|card left|right nl|en COUNT OUT.pdf
 * Sheet n is to "Klant n".
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "notification/print/sheet.h"

#define HEX_KEY "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

struct wanted {
	enum sheet_kind kind;
	bool right;
	bool english;
	long count;
};

static struct letter letter_to(const struct wanted *wanted, const char *name)
{
	return (struct letter){
		.intent = { "0198c2f0-1111-7000-8000-000000000001" },
		.customer = { "0198c2f0-1111-7000-8000-000000000002" },
		.vehicle = { "0198c2f0-1111-7000-8000-000000000003" },
		.name = "apk_service",
		.language = wanted->english ? GREETING_EN : GREETING_NL,
		.purpose = PURPOSE_REMINDER,
		.is_marketing = true,
		.garage = { .dealer = "NL-4711",
			    .name = "Garage De Brug",
			    .sender_name = "Garage De Brug",
			    .sender_email = "balie@debrug.example",
			    .phone = "0182 - 51 23 45",
			    .street = "Kade 7",
			    .postcode = "2801ab",
			    .city = "Gouda",
			    .website = "www.debrug.example",
			    .brand_colour = "#0b5d3b" },
		.person = { .title = "Mevr.", .last_name = name },
		.plate = "H001HB",
		.make = "VOLKSWAGEN",
		.model = "GOLF",
		.reasons = { "apk", "periodic" },
		.reasons_count = 2,
		.due_date = { 2026, 12, 10 },
		.apk_expiry = { 2026, 12, 3 },
		.last_visit = { 2025, 11, 28 },
		.today = { 2026, 11, 23 },
		.now = { INT64_C(1795420800) * MICROS_PER_SECOND },
	};
}

static int add_sheet(struct press *press, const struct wanted *wanted, long number,
		     struct err *err)
{
	char name[40];
	char shown[60];

	snprintf(name, sizeof(name), "Klant %ld", number);
	snprintf(shown, sizeof(shown), "Mevr. A. Klant %ld", number);
	struct letter letter = letter_to(wanted, name);
	struct postal_address address = { .name = shown,
					  .street = "Kattensingel",
					  .house_number = "12",
					  .addition = "a",
					  .postcode = "2801 ca",
					  .city = "Gouda" };

	return press_add(press, &(struct press_sheet){ &letter, &address, number }, err);
}

static int write_sheets(const struct wanted *wanted, struct strbuf *out, struct err *err)
{
	struct templates *templates = NULL;
	struct letter_keys *keys = NULL;
	struct doc_fonts *fonts = doc_fonts_new();

	if (templates_open(&templates, err) < 0 ||
	    letter_keys_open("1:" HEX_KEY, HEX_KEY, &keys, err) < 0)
		return -1;
	struct letter_writer writer = { templates, keys, "https://beurt.example" };
	struct press *press = press_new(&(struct press_options){
		.fonts = fonts,
		.writer = &writer,
		.kind = wanted->kind,
		.window_at_right = wanted->right,
		.garage = "Garage De Brug",
		.language = wanted->english ? "en" : "nl",
		.now = { INT64_C(1795420800) * MICROS_PER_SECOND },
	});
	int failed = 0;

	for (long i = 1; failed == 0 && i <= wanted->count; i++)
		failed = add_sheet(press, wanted, i, err);
	if (failed == 0)
		failed = press_finish(press, out, err);
	press_free(press);
	letter_keys_close(keys);
	templates_close(templates);
	doc_fonts_free(fonts);
	return failed;
}

int main(int argc, char **argv)
{
	STRBUF_AUTO pdf = strbuf_new(PRESS_BYTES_MAX);
	struct err err = { 0 };

	if (argc != 6)
		return 2;
	struct wanted wanted = {
		.kind = strcmp(argv[1], "card") == 0 ? SHEET_CARD : SHEET_LETTER,
		.right = strcmp(argv[2], "right") == 0,
		.english = strcmp(argv[3], "en") == 0,
		.count = strtol(argv[4], NULL, 10),
	};

	if (write_sheets(&wanted, &pdf, &err) < 0) {
		fprintf(stderr, "%s\n", err.text);
		return 1;
	}
	FILE *file = fopen(argv[5], "wb");

	if (!file || fwrite(pdf.text, 1, pdf.len, file) != pdf.len || fclose(file) != 0)
		return 1;
	return 0;
}
