/* SPDX-License-Identifier: Apache-2.0 */
/* Chooses the short template, and adds how to stop. */
#include "notification/sms/short.h"

#include <stdio.h>
#include <string.h>

#include "notification/mail/letter_booking.h"
#include "notification/mail/letter_campaign.h"
#include "notification/mail/letter_data.h"

#define OWN_WORDS ((size_t)4000)
#define URL_TEXT  300
#define HEX       "0123456789abcdef"
#define CODE_LEN  (SHORT_CODE_TEXT - 1)

static bool is_given(const char *text)
{
	return text && *text;
}

void short_code(const struct uuid *intent, char ret_code[SHORT_CODE_TEXT])
{
	memcpy(ret_code, intent->text + UUID_TEXT - SHORT_CODE_TEXT, SHORT_CODE_TEXT);
}

bool short_code_is(const char *token)
{
	return strlen(token) == CODE_LEN && strspn(token, HEX) == CODE_LEN;
}

bool short_sender_is_number(const char *sender)
{
	const char *digits = *sender == '+' ? sender + 1 : sender;

	return *digits && digits[strspn(digits, "0123456789")] == '\0';
}

static const char *template_of(const struct letter_writer *writer,
			       const struct letter *letter)
{
	const char *language = letter_language(letter);
	const char *other = NULL;

	if (templates_have_short(writer->templates, language, letter->name))
		return letter->name;
	/* A letter that has no short form is not told as another. */
	if (templates_have(writer->templates, language, letter->name))
		return NULL;
	other = letter_by_reasons(letter);
	return other && templates_have_short(writer->templates, language, other) ? other
										 : NULL;
}

static void set_stop(const struct letter_writer *writer, const struct letter *letter,
		     const struct short_request *request, struct value *data)
{
	char code[SHORT_CODE_TEXT] = "...";
	char url[URL_TEXT];
	const char *base = letter_base_url(writer, letter);

	if (!letter->is_marketing)
		return;
	if (short_sender_is_number(request->sender)) {
		value_set_bool(data, "stop_by_reply", true);
		return;
	}
	if (!request->is_sample)
		short_code(&letter->intent, code);
	snprintf(url, sizeof(url), "%.200s/u/%s", base, code);
	value_set_text(data, "stop_url", url);
}

static int set_links(const struct letter_writer *writer, const struct letter *letter,
		     const struct short_request *request, struct value *data,
		     struct err *err)
{
	set_stop(writer, letter, request, data);
	if (request->without_booking)
		return 0;
	return letter_set_booking(writer, letter, request->is_sample, data, err);
}

/* A campaign's own words, else the template's. */
static void set_own_words(const struct letter *letter, struct value *data)
{
	STRBUF_AUTO words = strbuf_new(OWN_WORDS);

	if (!letter->form || !is_given(letter->form->short_text))
		return;
	letter_personal(letter, letter->form->short_text, &words);
	value_set_text(data, "short_text", words.text);
}

static bool has_own_words(const struct letter *letter)
{
	return letter->form && is_given(letter->form->short_text);
}

static bool is_answer(const char *name)
{
	return strcmp(name, "stop_confirmed") == 0;
}

int short_write(const struct letter_writer *writer, const struct letter *letter,
		const struct short_request *request, struct strbuf *out, struct err *err)
{
	const char *name =
		has_own_words(letter) ? "campaign" : template_of(writer, letter);
	struct template_request template = { .language = letter_language(letter),
					     .letter = name,
					     .file = "base.short" };
	AUTO(value) *data = value_new_object();

	if (!name || (strcmp(name, "campaign") == 0 && !has_own_words(letter)))
		return err_set_code(err, ERR_ABSENT, "TEMPLATE_UNKNOWN",
				    "there is no short form of '%s'", letter->name);
	if (letter_data(writer->templates, letter, data, err) < 0)
		return -1;
	set_own_words(letter, data);
	value_set_bool(data, "is_answer", is_answer(name));
	value_set_bool(data, "asks_call", letter->is_marketing && !has_own_words(letter));
	value_set_bool(data, "by_sms", request->kind == SHORT_SMS);
	if (request->kind == SHORT_SMS &&
	    set_links(writer, letter, request, data, err) < 0)
		return -1;
	return templates_fill(writer->templates, &template, data, out, err) < 0
		       ? -1
		       : strbuf_check(out, err);
}
