/* SPDX-License-Identifier: Apache-2.0 */
/* Titles as DMSs write them, and the Dutch rule for capitals of particles. */
#include "notification/domain/greeting.h"

#include "base/text.h"

enum address_form { FORM_UNKNOWN, FORM_WOMAN, FORM_MAN, FORM_FAMILY };

static const struct title {
	const char *text;
	enum address_form form;
} titles[] = {
	{ "mevrouw", FORM_WOMAN }, { "mevr", FORM_WOMAN },  { "mevr.", FORM_WOMAN },
	{ "mw", FORM_WOMAN },      { "mw.", FORM_WOMAN },   { "ms", FORM_WOMAN },
	{ "ms.", FORM_WOMAN },     { "mrs", FORM_WOMAN },   { "mrs.", FORM_WOMAN },
	{ "de heer", FORM_MAN },   { "heer", FORM_MAN },    { "dhr", FORM_MAN },
	{ "dhr.", FORM_MAN },      { "hr", FORM_MAN },      { "hr.", FORM_MAN },
	{ "mr", FORM_MAN },        { "mr.", FORM_MAN },     { "familie", FORM_FAMILY },
	{ "fam", FORM_FAMILY },    { "fam.", FORM_FAMILY }, { "family", FORM_FAMILY },
};

static bool is_given(const char *text)
{
	return text && *text;
}

static enum address_form form_of(const char *title)
{
	for (size_t i = 0; is_given(title) && i < COUNT_OF(titles); i++) {
		if (text_compare_nocase(titles[i].text, title) == 0)
			return titles[i].form;
	}
	return FORM_UNKNOWN;
}

static void add_word(struct strbuf *out, size_t start, const char *word)
{
	if (!is_given(word))
		return;
	if (out->len > start)
		strbuf_add_char(out, ' ');
	strbuf_add(out, word);
}

/* "de Jong" as it is, for after a first name. */
static void add_surname(struct strbuf *out, size_t start,
			const struct greeting_person *person)
{
	add_word(out, start, person->particle);
	add_word(out, start, person->last_name);
}

/* "De Jong", "Van 't Hof"; "'t Hart" keeps its small t (Taalunie, Leidraad 6.4). */
static void add_surname_alone(struct strbuf *out, const struct greeting_person *person)
{
	size_t start = out->len;

	add_surname(out, start, person);
	if (out->len > start && out->text[start] >= 'a' && out->text[start] <= 'z')
		out->text[start] = (char)(out->text[start] - 'a' + 'A');
}

void greeting_full_name(const struct greeting_person *person, struct strbuf *out)
{
	size_t start = out->len;

	if (is_given(person->whole_name)) {
		strbuf_add(out, person->whole_name);
		return;
	}
	if (person->is_company) { /* whoever is known there is not part of its name */
		add_word(out, start, person->last_name);
		return;
	}
	if (is_given(person->last_name))
		add_word(out, start,
			 is_given(person->first_name) ? person->first_name
						      : person->initials);
	add_surname(out, start, person);
}

static void greet_with_title(const struct greeting_person *person, enum address_form form,
			     enum greeting_language language, struct strbuf *out)
{
	static const char *const openings[][2] = {
		[FORM_WOMAN] = { "Geachte mevrouw ", "Dear Ms " },
		[FORM_MAN] = { "Geachte heer ", "Dear Mr " },
		[FORM_FAMILY] = { "Geachte familie ", "Dear family " },
		[FORM_UNKNOWN] = { "Geachte heer of mevrouw ", "Dear Mr or Ms " },
	};

	strbuf_add(out, openings[form][language]);
	add_surname_alone(out, person);
}

void greeting_write(const struct greeting_person *person, enum greeting_language language,
		    struct strbuf *out)
{
	enum address_form form = form_of(person->title);

	if (is_given(person->whole_name)) {
		strbuf_add(out, language == GREETING_NL ? "Beste " : "Dear ");
		strbuf_add(out, person->whole_name);
		return;
	}
	if (person->is_company || !is_given(person->last_name)) {
		strbuf_add(out,
			   language == GREETING_NL ? "Beste klant" : "Dear customer");
		return;
	}
	if (form != FORM_UNKNOWN ||
	    (!is_given(person->first_name) && !is_given(person->initials))) {
		greet_with_title(person, form, language, out);
		return;
	}
	strbuf_add(out, language == GREETING_EN        ? "Dear "
			: is_given(person->first_name) ? "Beste "
						       : "Geachte ");
	greeting_full_name(person, out);
}
