/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What may be said in a selection, and the recipes, as JSON for who builds one.
 */
#include "base/json_out.h"
#include "reminder/campaign/campaign.h"
#include "reminder/domain/campaign_recipe.h"

#define RESULT_MOST ((size_t)100000)

static void write_both(struct json_out *out, const char *name, const char *nl,
		       const char *en)
{
	json_out_open_object(out, name);
	json_out_text(out, "nl", nl);
	json_out_text(out, "en", en);
	json_out_close_object(out);
}

static void write_phrases(struct json_out *out, const struct selection_field *field)
{
	json_out_open_array(out, "operators");
	for (size_t i = 0; i < SELECTION_PHRASES; i++) {
		const struct selection_phrase *phrase = &field->phrases[i];

		if (phrase->op == OPERATOR_NONE)
			continue;
		json_out_open_object(out, NULL);
		json_out_text(out, "operator", selection_operator_word(phrase->op));
		write_both(out, "sentence", phrase->nl, phrase->en);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_words(struct json_out *out, const struct selection_field *field)
{
	json_out_open_array(out, "words");
	for (size_t i = 0; i < field->words_count; i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "word", field->words[i].word);
		/* What a fact of an example says instead of the word. */
		json_out_int(out, "number", field->words[i].number);
		write_both(out, "label", field->words[i].nl, field->words[i].en);
		json_out_close_object(out);
	}
	json_out_close_array(out);
}

static void write_field(struct json_out *out, const struct selection_field *field)
{
	static const char *const types[] = {
		[TYPE_TEXT] = "text",
		[TYPE_WORD] = "word",
		[TYPE_NUMBER] = "number",
		[TYPE_FLAG] = "flag",
	};

	json_out_open_object(out, NULL);
	json_out_text(out, "field", field->name);
	json_out_text(out, "type", types[field->type]);
	write_both(out, "label", field->nl, field->en);
	if (field->type == TYPE_NUMBER) {
		json_out_int(out, "least", field->least);
		json_out_int(out, "most", field->most);
		json_out_text(out, "unit", field->unit);
	}
	json_out_flag(out, "has_months", field->has_months);
	write_phrases(out, field);
	if (field->type == TYPE_WORD)
		write_words(out, field);
	json_out_close_object(out);
}

static void write_recipe(struct json_out *out, const struct campaign_recipe *recipe)
{
	const struct campaign_words *words[] = { &recipe->nl, &recipe->en };
	static const char *const languages[] = { "nl", "en" };

	json_out_open_object(out, NULL);
	json_out_text(out, "recipe", recipe->code);
	json_out_text(out, "kind", recipe->kind);
	json_out_text(out, "selection", recipe->selection);
	write_both(out, "name", recipe->nl.name, recipe->en.name);
	write_both(out, "why", recipe->nl.why, recipe->en.why);
	json_out_open_array(out, "texts");
	for (size_t i = 0; i < COUNT_OF(words); i++) {
		json_out_open_object(out, NULL);
		json_out_text(out, "language", languages[i]);
		json_out_text(out, "subject", words[i]->subject);
		json_out_text(out, "text", words[i]->text);
		json_out_text(out, "short_text", words[i]->short_text);
		json_out_text(out, "button", words[i]->button);
		json_out_close_object(out);
	}
	json_out_close_array(out);
	json_out_close_object(out);
}

int reminder_on_campaign_catalog(struct reminder *svc, struct tx *tx,
				 const struct campaign_catalog *msg, struct outbox *say,
				 struct answer *ret_answer, struct err *err)
{
	STRBUF_AUTO text = strbuf_new(RESULT_MOST);
	struct json_out out = json_out_into(&text);

	(void)svc;
	(void)tx;
	(void)msg;
	(void)say;
	json_out_open_object(&out, NULL);
	json_out_open_array(&out, "fields");
	for (int id = 0; id < FIELD_COUNT; id++)
		write_field(&out, selection_field((enum selection_field_id)id));
	json_out_close_array(&out);
	json_out_open_array(&out, "recipes");
	for (size_t i = 0; i < campaign_recipes_count; i++)
		write_recipe(&out, &campaign_recipes[i]);
	json_out_close_array(&out);
	json_out_close_object(&out);
	if (strbuf_check(&text, err) < 0)
		return -1;
	ret_answer->json = strbuf_take(&text);
	return 0;
}
