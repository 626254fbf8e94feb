/* SPDX-License-Identifier: Apache-2.0 */
/* Decides which day a letter that is not printed yet carries: that of the next batch. */
#include "notification/print/shown.h"

#include <sodium.h>
#include <string.h>

#include "notification/domain/window.h"
#include "notification/print/print.h"
#include "notification/print/sheet.h"

#define PDF_MOST ((size_t)500 * 1024) /* a sheet takes 20 to 60 kB */

bool paper_is_for(enum channel channel)
{
	return channel == CHANNEL_LETTER || channel == CHANNEL_CARD;
}

static enum sheet_kind kind_of(const struct contact *contact)
{
	return contact->facts.wishes.asked == CHANNEL_CARD ? SHEET_CARD : SHEET_LETTER;
}

static int press_one(const struct press_options *options, const struct press_sheet *sheet,
		     struct strbuf *pdf, struct err *err)
{
	struct press *press = press_new(options);
	int failed = press_add(press, sheet, err);

	if (failed == 0)
		failed = press_finish(press, pdf, err);
	press_free(press);
	return failed < 0 ? -1 : strbuf_check(pdf, err);
}

static int write_pdf(const struct notification *svc, const struct contact *contact,
		     const struct postal_address *address, struct strbuf *pdf,
		     struct err *err)
{
	struct doc_fonts *fonts = doc_fonts_new();
	bool english = contact->letter.language == GREETING_EN;
	const struct press_options options = {
		.fonts = fonts,
		.writer = &svc->writer,
		.kind = kind_of(contact),
		.window_at_right = strcmp(svc->knobs->print_window, "right") == 0,
		.is_sample = true,
		.garage = contact->letter.garage.name,
		.language = english ? "en" : "nl",
		.now = contact->letter.now,
	};
	const struct press_sheet sheet = { .letter = &contact->letter,
					   .address = address,
					   .number = 1 };
	int failed = press_one(&options, &sheet, pdf, err);

	doc_fonts_free(fonts);
	return failed;
}

static void add_pdf(struct json_out *json, const struct strbuf *pdf, int64_t pages)
{
	size_t room = sodium_base64_encoded_len(pdf->len, sodium_base64_VARIANT_ORIGINAL);
	AUTO_BYTES *memory = mem_alloc(room);
	char *base64 = memory;

	sodium_bin2base64(base64, room, (const unsigned char *)pdf->text, pdf->len,
			  sodium_base64_VARIANT_ORIGINAL);
	json_out_open_object(json, "pdf");
	json_out_int(json, "pages", pages);
	json_out_text(json, "base64", base64);
	json_out_close_object(json);
}

static int show_sheet(const struct notification *svc, const struct contact *contact,
		      struct json_out *json, struct err *err)
{
	STRBUF_AUTO name = strbuf_new(400);
	STRBUF_AUTO pdf = strbuf_new(PDF_MOST);

	greeting_full_name(&contact->letter.person, &name);
	struct postal_address address = print_address(contact, &name);

	if (!postal_is_complete(&address))
		return 0;
	if (write_pdf(svc, contact, &address, &pdf, err) < 0)
		return -1;
	add_pdf(json, &pdf, kind_of(contact) == SHEET_CARD ? 2 : 1);
	return 0;
}

int paper_show(const struct notification *svc, struct contact *contact,
	       struct json_out *json, struct err *err)
{
	struct letter_paper words = { 0 };
	const struct zone *zone = NULL;

	if (print_zone(contact->timezone, &zone, err) < 0)
		return -1;
	contact->letter.now = window_next_batch(zone, contact->letter.now);
	contact->letter.today = zone_local(zone, contact->letter.now).date;
	if (letter_on_paper(&svc->writer, &contact->letter, /* is_sample= */ true, &words,
			    err) < 0)
		return -1;
	json_out_text(json, "subject", words.subject);
	json_out_text(json, "text",
		      kind_of(contact) == SHEET_CARD ? words.card : words.text);
	json_out_text(json, "html", "");
	letter_paper_done(&words);
	return show_sheet(svc, contact, json, err);
}
