/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Decides what {voornaam}, {kenteken} and {auto} become, and where a paragraph ends. The
 * result is data like any other: the template escapes it.
 */
#include "notification/mail/letter_campaign.h"

#include <string.h>

#include "base/plate.h"
#include "notification/domain/wording.h"

#define TEXT_MOST ((size_t)8000)

static bool is_given(const char *text)
{
	return text && *text;
}

static void add_car(const struct letter *letter, struct strbuf *out)
{
	if (!is_given(letter->make)) {
		strbuf_add(out, letter->language == GREETING_NL ? "auto" : "car");
		return;
	}
	wording_make(letter->make, out);
	if (is_given(letter->model))
		strbuf_addf(out, " %s", letter->model);
}

static void add_plate(const struct letter *letter, struct strbuf *out)
{
	struct plate plate;

	if (!is_given(letter->plate))
		return;
	plate = plate_read(letter->plate);
	strbuf_add(out, plate.valid ? plate.formatted : letter->plate);
}

static void drop_before(struct strbuf *out, const char *signs)
{
	while (out->len > 0 && strchr(signs, out->text[out->len - 1]))
		strbuf_cut(out, 1);
}

/* "Klaar, {voornaam}?" becomes "Klaar?" for who has none. */
static void add_first_name(const struct letter *letter, struct strbuf *out)
{
	const char *name = letter->person.first_name;

	if (!letter->person.is_company && is_given(name))
		strbuf_add(out, name);
	else
		drop_before(out, " ,");
}

static const struct {
	const char *word;
	void (*add)(const struct letter *letter, struct strbuf *out);
} FIELDS[] = {
	{ "{voornaam}", add_first_name },
	{ "{kenteken}", add_plate },
	{ "{auto}", add_car },
};

/* Bytes of the field the text begins with; 0: none. */
static size_t add_field(const struct letter *letter, const char *text, struct strbuf *out)
{
	for (size_t i = 0; i < COUNT_OF(FIELDS); i++)
		if (strncmp(text, FIELDS[i].word, strlen(FIELDS[i].word)) == 0) {
			FIELDS[i].add(letter, out);
			return strlen(FIELDS[i].word);
		}
	return 0;
}

void letter_personal(const struct letter *letter, const char *text, struct strbuf *out)
{
	while (*text) {
		size_t plain = strcspn(text, "{");

		strbuf_add_n(out, text, plain);
		text += plain;
		plain = *text ? add_field(letter, text, out) : 0;
		if (*text && plain == 0)
			strbuf_add_char(out, *text++);
		text += plain;
	}
}

static void set_personal(struct value *data, const struct letter *letter,
			 const char *name, const char *text)
{
	STRBUF_AUTO out = strbuf_new(TEXT_MOST);

	if (!is_given(text))
		return;
	letter_personal(letter, text, &out);
	value_set_text(data, name, out.text);
}

static void set_own_paragraphs(struct value *data, const struct letter *letter,
			       const char *text)
{
	STRBUF_AUTO out = strbuf_new(TEXT_MOST);

	letter_personal(letter, text, &out);
	letter_set_paragraphs(data, out.len ? out.text : "");
}

void letter_set_paragraphs(struct value *object, const char *text)
{
	struct value *list = value_set_list(object, "paragraphs");

	for (const char *at = text; *at;) {
		const char *end = strstr(at, "\n\n");
		size_t len = end ? (size_t)(end - at) : strlen(at);
		AUTO_TEXT *paragraph = mem_text_n(at, len);

		if (len > 0)
			value_set_text(value_add_object(list), "paragraph", paragraph);
		at += len;
		at += strspn(at, "\n");
	}
}

/* Where its button leads: the garage's own site, or its telephone. */
static void set_button(struct value *data, const struct letter *letter)
{
	const char *site = letter->garage.website;
	STRBUF_AUTO url = strbuf_new(400);

	if (!is_given(letter->form->button))
		return;
	if (is_given(site) && strncmp(site, "http", 4) != 0)
		strbuf_addf(&url, "https://%s", site);
	else if (is_given(site))
		strbuf_add(&url, site);
	else if (is_given(letter->garage.phone))
		strbuf_addf(&url, "tel:%s", letter->garage.phone);
	if (url.len == 0 || url.full)
		return;
	value_set_text(data, "campaign_url", url.text);
	set_personal(data, letter, "campaign_button", letter->form->button);
}

void letter_set_campaign(struct value *data, const struct letter *letter)
{
	if (strcmp(letter->name, LETTER_CAMPAIGN) != 0 || !letter->form)
		return;
	value_set_bool(data, "campaign", true);
	set_personal(data, letter, "campaign_subject", letter->form->subject);
	set_personal(data, letter, "short_text", letter->form->short_text);
	set_own_paragraphs(data, letter, letter->form->text ? letter->form->text : "");
	set_button(data, letter);
}
